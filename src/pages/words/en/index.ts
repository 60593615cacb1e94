export * from './account.js';
export * from './frame.js';
export * from './self-service.js';
