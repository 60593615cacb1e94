import { grownTo } from '../support/grown.mjs';

export const { what, callbackPath, pagePath, startPath, serve } = grownTo('tokens');
