// The same with a page as long as ours.
import * as quickStart from './quick-start.mjs';

export const what = `${quickStart.what}, padded to the length of our page`;
export const { callbackPath, pagePath, startPath } = quickStart;
export const serve = quickStart.serve;
