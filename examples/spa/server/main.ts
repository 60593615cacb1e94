import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import express, { type RequestHandler } from 'express';
import { createMyBackend } from './app.js';

// As it stands it fits `npm run demo`: the local user pool, its client without a secret, and the API of the site.
const { env } = process;
const baseUrl = env['BASE_URL'] ?? 'http://127.0.0.1:5173';
const clientSecret = env['COGNITO_CLIENT_SECRET'];

const backend = createMyBackend({
  pool: {
    issuer: env['COGNITO_ISSUER'] ?? 'http://127.0.0.1:9400/us-east-1_Local0001',
    clientId: env['COGNITO_CLIENT_ID'] ?? '1localpoolpublicclient0001',
    ...(clientSecret !== undefined && { clientSecret }),
    scopes: ['openid', 'email', 'profile', 'orders/read'],
  },
  baseUrl,
  // Without one of your own, everybody is signed out when it starts anew.
  secrets: [env['SESSION_SECRET'] ?? randomBytes(32).toString('base64url')],
  upstream: env['API'] ?? 'http://localhost:3000/api/',
});

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The built pages, under a strict policy; every path that is no file is the app's own. */
const builtPages = (): RequestHandler => {
  const pages = express.Router();
  pages.use((_req, res, next) => {
    res.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  pages.use(express.static(resolve('dist/client')));
  pages.get('/{*path}', (_req, res) => res.sendFile(resolve('dist/client/index.html')));
  return pages;
};

/** The pages as they are written, made anew at every change: by Vite, within this server, so that it is one origin. */
const livePages = async (): Promise<RequestHandler> => {
  const { createServer } = await import('vite');
  return (await createServer({ server: { middlewareMode: true } })).middlewares;
};

const pages = process.argv.includes('--dev') ? await livePages() : builtPages();
const { hostname, port } = new URL(baseUrl);
express()
  .disable('x-powered-by')
  .use(backend)
  .use(pages)
  .listen(Number(port), hostname, () => process.stdout.write(`Open ${baseUrl}\n`));
