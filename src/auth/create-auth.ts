import type { Request, RequestHandler, Router } from 'express';
import { AuthError } from './errors.js';
import { createEvents } from './events.js';
import { createRequireBearer, type BearerRequirements } from './guards/bearer.js';
import { createGuards, type Guards } from './guards/guards.js';
import { createSameOrigin } from './guards/same-origin.js';
import { settingsFrom, type AuthOptions } from './options.js';
import { createOperatorWarnings } from './operator-warnings.js';
import { createPool } from './pool/pool.js';
import type { PoolAbilities } from './pool/provider.js';
import { createRevoker } from './pool/revoker.js';
import { createAccess } from './refresh/access.js';
import { createRefresher } from './refresh/refresher.js';
import { realWaiting } from './waiting.js';
import { createNotReached, createRouter } from './router.js';
import { createSealer } from './seal.js';
import { createSessions } from './sessions/sessions.js';
import { createEndSignIns } from './sign-in/end-sign-ins.js';
import { createEndedSignIns } from './sign-in/ended-sign-ins.js';
import { goOnAtSignedOut } from './sign-in/go-on.js';
import { createOpenSession } from './sign-in/open-session.js';
import { createPendingSignIns } from './sign-in/pending.js';
import { createResumptions } from './sign-in/resumptions.js';
import { createReturnTo } from './sign-in/return-to.js';
import { createSignInFlow } from './sign-in/sign-in.js';
import { createSignOut, type ListedSignIn } from './sign-in/sign-out.js';
import { createUserInfo } from './sign-in/user-info.js';
import { signInOf } from './sessions/session-of-request.js';
import { createTokenVerifier } from './tokens/token-verifier.js';
import type { Claims } from './user.js';

/** One person by the subject that the pool knows them by, or everybody. */
export type WhoseSignIns = { readonly issuer?: string; readonly sub: string } | 'everybody';

/** Everything that a host app mounts and asks. */
export interface Auth extends Guards {
  /**
   * express-session, set up the safe way. Mount it before the router, before every guarded page and before the signed-out
   * page: where that page is reached in the middle of a sign-in, it goes on with the sign-in. A session that the app has of
   * its own comes before it, and is left alone.
   *
   * @example
   * app.use(auth.session);
   * app.use('/auth', auth.router);
   */
  readonly session: RequestHandler;
  /**
   * `/sign-in`, `/callback`, `/sign-out`, `/sign-out-everywhere`. Mount it at `mountPath`; elsewhere it says so, with status 500.
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
   * Asks the pool for new tokens whatever the present ones have left, once however many ask: after the groups of the person
   * behind the request were changed. From then on `userOf`, `signInOf` and the guards of later requests see the groups of now.
   * Throws `AuthError`: `not_signed_in` when the pool has ended the sign-in, `recent_sign_in_required` without a refresh token.
   *
   * @example
   * app.post('/join-staff', auth.requireSameOrigin(), auth.requireSignIn(), async (request, response) => {
   *   await addToGroup(userOf(request).id, 'staff');
   *   await auth.refreshNow(request);
   *   response.redirect(303, '/staff');
   * });
   */
  refreshNow(request: Request): Promise<void>;
  /**
   * The sign-ins of the person behind the request, newest first. Throws `AuthError` `not_signed_in`.
   *
   * @see {@link Auth.endSignIn} to end one of them
   */
  listSignIns(request: Request): Promise<readonly ListedSignIn[]>;
  /** Ends one of them. False when this person has no such sign-in. */
  endSignIn(request: Request, id: string): Promise<boolean>;
  /**
   * For operators, and for an app whose administrators may do it: ends and revokes the sign-ins of a person, or of
   * everybody, and takes none from before for 24 hours. Gives how many sessions there were. `issuer`: the pool's own
   * unless given. Throws `AuthError`; then some may go on, and doing it again is right.
   */
  endSignInsOf(whose: WhoseSignIns): Promise<number>;
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
  /**
   * What the pool's userInfo says of the person behind the request (OpenID Connect Core 5.3): asked now, of the same `sub`,
   * and not believed for who somebody is or what they may do. Throws `AuthError`.
   *
   * @example
   * const { phone_number: phone } = await auth.userInfo(request);
   */
  userInfo(request: Request): Promise<Claims>;
  /** What the pool can do, as far as it is known without asking: what a sign-out there has done and has not. */
  knownPoolAbilities(): PoolAbilities | undefined;
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
 * Puts a sign-in together. Throws one `TypeError` that names every option that is wrong or unknown; talks to nobody until somebody signs in.
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
  const events = createEvents(options.onEvent ?? createOperatorWarnings());
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

