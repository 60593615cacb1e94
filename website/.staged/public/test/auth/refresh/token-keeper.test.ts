import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createTokenKeeper, type Answer, type TokenKeeper } from '../../../src/auth/refresh/token-keeper.js';
import { createRevoker } from '../../../src/auth/pool/revoker.js';
import type { Session } from '../../../src/auth/store.js';
import { mostSecondsBehind } from '../../../src/auth/tokens/claim-checks.js';
import {
  UndecidedError,
  type IdClaims,
  type IdTokenContext,
} from '../../../src/auth/tokens/token-verifier.js';
import { createRefreshWorld, hourMs, key, outcomeOf, type RefreshWorld } from './support.js';

// The keeper alone: what the pool gave is in its hands, and a function says what the ID token is found to be.

let world: RefreshWorld;
let session: Session;
let judge: (atMs: number) => Partial<IdClaims>;
/** As of when the tokens were judged, each time. */
let judgedAtMs: number[];
let keeper: TokenKeeper;
/** While a test looks, nobody tries in the background, until it calls `wake`. */
let wake: () => void;

beforeEach(async () => {
  world = createRefreshWorld();
  session = await world.keep(0, { user: userOf('ada') });
  judge = () => ({});
  judgedAtMs = [];
  keeper = keeperWith();
});

const keeperWith = (parts: Partial<Parameters<typeof createTokenKeeper>[0]> = {}): TokenKeeper => {
  const verifier = {
    ...world.deps.verifier,
    idToken: async (_token: string, { receivedAtMs }: IdTokenContext): Promise<IdClaims> => {
      judgedAtMs.push(receivedAtMs);
      return { ...claims(), ...judge(receivedAtMs) };
    },
  };
  return createTokenKeeper({ ...world.deps, verifier, ...parts });
};

const issuer = 'https://issuer.example';
const userOf = (id: string) => ({
  id,
  issuer,
  username: undefined,
  email: undefined,
  isEmailVerified: false,
  name: undefined,
  groups: [],
  identityProvider: undefined,
  attributes: {},
});
const claims = (): IdClaims => ({
  iss: issuer,
  sub: 'ada',
  iat: world.clock.ms / 1000,
  exp: world.clock.ms / 1000 + 3600,
  authTimeSeconds: undefined,
});

const answer = (changes: Partial<Answer['response']> = {}): Answer => ({
  before: session,
  response: { ...world.rotated(), idToken: 'id', refreshToken: 'new', ...changes },
  askedAtMs: world.clock.ms - 40,
  receivedAtMs: world.clock.ms,
});
const keep = (changes?: Partial<Answer['response']>): Promise<string> =>
  outcomeOf(keeper.keep(key, answer(changes)));

const holdBackground = (): void => {
  world.later.push(() => new Promise((resolve) => (wake = resolve)));
};
const inStore = async () => (await world.store.readTokens(key))?.tokens.refreshToken;
const letGo = async (): Promise<void> => keeper.held(key)?.letGo;

const undecided = (code: 'pool_rejected' | 'pool_timeout') => (): never => {
  throw new UndecidedError(code, {
    reason: code === 'pool_rejected' ? 'err_jwks_no_matching_key' : 'deadline',
  });
};
const bad = (): never => {
  throw new AuthError('pool_rejected', { reason: 'err_jwt_expired' });
};
const ofGrace = () => ({ sub: 'grace' });

const rejected = (reason: string) => ({ code: 'pool_rejected', reason });
const named = () => ({ session: key.slice(0, 8), userId: 'ada' });

