import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { settingsFrom } from '../../../src/auth/options.js';
import { createRevoker } from '../../../src/auth/pool/revoker.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { sessionKey, signInOf } from '../../../src/auth/sessions/session-of-request.js';
import { createSessions } from '../../../src/auth/sessions/sessions.js';
import { createEndedSignIns } from '../../../src/auth/sign-in/ended-sign-ins.js';
import { createOpenSession } from '../../../src/auth/sign-in/open-session.js';
import { digestOf, type PendingSignIn } from '../../../src/auth/sign-in/pending.js';
import type { IdClaims, IdTokenContext, TokenVerifier } from '../../../src/auth/tokens/token-verifier.js';
import type { Claims } from '../../../src/auth/user.js';
import { exchangeAddress, exchangeOf } from '../../support/exchange.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { testSecret } from '../../support/secret.js';

// From tokens to a session, with a function that says what the ID token is found to be.

const nowMs = 1_800_000_000_000;
const issuer = 'https://issuer.example';
const ada = { issuer, id: 'ada' };
const userAgent = `Browser/${'9'.repeat(300)}`;

let store: FaultyStore;
let events: AuthEvent[];
let revoked: string[];
let judge: (context: IdTokenContext) => Claims;
/** What userInfo adds. */
let said: Claims;
/** When the password was typed, in seconds before now. `undefined`: the pool does not say. */
let provenAgo: number | undefined;

beforeEach(() => {
  store = createFaultyStore(createMemoryStore({ now: () => nowMs }));
  events = [];
  revoked = [];
  judge = () => ({});
  said = {};
  provenAgo = 5;
});

const pendingOf = (changes: Partial<PendingSignIn> = {}): PendingSignIn => ({
  secrets: { state: 'the state', nonce: 'the nonce', codeVerifier: 'the verifier' },
  returnTo: '/',
  startedAtMs: nowMs - 20_000,
  isStepUp: false,
  ...changes,
});

const claimsOf = (): IdClaims => ({
  iss: issuer,
  sub: 'ada',
  iat: nowMs / 1000,
  exp: nowMs / 1000 + 3600,
  authTimeSeconds: provenAgo === undefined ? undefined : nowMs / 1000 - provenAgo,
});

const open = async (
  pending = pendingOf(),
  { headers = { 'user-agent': userAgent } }: { readonly headers?: Record<string, string> } = {},
) => {
  const settings = settingsFrom({
    pool: { issuer, clientId: 'client' },
    baseUrl: 'http://localhost:3000',
    secrets: [testSecret],
    store,
    now: () => nowMs,
  });
  const told = createEvents((event, request) => events.push({ ...event, ...(request && { of: request }) }));
  const pool = { revoke: async (refreshToken: string) => void revoked.push(refreshToken) };
  const revoker = createRevoker({ store, pool, events: told });
  const verifier = {
    idToken: async (_token: string, context: IdTokenContext) => ({ ...claimsOf(), ...judge(context) }),
  } as Pick<TokenVerifier, 'idToken'> as TokenVerifier;
  const openSession = createOpenSession({
    settings,
    verifier,
    revoker,
    userInfo: {
      complete: async (verified) => ({ ...verified, claims: { ...verified.claims, ...said } }),
    },
    endedSignIns: createEndedSignIns({ settings, store }),
    sessions: createSessions({ settings, store, events: told, revoker }),
    events: told,
  });
  const { request } = exchangeOf({ headers, session: { id: 'new id', data: {} } });
  const opened = openSession(request, pending, {
    idToken: 'id',
    accessToken: 'access',
    refreshToken: 'refresh',
    expiresInSeconds: 3600,
    scopes: ['openid'],
  });
  return { request, opened: await opened.catch((error: unknown) => error) };
};

const failed = async (...args: Parameters<typeof open>): Promise<string> => {
  const { opened } = await open(...args);
  return opened instanceof AuthError ? `${opened.code} ${opened.reason ?? ''}` : 'opened';
};

/** Nothing is left of a sign-in that came to nothing. */
const expectNothingLeft = async (): Promise<void> => {
  expect(revoked).toEqual(['refresh']);
  expect(await store.keysOf(ada)).toEqual([]);
};

