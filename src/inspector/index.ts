export { createInspector } from './inspector.js';
export type { Inspector, InspectorOptions } from './inspector.js';
export type { ShortStep } from './home.js';
export type { InspectorLocals, InspectorViews, SourceLocals } from './pages.js';
