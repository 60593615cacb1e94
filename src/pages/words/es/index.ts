export * from './account.js';
export * from './errors.js';
export * from './frame.js';
export * from './refusals.js';
export * from './self-service.js';