describe('tokens that a refresh brought', () => {
  test('are verified and written, and nothing is held any more', async () => {
    const kept = await keeper.keep(key, answer());
    expect(kept?.tokens).toMatchObject({ idToken: 'id', refreshToken: 'new' });
    expect(kept?.signIn).toMatchObject({ tokensVersion: 2, tokensRefreshedAtMs: world.clock.ms });
    expect(await world.store.readTokens(key)).toEqual(kept);
    expect(world.events).toMatchObject([{ type: 'tokens_refreshed', durationMs: 40, ...named() }]);
    expect([keeper.holdsAny(), keeper.held(key)]).toEqual([false, undefined]);
    expect(world.revoked).toEqual([]);
  });

  test('that are no good are revoked, whoever waits hears why, and the session stays as it is', async () => {
    judge = bad;
    expect(await keep()).toBe('pool_rejected err_jwt_expired');
    expect(world.revoked).toEqual(['new']);
    expect(await inStore()).toBe('refresh 0');
    expect(keeper.holdsAny()).toBe(false);
    expect(world.events).toEqual([]);
  });

  test('that are somebody else’s end the session, and both refresh tokens are revoked', async () => {
    judge = ofGrace;
    expect(await keep()).toBe('over');
    expect(world.revoked.toSorted()).toEqual(['new', 'refresh 0']);
    expect(await inStore()).toBeUndefined();
    expect(world.events).toMatchObject([
      { type: 'refresh_failed', isTransient: false, ...rejected('other_sign_in'), ...named() },
      { type: 'session_ended', reason: 'other_person', ...named() },
    ]);
    expect(keeper.holdsAny()).toBe(false);
  });

  test('that are somebody else’s end nothing that has newer tokens by now', async () => {
    judge = ofGrace;
    await world.refreshElsewhere(session, 'newer');
    await keep();
    expect(await inStore()).toBe('newer');
    expect(world.told()).toEqual(['refresh_failed other_sign_in']);
  });

  test('of a session that is over meanwhile are revoked: a refresh token must not live on unseen', async () => {
    await world.store.end(key);
    expect(await keep()).toBe('over');
    expect(world.revoked).toEqual(['new']);
    expect(world.events).toEqual([]);
    expect(keeper.holdsAny()).toBe(false);
  });

  test('where another process was faster are named, and not revoked: that would end its tokens too', async () => {
    await world.refreshElsewhere(session, 'newer');
    expect(await keep()).toBe('version 2');
    expect(await inStore()).toBe('newer');
    expect(world.revoked).toEqual([]);
    expect(world.events).toMatchObject([{ type: 'revoke_failed', ...rejected('superseded'), ...named() }]);
    expect(keeper.holdsAny()).toBe(false);
  });

  test('with the refresh token that is at hand are kept with it where the pool sends none', async () => {
    expect(await keep({ refreshToken: undefined })).toBe('version 2');
    expect(await inStore()).toBe('refresh 0');
  });

  test('without rotation and where another process was faster, nobody has lost anything', async () => {
    await world.refreshElsewhere(session);
    expect(await keep({ refreshToken: undefined })).toBe('version 2');
    expect(world.events.filter(({ type }) => type === 'revoke_failed')).toEqual([]);
  });
});

test('a revocation that fails is told of the session that it was for', async () => {
  const away = async (): Promise<never> => {
    throw new AuthError('pool_unreachable', { reason: 'network' });
  };
  const { store, events } = world.deps;
  keeper = keeperWith({ revoker: createRevoker({ store, events, pool: { revoke: away } }) });
  judge = bad;
  await keep();
  expect(world.events).toMatchObject([{ type: 'revoke_failed', reason: 'network', ...named() }]);
});

