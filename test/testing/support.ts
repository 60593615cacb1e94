import express, { type ErrorRequestHandler, type Express } from 'express';
import {
  AuthError,
  bearerOf,
  createAuth,
  createMemoryStore,
  signInOf,
  userOf,
  type AuthOptions,
} from '../../src/auth/index.js';
import { testSecret } from '../support/secret.js';

/** What an app gives to createAuth, with a user pool that nobody must call: nothing listens there. */
export const optionsWith = (changes: Partial<AuthOptions> = {}): AuthOptions => ({
  pool: { issuer: 'http://127.0.0.1:9/us-east-1_Nobody000', clientId: 'client', deadlineMs: 500 },
  baseUrl: 'http://localhost:3000',
  secrets: [testSecret],
  store: createMemoryStore(changes.now === undefined ? {} : { now: changes.now }),
  onEvent: () => undefined,
  ...changes,
});

/** The app under test: nothing in it knows that it is one. */
export const createTestedApp = (options: AuthOptions): Express => {
  const auth = createAuth(options);
  const app = express().set('trust proxy', 1);
  app.get('/api/me', auth.requireBearer(), (req, res) => void res.json(bearerOf(req)));
  app.get(
    '/api/orders',
    auth.requireBearer({ allScopes: ['orders/read'] }),
    (_req, res) => void res.json([]),
  );
  app.get('/api/admin', auth.requireBearer({ anyGroup: ['admins'] }), (_req, res) => void res.json([]));
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/', (req, res) => void res.send(signInOf(req)?.user.email ?? 'nobody'));
  app.get(
    '/signed-out',
    (req, res) => void res.send(`signed out${req.query['pool'] === undefined ? '' : ', pool away'}`),
  );
  app.get('/account', auth.requireSignIn(), (req, res) => void res.json(userOf(req)));
  app.get('/admin', auth.requireAnyGroup('admins'), (_req, res) => void res.json('admin'));
  app.get('/orders', auth.requireAllScopes('orders/read'), (_req, res) => void res.json([]));
  app.get('/pay', auth.requireRecentSignIn({ withinSeconds: 300 }), (_req, res) => void res.json('paid'));
  app.get('/payout', auth.requireLevel({ anyLevel: ['high'] }), (_req, res) => void res.json('paid'));
  app.get(
    '/gold',
    auth.requireClaims((claims) => claims['custom:tier'] === 'gold'),
    (_req, res) => void res.json('gold'),
  );
  app.post('/visits', auth.requireSameOrigin(), auth.requireSignIn(), (req, res) => {
    const kept = req.session as { visits?: number };
    kept.visits = (kept.visits ?? 0) + 1;
    res.json(kept.visits);
  });
  app.get('/tokens', auth.requireSignIn(), async (req, res) => {
    res.json([await auth.accessToken(req), await auth.idToken(req)]);
  });
  app.get('/refresh', auth.requireSignIn(), async (req, res) => {
    await auth.refreshNow(req);
    res.json('refreshed');
  });
  app.get('/sign-ins', auth.requireSignIn(), async (req, res) => void res.json(await auth.listSignIns(req)));
  app.use(answerErrors);
  return app;
};

const answerErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof AuthError)) return next(error);
  res.status(error.status).json({ code: error.code });
};
