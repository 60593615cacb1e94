import express, { type ErrorRequestHandler, type Express } from 'express';
import {
  AuthError,
  createAuth,
  createMemoryStore,
  signInOf,
  userOf,
  type Auth,
  type AuthOptions,
} from '../../../src/auth/index.js';
import { listen, testSecret } from '../../support/bare-site.js';
import { startPoolFor } from '../../support/pool.js';

/** An app that was there before, with whatever it mounts, and a local user pool. */
export interface HostApp {
  readonly origin: string;
  /** What came to the app's error handler. */
  readonly errors: readonly string[];
  readonly pool: Awaited<ReturnType<typeof startPoolFor>>;
  close(): Promise<void>;
}

/** Starts it. `mount` puts the session and the router where the test wants them; what every app has comes after. */
export const startHostApp = async (
  mount: (app: Express, auth: Auth, more: { readonly another: () => Auth }) => void,
  options: Partial<AuthOptions> = {},
): Promise<HostApp> => {
  const app = express();
  const server = await listen(app);
  const pool = await startPoolFor(server.origin);
  const make = (): Auth =>
    createAuth({
      pool: { issuer: pool.issuer, clientId: pool.client.id, clientSecret: pool.client.secret },
      baseUrl: server.origin,
      secrets: [testSecret],
      store: createMemoryStore(),
      onEvent: () => undefined,
      ...options,
    });
  const auth = make();
  mount(app, auth, { another: make });
  app.get('/account', auth.requireSignIn(), (request, response) => void response.send(userOf(request).email));
  app.get('/token', async (request, response) => void response.send(await auth.accessToken(request)));
  app.get('/', (request, response) => void response.send(signInOf(request)?.user.email ?? 'nobody'));
  const errors: string[] = [];
  app.use(answerErrors(errors));
  return {
    origin: server.origin,
    errors,
    pool,
    async close() {
      await server.close();
      await pool.close();
    },
  };
};

const answerErrors =
  (errors: string[]): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    errors.push(String(error));
    if (response.headersSent) return next(error);
    if (error instanceof AuthError) response.status(error.status).json({ code: error.code });
    else response.status(500).send(String(error));
  };
