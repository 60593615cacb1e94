import type { Request, Response } from 'express';

/** Nothing that depends on who asks may be kept by a cache, not even by the browser's own. */
export const noStore = (response: Response): void => {
  response.set('Cache-Control', 'no-store');
};

/** Whether the answer will be read by a person in a browser: the request names HTML among what it accepts. */
export const asksForHtml = ({ headers }: Pick<Request, 'headers'>): boolean =>
  /\b(?:text\/html|application\/xhtml\+xml)\b/i.test(headers.accept ?? '');
