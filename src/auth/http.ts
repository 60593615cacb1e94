import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * A handler whose failure reaches the app's error handler. Express 5 passes a rejection on by itself; with Express 4
 * nobody would handle it, and that ends the process.
 */
export const passingOn = (
  handler: (request: Request, response: Response, next: NextFunction) => Promise<void>,
): RequestHandler =>
  function passOn(request, response, next) {
    handler(request, response, next).catch(next);
  };

/** Nothing that depends on who asks may be kept by a cache, not even by the browser's own. */
export const noStore = (response: Response): void => {
  response.set('Cache-Control', 'no-store');
};

/**
 * Has the browser ask for another address by GET (303, RFC 9110, section 15.4.4). Without the sentence for whoever does not follow,
 * which `response.redirect` puts together in the form that the request accepts: browsers show none.
 */
export const seeOther = (response: Response, address: string): void => {
  response.status(303).location(address).end();
};

/**
 * Throws where the site is https and the request did not come so, as far as Express can tell: a cookie that is Secure would
 * not be set, and the person would be sent to sign in for ever.
 */
export const refusePlainHttp = (
  request: Pick<Request, 'secure'>,
  { isHttps }: { readonly isHttps: boolean },
): void => {
  if (isHttps && !request.secure)
    throw new Error(
      "The site is https, but this request is not: write app.set('trust proxy', 1) for the one proxy in front of the app, or the number or the addresses of several; it has to send X-Forwarded-Proto.",
    );
};

/** Whether the answer will be read by a person in a browser: the request names HTML among what it accepts. */
export const asksForHtml = ({ headers }: Pick<Request, 'headers'>): boolean =>
  /\b(?:text\/html|application\/xhtml\+xml)\b/i.test(String(headers.accept));