describe('while the store is away', () => {
  test('they are held, and written a quarter of a second after it is back', async () => {
    world.store.fail('replaceTokens', 3);
    expect(await keep()).toBe('store_unreachable store_fault');
    expect(keeper.held(key)).toMatchObject({ before: session, response: { refreshToken: 'new' } });
    expect(keeper.holdsAny()).toBe(true);
    await letGo();
    expect(await inStore()).toBe('new');
    expect(world.slept).toEqual([250, 250, 250]);
    expect(world.told()).toEqual(['tokens_refreshed']);
    expect(keeper.holdsAny()).toBe(false);
  });

  test('who asks meanwhile tries once more, and then there is nothing left to do', async () => {
    holdBackground();
    world.store.fail('replaceTokens', 1);
    await keep();
    const held = letGo();
    expect(await outcomeOf(keeper.keepAgain(key))).toBe('version 2');
    wake();
    await held;
    expect(world.slept).toEqual([250]);
    expect(world.store.calls('replaceTokens')).toBe(2);
  });

  test('all who ask at once are one attempt', async () => {
    holdBackground();
    world.store.fail('replaceTokens', 1);
    await keep();
    const again = Array.from({ length: 5 }, () => outcomeOf(keeper.keepAgain(key)));
    expect(new Set(await Promise.all(again))).toEqual(new Set(['version 2']));
    expect(world.store.calls('replaceTokens')).toBe(2);
    wake();
  });

  test('what was verified once is not judged again', async () => {
    world.store.fail('replaceTokens', 1);
    await keep();
    judge = bad;
    await letGo();
    expect(await inStore()).toBe('new');
  });

  test('a write that was done, and whose answer got lost, was done (F-S10)', async () => {
    world.store.loseAnswer('replaceTokens', 1);
    await keep();
    await letGo();
    expect(await inStore()).toBe('new');
    expect(world.told()).toEqual(['tokens_refreshed']);
    expect(world.revoked).toEqual([]);
  });

  test('at the end of the session they are revoked, and nobody tries any more (F-S10)', async () => {
    session = { ...session, signIn: { ...session.signIn, endsAtMs: world.clock.ms + 500 } };
    world.store.fail('replaceTokens');
    await keep();
    await letGo();
    expect(world.slept).toEqual([250, 250]);
    expect(world.revoked).toEqual(['new']);
    expect(world.store.calls('replaceTokens')).toBe(2);
    expect(keeper.holdsAny()).toBe(false);
  });

  test('a later refresh is kept by itself, whatever became of the one before (F-S10)', async () => {
    holdBackground();
    world.store.fail('replaceTokens', 1);
    await keep();
    const before = letGo();
    await keeper.keepAgain(key);
    holdBackground();
    session = (await world.store.readTokens(key)) ?? session;
    world.store.fail('replaceTokens', 1);
    const wakeFirst = wake;
    await keep({ refreshToken: 'newest' });
    wakeFirst();
    await before;
    expect(keeper.held(key)?.response.refreshToken).toBe('newest');
    wake();
    await letGo();
    expect(await inStore()).toBe('newest');
  });

  test('a process that stops names what it still holds', async () => {
    holdBackground();
    world.store.fail('replaceTokens', 1);
    await keep();
    keeper.nameHeld();
    expect(world.events).toMatchObject([{ type: 'revoke_failed', ...rejected('never_decided'), ...named() }]);
    expect(world.revoked).toEqual([]);
  });
});

describe('while there is no key to judge them by', () => {
  test('they are held, unused, and judged after one, two, four and eight seconds, then every ten', async () => {
    judge = undecided('pool_rejected');
    const nothing = async (): Promise<void> => {};
    const keysCome = async (): Promise<void> => void (judge = () => ({}));
    world.later.push(...Array.from({ length: 5 }, () => nothing), keysCome);
    expect(await keep()).toBe('pool_unreachable err_jwks_no_matching_key');
    await letGo();
    expect(world.slept).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(await inStore()).toBe('new');
    expect(world.told()).toEqual(['tokens_refreshed']);
    expect(world.revoked).toEqual([]);
  });

  test('whoever waits hears that the pool is in trouble, in its own words where it said so', async () => {
    holdBackground();
    judge = undecided('pool_timeout');
    expect(await keep()).toBe('pool_timeout deadline');
    expect(keeper.holdsAny()).toBe(true);
  });

  test('they are judged as of when they came, however late that is', async () => {
    judge = undecided('pool_rejected');
    const receivedAtMs = world.clock.ms;
    await keep();
    world.later.push(async () => void (judge = () => ({})));
    await letGo();
    expect((await world.store.readTokens(key))?.signIn).toMatchObject({
      tokensRefreshedAtMs: receivedAtMs,
      accessTokenEndsAtMs: receivedAtMs + hourMs,
    });
  });

  test('those that are found to be no good then are revoked, and an event says so', async () => {
    judge = undecided('pool_rejected');
    await keep();
    world.later.push(async () => void (judge = bad));
    await letGo();
    expect(world.revoked).toEqual(['new']);
    expect(world.events).toMatchObject([
      { type: 'refresh_failed', isTransient: false, reason: 'err_jwt_expired', ...named() },
    ]);
    expect(await inStore()).toBe('refresh 0');
  });

  test('newer tokens in the store are used, and these are named', async () => {
    judge = undecided('pool_rejected');
    await world.refreshElsewhere(session, 'newer');
    expect(await keep()).toBe('version 2');
    expect(world.told()).toEqual(['revoke_failed superseded']);
    expect(keeper.holdsAny()).toBe(false);
  });

  test('newer tokens with the refresh token of before are used: where the pool sent none, nothing is lost', async () => {
    judge = undecided('pool_rejected');
    await world.refreshElsewhere(session);
    expect(await keep({ refreshToken: undefined })).toBe('version 2');
    expect(world.told()).toEqual([]);
  });

  test('a refresh token that came with these is named, though the store has that of before', async () => {
    judge = undecided('pool_rejected');
    await world.refreshElsewhere(session);
    expect(await keep()).toBe('version 2');
    expect(world.told()).toEqual(['revoke_failed superseded']);
  });

  test('of a session that is over they are revoked, and nobody waits for keys', async () => {
    judge = undecided('pool_rejected');
    await world.store.end(key);
    expect(await keep()).toBe('over');
    expect(world.revoked).toEqual(['new']);
    expect(keeper.holdsAny()).toBe(false);
  });
});

