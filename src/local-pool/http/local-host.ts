import type { NextFunction, Request, Response } from 'express';

/** A page of another name that was made to point here (DNS rebinding) reads no codes. */
export const requireLocalHost = (request: Request, response: Response, next: NextFunction): void => {
  const { hostname } = request;
  if (['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) return next();
  response.status(403).json({ error: 'forbidden', message: 'Open this page as 127.0.0.1 or localhost.' });
};
