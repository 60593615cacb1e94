import type { Request, RequestHandler, Router } from 'express';
import { createEvents } from './events.js';
import { createRequireBearer, type BearerRequirements } from './guards/bearer.js';
import { createGuards, type Guards } from './guards/guards.js';
import { createSameOrigin } from './guards/same-origin.js';
import { settingsFrom, type AuthOptions } from './options.js';
import { createPool } from './pool/pool.js';
import { createRevoker } from './pool/revoker.js';
import { createAccess } from './refresh/access.js';
import { createRefresher } from './refresh/refresher.js';
import { realWaiting } from './waiting.js';
import { createRouter } from './router.js';
import { createSealer } from './seal.js';
import { createSessions } from './sessions/sessions.js';
import { createPendingSignIns } from './sign-in/pending.js';
import { createReturnTo } from './sign-in/return-to.js';
import { createSignInFlow } from './sign-in/sign-in.js';
import { createSignOut, type ListedSignIn } from './sign-in/sign-out.js';
import { createTokenVerifier } from './tokens/token-verifier.js';

/** Everything that a host app mounts and asks. */
export interface Auth extends Guards {
  /**
   * express-session, set up the safe way. Mount it before the router and before every guarded page.
   *
   * @example
   * app.use(auth.session);
   * app.use('/auth', auth.router);
   */
  readonly session: RequestHandler;
  /**
   * `/sign-in`, `/callback`, `/sign-out`, `/sign-out-everywhere`. Mount it at `mountPath`.
   *
   * @see {@link Auth.session} for an example
   */
  readonly router: Router;
  /**
   * Guards an API by access tokens (RFC 6750). It needs no session.
   *
   * @example
   * app.get('/api/orders', auth.requireBearer({ allScopes: ['orders/read'] }), listOrders);
   * @see {@link bearerOf} for what the token says
   */
  requireBearer(requirements?: BearerRequirements): RequestHandler;
  /**
   * For every route of the host app that changes something. Put it before whatever reads the body.
   *
   * @example
   * app.post('/profile', auth.requireSameOrigin(), auth.requireSignIn(), saveProfile);
   */
  requireSameOrigin(): RequestHandler;
  /**
   * An access token that is good for a minute more (for less during an outage), refreshed once however many ask. Throws `AuthError`.
   *
   * @example
   * const token = await auth.accessToken(request);
   * await fetch(api, { headers: { authorization: `Bearer ${token}` } });
   */
  accessToken(request: Request): Promise<string>;
  /** An ID token that is as fresh as the access token. Throws `AuthError`. */
  idToken(request: Request): Promise<string>;
  /**
   * The sign-ins of the person behind the request, newest first. Throws `AuthError` `not_signed_in`.
   *
   * @see {@link Auth.endSignIn} to end one of them
   */
  listSignIns(request: Request): Promise<readonly ListedSignIn[]>;
  /** Ends one of them. False when this person has no such sign-in. */
  endSignIn(request: Request, id: string): Promise<boolean>;
  /**
   * The path, prefix included, that starts a sign-in and comes back to `returnTo`.
   *
   * @example
   * response.render('home', { signInUrl: auth.signInUrl('/account') });
   */
  signInUrl(returnTo?: string): string;
  /** The origin of the user pool domain, for `form-action`: a sign-out form ends there. `undefined` while it cannot be found out. */
  poolOrigin(): Promise<string | undefined>;
  /** The same, as far as it is known without asking. */
  knownPoolOrigin(): string | undefined;
  /** Whether the issuer is a Cognito user pool, or something that stands in for one. */
  readonly poolIsCognito: boolean;
  /** For readiness checks: throws `AuthError` while the pool's documents cannot be fetched. */
  checkPool(): Promise<void>;
  /**
   * For stopping, after the last request and before the store is closed: waits until refreshed tokens are kept that
   * the store has not taken yet. With rotation they are the only good ones.
   *
   * @example
   * await auth.settled({ withinMs: 5000 });
   * await store.close();
   */
  settled(options: { readonly withinMs: number }): Promise<void>;
}

/**
 * Puts a sign-in together. Throws `TypeError` when an option is wrong; talks to nobody until somebody signs in.
 *
 * @example
 * const auth = createAuth({
 *   pool: { issuer, clientId, clientSecret },
 *   baseUrl: 'https://shop.example',
 *   secrets: [sessionSecret],
 *   store: createMemoryStore(),
 * });
 * app.use(auth.session);
 * app.use('/auth', auth.router);
 * app.get('/account', auth.requireSignIn(), (request, response) => response.json(userOf(request)));
 * @see {@link AuthOptions} for what may be set, README.md beside this file for how it works
 */
export const createAuth = (options: AuthOptions): Auth => {
  const settings = settingsFrom(options);
  const { store } = options;
  const events = createEvents(options.onEvent);
  const returnTo = createReturnTo({ settings });
  const sealer = createSealer(settings.secrets);

  const pool = createPool({ settings, events });
  const revoker = createRevoker({ store, pool, events });
  const verifier = createTokenVerifier({ settings, pool, events, waiting: realWaiting });

  const sessions = createSessions({ settings, store, events, revoker });
  const refresher = createRefresher({
    settings,
    store,
    pool,
    verifier,
    revoker,
    events,
    waiting: realWaiting,
  });
  const access = createAccess({ settings, store, refresher, events });

  const pendingSignIns = createPendingSignIns({ settings, sealer, store });
  const flow = createSignInFlow({
    settings,
    pool,
    verifier,
    revoker,
    pendingSignIns,
    sessions,
    returnTo,
    events,
  });
  const signOut = createSignOut({ settings, store, pool, revoker, sessions, events });

  const guards = createGuards({ settings, access, returnTo, flow, events });
  const sameOrigin = createSameOrigin({ settings, events });

  return {
    ...guards,
    session: sessions.middleware,
    router: createRouter({ flow, signOut, returnTo, sameOrigin }),
    requireBearer: createRequireBearer({ verifier, events }),
    requireSameOrigin: () => sameOrigin.require,
    accessToken: async (request) => (await access.tokens(request)).accessToken,
    idToken: async (request) => (await access.tokens(request)).idToken,
    listSignIns: (request) => signOut.list(request),
    endSignIn: (request, id) => signOut.endOne(request, id),
    signInUrl: (to) => returnTo.signInUrl(to),
    knownPoolOrigin: () => pool.knownDomainOrigin(),
    poolOrigin: async () => {
      await pool.addresses().catch(() => undefined);
      return pool.knownDomainOrigin();
    },
    poolIsCognito: settings.isCognito,
    checkPool: async () => void (await pool.addresses()),
    settled: ({ withinMs }) => refresher.settled(withinMs),
  };
};
