import type { Request, RequestHandler, Router } from 'express';
import { createAccess } from './refresh/access.js';
import { createRequireBearer, type BearerRequirements } from './guards/bearer.js';
import { AuthError } from './errors.js';
import { createEmitter } from './events.js';
import { createGuards, type Guards } from './guards/guards.js';
import { settingsFrom, type AuthOptions } from './options.js';
import { createPendingSignIns } from './sign-in/pending.js';
import { createPoolFetch, jsonIn } from './pool/pool-fetch.js';
import { createPool } from './pool/pool.js';
import { createRefresher } from './refresh/refresh.js';
import { createReturnTo } from './sign-in/return-to.js';
import { createRequireSameOrigin, createRouter } from './router.js';
import { createSealer } from './seal.js';
import { createSessions } from './sessions/sessions.js';
import { createSignInFlow } from './sign-in/sign-in.js';
import { createSignOut, type ListedSignIn } from './sign-in/sign-out.js';
import type { Revocable } from './store.js';
import { createTokenVerifier } from './tokens/token-verifier.js';

/** Everything that a host app mounts and asks. */
export interface Auth extends Guards {
  /** express-session, set up the safe way. Mount it before the router and before every guarded page. */
  readonly session: RequestHandler;
  /** `/sign-in`, `/callback`, `/sign-out`, `/sign-out-everywhere`. */
  readonly router: Router;
  /** Guards an API by access tokens (RFC 6750). It needs no session. */
  requireBearer(requirements?: BearerRequirements): RequestHandler;
  /** For every route of the host app that changes something. */
  requireSameOrigin(): RequestHandler;
  /** An access token that is good for a minute more (for less during an outage), refreshed once however many ask. Throws `AuthError`. */
  accessToken(request: Request): Promise<string>;
  /** An ID token that is as fresh as the access token. Throws `AuthError`. */
  idToken(request: Request): Promise<string>;
  /** The sign-ins of the person behind the request, newest first. Throws `AuthError` `not_signed_in`. */
  listSignIns(request: Request): Promise<readonly ListedSignIn[]>;
  /** Ends one of them. False when this person has no such sign-in. */
  endSignIn(request: Request, id: string): Promise<boolean>;
  /** The path, prefix included, that starts a sign-in and comes back to `returnTo`. */
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
   */
  settled(options: { readonly withinMs: number }): Promise<void>;
}

/** Puts a sign-in together. Throws `TypeError` when an option is wrong; talks to nobody until somebody signs in. */
export const createAuth = (options: AuthOptions): Auth => {
  const settings = settingsFrom(options);
  const { store } = options;
  const emit = createEmitter(options.onEvent);
  const returnTo = createReturnTo(settings);
  const sealer = createSealer(settings.secrets);
  const signInUrl = (to = '/'): string => signInPath(settings, returnTo.safe(to));

  const issuerOrigin = new URL(settings.issuer).origin;
  const poolFetch = createPoolFetch({
    isAllowed: (origin) => origin === issuerOrigin || origin === pool.knownDomainOrigin(),
    deadlineMs: settings.deadlineMs,
    onCall: (call) => emit({ type: 'pool_called', ...call }),
  });
  const pool = createPool(settings, poolFetch);
  const verifier = createTokenVerifier({
    ...settings,
    fetchKeys: async () => jsonIn(await poolFetch('jwks', (await pool.addresses()).jwksUri)),
    onKeysUnavailable: (error) => emit({ type: 'keys_unavailable', ...failureIn(error) }),
  });

  const revoke = async (tokens: Revocable | undefined): Promise<void> => {
    if (tokens?.refreshToken === undefined) return;
    await pool.revoke(tokens.refreshToken).catch((error: unknown) => {
      emit({ type: 'revoke_failed', ...failureIn(error) });
    });
  };
  const discard = (tokens: Revocable): void => void revoke(tokens);

  const sessions = createSessions({ settings, store, emit, onReplaced: discard });
  const refresher = createRefresher({ settings, store, pool, verifier, emit, discard, sleep });
  const access = createAccess({ settings, store, refresher, emit });
  const pendingSignIns = createPendingSignIns({ ...settings, sealer, store });
  const flow = createSignInFlow({
    settings,
    pool,
    verifier,
    pendingSignIns,
    sessions,
    returnTo,
    signInUrl,
    emit,
    discard,
  });
  const signOut = createSignOut({ settings, store, pool, sessions, emit, revoke });
  const guards = createGuards({
    settings,
    access,
    returnTo,
    signInUrl,
    emit,
    startStepUp: (request, response, back) =>
      flow.start(request, response, { returnTo: back, hints: { mustProve: true } }),
  });

  return {
    ...guards,
    session: sessions.middleware,
    router: createRouter({ origin: settings.origin, flow, signOut, returnTo, emit }),
    requireBearer: createRequireBearer({ verifier, emit }),
    requireSameOrigin: () => createRequireSameOrigin(settings.origin, emit),
    accessToken: async (request) => (await access.tokens(request)).accessToken,
    idToken: async (request) => (await access.tokens(request)).idToken,
    listSignIns: (request) => signOut.list(request),
    endSignIn: (request, id) => signOut.endOne(request, id),
    signInUrl,
    knownPoolOrigin: () => pool.knownDomainOrigin(),
    poolOrigin: async () =>
      (await pool.addresses().catch(() => undefined))?.domainOrigin ?? pool.knownDomainOrigin(),
    poolIsCognito: settings.isCognito,
    checkPool: async () => void (await pool.addresses()),
    settled: ({ withinMs }) => refresher.settled(withinMs),
  };
};

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const signInPath = (
  { basePath, mountPath }: { readonly basePath: string; readonly mountPath: string },
  returnTo: string,
): string => `${basePath}${mountPath}/sign-in?${new URLSearchParams({ return_to: returnTo }).toString()}`;

const failureIn = (error: unknown) =>
  error instanceof AuthError
    ? { code: error.code, reason: error.reason, poolError: error.poolError }
    : { code: 'unexpected' };

export { asksForHtml } from './guards/guards.js';
export { AuthError, isTransient, statusByCode, type AuthErrorCode } from './errors.js';
export type { AuthEvent, AuthEventListener } from './events.js';
export { bearerOf } from './guards/bearer.js';
export { createMemoryStore } from './sessions/memory-store.js';
export type { AuthOptions, PoolOptions } from './options.js';
export { createSealer, type Sealer } from './seal.js';
export { signInOf, userOf } from './sessions/session-of-request.js';
export type { ListedSignIn } from './sign-in/sign-out.js';
export type {
  AppData,
  Leases,
  Person,
  Session,
  SessionStore,
  SignIn,
  StoredSession,
  TokenSet,
} from './store.js';
export type { BearerClaims } from './tokens/token-verifier.js';
export type { User } from './user.js';
