import express, { type ErrorRequestHandler, type Express } from 'express';
import {
  AuthError,
  bearerOf,
  createAuth,
  createMemoryStore,
  signInOf,
  userOf,
  type Auth,
  type AuthEvent,
  type AuthOptions,
  type SessionStore,
} from '../../src/auth/index.js';
import type { LocalPool, LocalPoolOptions } from '../../src/local-pool/index.js';
import { listen } from './listen.js';
import { startPoolFor } from './pool.js';
import { testSecret } from './secret.js';

export { listen, testSecret };

/** A site of a few lines around `src/auth`, with a local user pool, both on free ports, at a time that tests can move. */
export interface BareSite {
  readonly origin: string;
  readonly pool: LocalPool;
  readonly auth: Auth;
  readonly app: Express;
  readonly store: SessionStore;
  readonly events: AuthEvent[];
  /** Moves the time of the site and of the pool. */
  advance(ms: number): void;
  eventsOf<Type extends AuthEvent['type']>(type: Type): Extract<AuthEvent, { readonly type: Type }>[];
  close(): Promise<void>;
}

export interface BareSiteOptions {
  readonly pool?: LocalPoolOptions;
  /** The app client with a secret unless said otherwise. */
  readonly client?: 'with secret' | 'without secret';
  /** Serves the site below this path, which its public address then has as well. */
  readonly basePath?: string;
  readonly auth?: Partial<Omit<AuthOptions, 'pool'>> & { readonly pool?: Partial<AuthOptions['pool']> };
  readonly store?: (now: () => number) => SessionStore;
  /** More routes, behind the session and before the error handler. */
  readonly routes?: (app: Express, auth: Auth) => void;
}

export const startBareSite = async ({
  pool: poolOptions,
  auth: authOptions,
  store: makeStore,
  basePath = '',
  client = 'with secret',
  routes,
}: BareSiteOptions = {}): Promise<BareSite> => {
  let offsetMs = 0;
  const now = (): number => Date.now() + offsetMs;
  const app = express().disable('x-powered-by');
  const server = await listen(basePath === '' ? app : express().use(basePath, app));
  const baseUrl = authOptions?.baseUrl ?? `${server.origin}${basePath}`;
  const pool = await startPoolFor(baseUrl, poolOptions);
  const events: AuthEvent[] = [];
  const store = makeStore?.(now) ?? createMemoryStore({ now });
  const auth = createAuth({
    baseUrl,
    secrets: [testSecret],
    store,
    now,
    onEvent: (event) => events.push(event),
    ...authOptions,
    pool: {
      issuer: pool.issuer,
      ...(client === 'with secret'
        ? { clientId: pool.client.id, clientSecret: pool.client.secret }
        : { clientId: pool.publicClient.id }),
      ...authOptions?.pool,
    },
  });
  mount(app, auth);
  routes?.(app, auth);
  app.use(answerErrors);
  return {
    origin: server.origin,
    pool,
    auth,
    app,
    store,
    events,
    advance(ms) {
      offsetMs += ms;
      pool.clock.advance(ms);
    },
    eventsOf: (type) => events.filter((event) => event.type === type) as never,
    async close() {
      await server.close();
      await pool.close();
      await store.close();
    },
  };
};

const mount = (app: Express, auth: Auth): void => {
  app.get('/api/me', auth.requireBearer(), (request, response) => void response.json(bearerOf(request)));
  app.get(
    '/api/orders',
    auth.requireBearer({ allScopes: ['orders/read'] }),
    (_request, response) => void response.json([]),
  );
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get(
    '/',
    (request, response) => void response.send(`home of ${signInOf(request)?.user.email ?? 'nobody'}`),
  );
  app.get(
    '/signed-out',
    (request, response) =>
      void response.send(
        `signed out ${new URL(request.originalUrl, 'http://site.invalid').searchParams.get('pool') ?? ''}`,
      ),
  );
  app.get('/account', auth.requireSignIn(), (request, response) => {
    response.json({ user: userOf(request), signIn: signInOf(request) });
  });
  app.get('/admin', auth.requireAnyGroup('admins'), (_request, response) => void response.send('admin'));
  app.get(
    '/both',
    auth.requireAllGroups('admins', 'staff'),
    (_request, response) => void response.send('both'),
  );
  app.get(
    '/profile',
    auth.requireAllScopes('aws.cognito.signin.user.admin'),
    (_request, response) => void response.send('profile'),
  );
  app.get(
    '/security',
    auth.requireRecentSignIn({ withinSeconds: 300 }),
    (_request, response) => void response.send('security'),
  );
  app.get('/token', async (request, response) => void response.send(await auth.accessToken(request)));
  app.get(
    '/sign-ins',
    auth.requireSignIn(),
    async (request, response) => void response.json(await auth.listSignIns(request)),
  );
  app.post('/sign-ins/:id/end', auth.requireSameOrigin(), auth.requireSignIn(), async (request, response) => {
    response.json({ ended: await auth.endSignIn(request, String(request.params['id'])) });
  });
  app.get('/id-token', async (request, response) => void response.send(await auth.idToken(request)));
};

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (!(error instanceof AuthError)) return void response.status(500).send(`unexpected: ${String(error)}`);
  const { code, reason, signInUrl, retryAfterSeconds } = error;
  if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
  response.status(error.status).json({ code, reason, signInUrl });
};