  const sameOrigin = createSameOrigin({ settings, events });
  const endedSignIns = createEndedSignIns({ settings, store });
  const endSignIns = createEndSignIns({
    settings,
    store,
    revoker,
    endedSignIns,
    events,
    waiting: realWaiting,
  });
  const resumptions = createResumptions({ settings, sealer, store });
  const userInfo = createUserInfo({ pool, events });
  const flow = createSignInFlow({
    settings,
    pool,
    verifier,
    pendingSignIns: createPendingSignIns({ settings, sealer, store }),
    resumptions,
    refuseEmbedding: sameOrigin.refuseEmbedding,
    revoker,
    openSession: createOpenSession({ settings, verifier, revoker, userInfo, endedSignIns, sessions, events }),
    endSignIns,
    returnTo,
    events,
  });
  const signOut = createSignOut({
    settings,
    store,
    pool,
    revoker,
    sessions,
    endSignIns,
    endedSignIns,
    resumptions,
    events,
  });

  const guards = createGuards({ settings, session: sessions, access, returnTo, flow, events });

  const endForOperator: Auth['endSignInsOf'] = async (whose) => {
    const reason = 'ended_by_operator';
    if (whose === 'everybody') {
      const ended = await endSignIns.ofEverybody(reason);
      events.emit({ type: 'sign_ins_ended', sessions: ended });
      return ended;
    }
    const person = { issuer: whose.issuer ?? settings.issuer, id: whose.sub };
    const ended = await endSignIns.ofPerson(person, { reason });
    events.emit({ type: 'sign_ins_ended', userId: person.id, sessions: ended });
    return ended;
  };

  return {
    ...guards,
    session: goOnAtSignedOut({
      settings,
      flow,
      next: bothOf(createNotReached(settings), sessions.middleware),
    }),
    router: createRouter({ settings, session: sessions, flow, signOut, returnTo, sameOrigin }),
    requireBearer: createRequireBearer({ verifier, events }),
    requireSameOrigin: () => sameOrigin.require,
    accessToken: async (request) => (await access.tokens(sessions.expected(request))).accessToken,
    idToken: async (request) => (await access.tokens(sessions.expected(request))).idToken,
    refreshNow: async (request) => access.refreshNow(sessions.expected(request)),
    listSignIns: async (request) => signOut.list(sessions.expected(request)),
    endSignIn: async (request, id) => signOut.endOne(sessions.expected(request), id),
    endSignInsOf: (whose) => endForOperator(whose),
    signInUrl: (to) => returnTo.signInUrl(to),
    knownPoolOrigin: () => pool.knownDomainOrigin(),
    poolOrigin: async () => {
      await pool.addresses().catch(() => undefined);
      return pool.knownDomainOrigin();
    },
    userInfo: async (request) => {
      const { accessToken } = await access.tokens(request);
      const signIn = signInOf(request);
      if (signIn === undefined) throw new AuthError('not_signed_in');
      return pool.userInfo(accessToken, signIn.user.id);
    },
    knownPoolAbilities: () => pool.knownAbilities(),
    poolIsCognito: settings.isCognito,
    checkPool: async () => void (await pool.addresses()),
    settled: ({ withinMs }) => refresher.settled(withinMs),
  };
};

const bothOf = (first: RequestHandler, second: RequestHandler): RequestHandler =>
  function session(request, response, next) {
    void first(request, response, () => void second(request, response, next));
  };