describe('tokens that came of a sign-in', () => {
  test('open a session, which says whose it is, from where, and by which sign-in', async () => {
    const { request, opened } = await open();
    expect(opened).toEqual(await store.readTokens(sessionKey('new id')));
    expect(opened).toMatchObject({
      tokens: { accessToken: 'access', refreshToken: 'refresh', nonce: 'the nonce' },
      signIn: {
        user: ada,
        openedBy: digestOf('the state'),
        userAgent: userAgent.slice(0, 256),
        address: exchangeAddress,
        authenticatedAtMs: nowMs - 5000,
      },
    });
    expect(signInOf(request)).toMatchObject({ user: ada });
    expect([revoked, events]).toEqual([[], []]);
  });

  test('are held against the nonce of that sign-in', async () => {
    let nonce: string | undefined;
    judge = (context) => {
      ({ nonce } = context);
      return {};
    };
    await open();
    expect(nonce).toBe('the nonce');
  });

  test('open one with what userInfo adds', async () => {
    said = { name: 'Ada' };
    expect((await open()).opened).toMatchObject({ signIn: { user: { name: 'Ada' } } });
  });

  test('open one for a browser that does not say what it is, too', async () => {
    const { opened } = await open(pendingOf(), { headers: {} });
    expect(opened).toMatchObject({ signIn: { userAgent: '' } });
  });

  test('that are not believed are revoked', async () => {
    judge = () => {
      throw new AuthError('pool_rejected', { reason: 'err_jwt_expired' });
    };
    expect(await failed()).toBe('pool_rejected err_jwt_expired');
    await expectNothingLeft();
  });

  test('that cannot be kept are revoked', async () => {
    store.fail('create', 1);
    expect(await failed()).toBe('store_unreachable store_fault');
    await expectNothingLeft();
  });
});

describe('for a step-up', () => {
  // The trip to the pool began twenty seconds ago, and clocks may differ by thirty.
  test.each([
    ['during the trip', 0, undefined, 'opened'],
    ['as it began, by a clock that is half a minute behind', 50, undefined, 'opened'],
    ['before', 51, undefined, 'pool_rejected sign_in_is_not_recent'],
    ['as lately as the guard asks', 300, 300, 'opened'],
    ['less lately', 301, 300, 'pool_rejected sign_in_is_not_recent'],
    ['nobody says when', undefined, 300, 'pool_rejected sign_in_is_not_recent'],
  ])('a password that was typed %s (%p s ago, where %p may be): %s', async (_when, ago, most, outcome) => {
    provenAgo = ago;
    expect(await failed(pendingOf({ isStepUp: true, maxAgeSeconds: most }))).toBe(outcome);
    if (outcome !== 'opened') await expectNothingLeft();
  });

  test('that is none, it may be of any day', async () => {
    provenAgo = undefined;
    expect(await failed()).toBe('opened');
  });
});

describe('what the pool remembers from before the person ended their sign-ins (F-S27)', () => {
  const end = (): Promise<void> => store.markEnded(ada, nowMs, 1000);
  const refused = 'authentication_level_required sign_in_is_from_before';

  test.each([
    ['for the first time', undefined, false],
    ['and was asked to forget', true, true],
  ])('is not taken, %s, and an event says whether that was the last word', async (_what, isAnew, isFinal) => {
    await end();
    provenAgo = 31;
    expect(await failed(pendingOf({ isAnew }))).toBe(refused);
    await expectNothingLeft();
    expect(events).toEqual([{ type: 'old_sign_in_refused', userId: 'ada', isFinal, of: expect.anything() }]);
  });

  test('is looked for when the session is there: the end may come until then', async () => {
    provenAgo = 31;
    const create = store.create.bind(store);
    store.create = async (...args) => {
      await end();
      await create(...args);
    };
    expect(await failed()).toBe(refused);
    await expectNothingLeft();
    expect(events).toHaveLength(1);
  });

  test('is not looked for in vain: where the store cannot say, nobody comes in', async () => {
    store.fail('endedAtMs', 1);
    expect(await failed()).toBe('store_unreachable store_fault');
    await expectNothingLeft();
    expect(events).toEqual([]);
  });
});
