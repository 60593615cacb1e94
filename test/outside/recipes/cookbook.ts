import express, { type ErrorRequestHandler } from 'express';
import {
  asksForHtml,
  AuthError,
  createAuth,
  createMemoryStore,
  signInOf,
  userOf,
} from '../../../src/auth/index.js';
import type { AuthEventListener, AuthOptions, SessionStore } from '../../../src/auth/index.js';

// #region owndata
declare module 'express-session' {
  interface SessionData {
    cart?: readonly string[];
  }
}
// #endregion

// #region errors
const answerErrors: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent || !(error instanceof AuthError)) return next(error);
  const { code, status, signInUrl, retryAfterSeconds } = error;
  if (retryAfterSeconds !== undefined) res.set('Retry-After', String(retryAfterSeconds));
  res.status(status).set('Cache-Control', 'no-store');
  if (!asksForHtml(req)) return void res.json({ code, signInUrl });
  const again = signInUrl === undefined ? '' : `<p><a href="${signInUrl}">Sign in</a></p>`;
  res.send(`<h1>That did not work</h1><p>${code}</p>${again}`);
};
// #endregion

// #region events
const counts = new Map<string, number>();

const countEvents: AuthEventListener = (event, req) => {
  counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
  if (event.type === 'sign_in_failed')
    console.warn(JSON.stringify({ ...event, path: req && req.baseUrl + req.path }));
};
// #endregion

export interface CookbookOptions extends Omit<AuthOptions, 'store'> {
  readonly store?: SessionStore;
  /** The address of an API that takes the access token. */
  readonly ordersApi: string;
}

export const createMyApp = ({ ordersApi, store = createMemoryStore(), ...options }: CookbookOptions) => {
  const auth = createAuth({ onEvent: countEvents, ...options, store });
  const app = express();
  // #region proxy
  app.set('trust proxy', 1);
  // #endregion
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/', (req, res) => void res.send(signInOf(req) ? 'Welcome back' : 'Hello'));
  app.get('/counts', (_req, res) => void res.json(Object.fromEntries(counts)));

  // #region callapi
  app.get('/orders', auth.requireSignIn(), async (req, res) => {
    const call = async (token: string) =>
      fetch(ordersApi, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
        signal: AbortSignal.timeout(5000),
      });
    const answer = await call(await auth.accessToken(req));
    if (!answer.ok) return void res.status(502).json({ code: 'orders_failed' });
    res.json(await answer.json());
  });
  // #endregion

  // #region cart
  app.post('/cart', auth.requireSameOrigin(), auth.requireSignIn(), express.json(), (req, res) => {
    const item = String((req.body as { item?: unknown }).item).slice(0, 100);
    req.session.cart = [...(req.session.cart ?? []), item];
    res.json({ cart: req.session.cart });
  });
  app.get('/cart', auth.requireSignIn(), (req, res) => {
    res.json({ of: userOf(req).id, cart: req.session.cart ?? [] });
  });
  // #endregion

  // #region claims
  app.get(
    '/staff',
    auth.requireClaims(({ email, email_verified: isVerified }) => {
      const isOurs = typeof email === 'string' && /^[^@]+@example\.com$/.test(email);
      return isOurs && (isVerified === true || isVerified === 'true');
    }),
    (_req, res) => void res.send('staff'),
  );
  // #endregion

  app.use(answerErrors);
  return { app, auth };
};
