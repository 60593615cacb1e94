import type { Express, Response } from 'express';
import type { Service } from '../service.js';
import { views } from './pages.js';

/** What the pages load: their own files, and those of the brand that they wear. */
export const mountFiles = (app: Express, { settings }: Service): void => {
  for (const file of ['pool.css', 'passkeys.js'])
    app.get(`/_local/${file}`, (_request, response) => response.sendFile(file, { root: views }));
  const { style, icon } = settings.brand ?? {};
  if (style !== undefined)
    app.get('/_local/brand.css', (_request, response) => sendText(response, 'text/css', style));
  if (icon !== undefined)
    app.get('/_local/brand.svg', (_request, response) => sendText(response, 'image/svg+xml', icon));
};

const sendText = (response: Response, type: string, text: string): void => {
  response.setHeader('Content-Type', `${type};charset=UTF-8`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // A picture that is opened by itself is a page, and may run nothing.
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
  response.end(text);
};
