import type { RequestHandler } from 'express';

const ownNames = ['127.0.0.1', 'localhost', '[::1]'];

/** A page of another name that was made to point here (DNS rebinding) reads no codes. */
export const requireLocalHost =
  (origins: { readonly domain: string }): RequestHandler =>
  ({ hostname }, response, next) => {
    // Known once the pool listens, which is before anybody asks.
    if ([...ownNames, new URL(origins.domain).hostname].includes(hostname)) return next();
    const message = `Open this page at ${origins.domain}, or as 127.0.0.1 or localhost.`;
    response.status(403).json({ error: 'forbidden', message });
  };
