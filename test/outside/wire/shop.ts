import express from 'express';
import {
  AuthError,
  createAuth,
  createMemoryStore,
  userOf,
  type PoolOptions,
} from '../../../src/auth/index.js';
import { listen, testSecret } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';

export const publicAddress = 'https://shop.example';

/** A site that is public at `https://shop.example` and has its user pool at AWS; a browser that reaches it through a proxy. */
export const startShop = async (pool: PoolOptions) => {
  let offsetMs = 0;
  const now = (): number => Date.now() + offsetMs;
  const reasons: string[] = [];
  const store = createMemoryStore({ now });
  const auth = createAuth({
    pool,
    baseUrl: publicAddress,
    secrets: [testSecret],
    store,
    now,
    onEvent: (event) => 'poolError' in event && reasons.push(event.poolError ?? event.reason ?? event.code),
  });
  const app = express().set('trust proxy', 'loopback');
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/account', auth.requireSignIn(), (request, response) => void response.json(userOf(request)));
  app.use(((error, _request, response, _next) => {
    const { code, status } = error instanceof AuthError ? error : { code: String(error), status: 500 };
    response.status(status).json({ code });
  }) satisfies express.ErrorRequestHandler);

  const server = await listen(app);
  const browser = createBrowser();
  const headers = { 'x-forwarded-proto': 'https' };
  return {
    now,
    reasons,
    advance: (ms: number) => {
      offsetMs += ms;
    },
    open: (path: string) => browser.send(`${server.origin}${path}`, { headers }),
    signOut: () =>
      browser.send(`${server.origin}/auth/sign-out`, {
        headers: { ...headers, 'origin': publicAddress, 'sec-fetch-site': 'same-origin' },
        form: {},
      }),
    close: server.close,
  };
};
