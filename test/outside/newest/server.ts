import {
  AuthError,
  createAuth,
  createMemoryStore,
  createSealer,
  userOf,
  type SessionStore,
} from '../../../src/auth/index.js';
import express, { type ErrorRequestHandler } from 'express';
import { connectRedis, createRedisStore } from '../../../src/redis/index.js';

const {
  BASE_URL = '',
  COGNITO_ISSUER = '',
  COGNITO_CLIENT_ID = '',
  COGNITO_CLIENT_SECRET = '',
} = process.env;
const { SESSION_SECRET = '', PORT = '3000', REDIS_URL } = process.env;

const redisStore = (url: string): SessionStore =>
  createRedisStore({
    connection: connectRedis({ url, onError: (trouble) => process.stderr.write(`${trouble}\n`) }),
    sealer: createSealer([SESSION_SECRET]),
    unavailable: (reason) => new AuthError('store_unreachable', { reason }),
  });

const auth = createAuth({
  pool: { issuer: COGNITO_ISSUER, clientId: COGNITO_CLIENT_ID, clientSecret: COGNITO_CLIENT_SECRET },
  baseUrl: BASE_URL,
  secrets: [SESSION_SECRET],
  store: REDIS_URL === undefined ? createMemoryStore() : redisStore(REDIS_URL),
});

const answerAuthError: ErrorRequestHandler = (error, _request, response, next) => {
  if (!(error instanceof AuthError)) return next(error);
  response.status(error.status).json({ code: error.code });
};

const app = express();
app.use(auth.session);
app.use('/auth', auth.router);
app.get(
  '/account',
  auth.requireSignIn(),
  (request, response) => void response.json({ hello: userOf(request).email }),
);
app.use(answerAuthError);
app.listen(Number(PORT), '127.0.0.1');
