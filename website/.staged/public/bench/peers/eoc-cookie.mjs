import { serveEoc } from '../support/eoc.mjs';

export const what = 'express-openid-connect, the session in the cookie';
export { callbackPath, guardPath, pagePath, startPath } from '../support/eoc.mjs';

export const serve = (options) => serveEoc(options, { inMemory: false });