describe('while our clock is behind', () => {
  /** Tokens that were made so much later than it is here, and are refused until then, but for half a minute. */
  const madeIn = (aheadMs: number) => {
    const madeAtMs = world.clock.ms + aheadMs;
    return (atMs: number) => {
      const clockAheadSeconds = (madeAtMs - atMs) / 1000;
      if (clockAheadSeconds > 30)
        throw new AuthError('pool_rejected', { reason: 'token_from_the_future', clockAheadSeconds });
      return {};
    };
  };

  test('they are held until it has come as far, and judged once more, as of when they were made', async () => {
    const startMs = world.clock.ms;
    judge = madeIn(125_000);
    expect(await keep()).toBe('pool_unreachable token_from_the_future');
    await letGo();
    expect(world.clock.ms - startMs).toBe(95_000);
    expect(judgedAtMs).toEqual([startMs, startMs + 125_000]);
    expect(await inStore()).toBe('new');
    expect([world.told(), world.revoked]).toEqual([['tokens_refreshed'], []]);
  });

  test('who asks meanwhile hears by how much, and they are not judged again', async () => {
    holdBackground();
    judge = madeIn(125_000);
    await keep();
    await expect(keeper.keepAgain(key)).rejects.toMatchObject({
      code: 'pool_unreachable',
      reason: 'token_from_the_future',
      clockAheadSeconds: 125,
    });
    expect(judgedAtMs).toHaveLength(1);
    expect(keeper.holdsAny()).toBe(true);
  });

  test('it may be so by as much as a token may be old, and no more', async () => {
    holdBackground();
    judge = madeIn(mostSecondsBehind * 1000);
    await keep();
    expect([keeper.holdsAny(), world.revoked]).toEqual([true, []]);
    judge = madeIn((mostSecondsBehind + 1) * 1000);
    expect(await keep()).toBe('pool_rejected token_from_the_future');
    expect([keeper.holdsAny(), world.revoked]).toEqual([false, ['new']]);
  });
});

test('an attempt that ends late lets go of its own tokens, and of none that came after it', async () => {
  let decide = (): void => {};
  const verifier = {
    ...world.deps.verifier,
    idToken: async (token: string): Promise<IdClaims> => {
      if (token === 'late') await new Promise<void>((resolve) => (decide = resolve));
      return token === 'late' ? bad() : undecided('pool_rejected')();
    },
  };
  keeper = keeperWith({ verifier });
  const late = keep({ idToken: 'late' });
  holdBackground();
  await keep({ idToken: 'early', refreshToken: 'newest' });
  decide();
  expect(await late).toBe('pool_rejected err_jwt_expired');
  expect(world.revoked).toEqual(['new']);
  expect(keeper.held(key)?.response.refreshToken).toBe('newest');
});

test('where nothing is held, what the store has is what there is', async () => {
  expect(await outcomeOf(keeper.keepAgain(key))).toBe('version 1');
  keeper.nameHeld();
  expect(world.events).toEqual([]);
});
