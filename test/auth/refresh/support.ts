import { AuthError, type AuthErrorCode } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { settingsFrom } from '../../../src/auth/options.js';
import type { TokenResponse } from '../../../src/auth/pool/pool.js';
import { createRevoker } from '../../../src/auth/pool/revoker.js';
import type { Reason } from '../../../src/auth/reasons.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import type { Session, SignIn } from '../../../src/auth/store.js';
import { createTokenVerifier } from '../../../src/auth/tokens/token-verifier.js';
import { createFaultyStore } from '../../support/faulty-store.js';
import { sampleSession, sampleSignIn, sampleTokens } from '../../support/sample-session.js';
import { testSecret } from '../../support/secret.js';

export const hourMs = 3_600_000;

const mostSleeps = 300_000;

/** The one session that these tests are about, by its name in the store. */
export const key = 'the key of a session';

type PoolAnswer = () => TokenResponse | undefined | Promise<TokenResponse | undefined>;

/** What refreshing is made of, with a pool that is a list of answers, and a time that is a number which sleeping moves. */
export const createRefreshWorld = () => {
  const clock = { ms: Date.now() };
  const now = (): number => clock.ms;
  const events: AuthEvent[] = [];
  const presented: string[] = [];
  const revoked: string[] = [];
  const keys = { areThere: true };
  const later: (() => Promise<void>)[] = [];
  const slept: number[] = [];

  const rotated = (): TokenResponse => ({
    idToken: undefined,
    accessToken: `access ${presented.length}`,
    refreshToken: `refresh ${presented.length}`,
    expiresInSeconds: 3600,
    scopes: undefined,
  });
  const answers: PoolAnswer[] = [rotated];

  const pool = {
    keys: async () => {
      if (!keys.areThere) throw new AuthError('pool_unreachable', { reason: 'network' });
      return { keys: [{ kty: 'RSA', kid: 'one', n: 'AQAB', e: 'AQAB' }] };
    },
    refresh: async (refreshToken: string) => {
      presented.push(refreshToken);
      return (answers.length > 1 ? answers.shift() : answers[0])?.();
    },
    revoke: async (refreshToken: string) => void revoked.push(refreshToken),
  };
  const sleep = async (ms: number): Promise<void> => {
    slept.push(ms);
    // Where somebody would wait for ever, a test is to fail and not to hang.
    if (slept.length > mostSleeps) throw new Error(`slept ${mostSleeps} times`);
    clock.ms += ms;
    await later.shift()?.();
  };
  const waiting = { uptimeMs: now, sleep, rest: sleep };
  const store = createFaultyStore(createMemoryStore({ now }));
  const settings = settingsFrom({
    // An issuer that is not Cognito, so that access tokens are opaque and need no signature.
    pool: { issuer: 'https://issuer.example', clientId: 'client' },
    baseUrl: 'https://site.example',
    secrets: [testSecret],
    store,
    now,
  });
  const told = createEvents((event) => events.push(event));

  return {
    clock,
    events,
    store,
    /** The refresh tokens that the pool was shown, and those that it was told to revoke. */
    presented,
    revoked,
    /** Whether the pool gives its keys. */
    keys,
    /** What the pool answers, in this order. `undefined`: it refuses the refresh token. The last one stays. */
    answers,
    rotated,
    /** What others do while somebody sleeps: one for each time. */
    later,
    /** How long whoever slept did so. */
    slept,
    deps: {
      settings,
      store,
      pool,
      verifier: createTokenVerifier({ settings, pool, events: told, waiting }),
      revoker: createRevoker({ store, pool, events: told }),
      events: told,
      waiting,
    },

    /** Puts a session into the store whose access token has so long to live. */
    async keep(
      leftMs: number,
      { isRefreshable = true, ...changes }: Partial<SignIn> = {},
      lifeMs = hourMs,
    ): Promise<Session> {
      const signIn = sampleSignIn({
        accessTokenEndsAtMs: clock.ms + leftMs,
        tokensRefreshedAtMs: clock.ms + leftMs - lifeMs,
        isRefreshable,
        ...changes,
      });
      const tokens = sampleTokens({ refreshToken: isRefreshable ? 'refresh 0' : undefined });
      await store.create(key, { ...sampleSession({ expiresAtMs: clock.ms + 12 * hourMs }), signIn, tokens });
      return { signIn, tokens };
    },

    /** What another process does: refreshes the session that we are about to refresh. */
    async refreshElsewhere({ signIn, tokens }: Session, refreshToken = tokens.refreshToken): Promise<void> {
      await store.replaceTokens(key, {
        fromVersion: signIn.tokensVersion,
        signIn: {
          ...signIn,
          tokensVersion: signIn.tokensVersion + 1,
          accessTokenEndsAtMs: clock.ms + hourMs,
        },
        tokens: { ...tokens, accessToken: 'of another process', refreshToken },
      });
    },

    /** What was told, in words. */
    told: (): readonly string[] =>
      events.map((event) => `${event.type}${'reason' in event ? ` ${event.reason ?? ''}` : ''}`.trim()),
  };
};

export type RefreshWorld = ReturnType<typeof createRefreshWorld>;

export const refusal = (): undefined => undefined;

export const trouble = (code: AuthErrorCode, reason: Reason) => (): never => {
  throw new AuthError(code, { reason });
};

/** What came of keeping or of refreshing, in words. */
export const outcomeOf = (work: Promise<Session | undefined>): Promise<string> =>
  work.then(
    (session) => (session === undefined ? 'over' : `version ${session.signIn.tokensVersion}`),
    (error: unknown) => (error instanceof AuthError ? `${error.code} ${error.reason ?? ''}` : String(error)),
  );
