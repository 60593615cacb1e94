import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { settingsFrom } from '../../../src/auth/options.js';
import type { Pool } from '../../../src/auth/pool/pool.js';
import { createRevoker } from '../../../src/auth/pool/revoker.js';
import { createSealer } from '../../../src/auth/seal.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { sessionKey, signInOf } from '../../../src/auth/sessions/session-of-request.js';
import { createSessions } from '../../../src/auth/sessions/sessions.js';
import { createEndSignIns } from '../../../src/auth/sign-in/end-sign-ins.js';
import { createEndedSignIns } from '../../../src/auth/sign-in/ended-sign-ins.js';
import { createSilentTries } from '../../../src/auth/sign-in/silent-tries.js';
import { createResumptions, type Resumptions } from '../../../src/auth/sign-in/resumptions.js';
import { createSignOut, type SignOut } from '../../../src/auth/sign-in/sign-out.js';
import type { SignIn } from '../../../src/auth/store.js';
import { exchangeOf, type Exchange } from '../../support/exchange.js';
import { createFaultyStore, type FaultyStore } from '../../support/faulty-store.js';
import { sampleSession, sampleSignIn, sampleTokens } from '../../support/sample-session.js';
import { testSecret } from '../../support/secret.js';

// Signing out with all its parts but the pool: what is revoked there is noted, in the order of what happens.

const issuer = 'https://issuer.example';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let time: number;
let store: FaultyStore;
let events: AuthEvent[];
let happened: string[];
let poolPage: (idToken: string | undefined) => Promise<string | undefined>;
let revoke: () => Promise<void>;
let resumptions: Resumptions;
let signOut: SignOut;

beforeEach(() => {
  time = Date.now();
  const now = (): number => time;
  store = createFaultyStore(createMemoryStore({ now }));
  events = [];
  happened = [];
  poolPage = async (idToken) => `https://pool.example/logout?hint=${idToken ?? 'none'}`;
  revoke = async () => {};
  const settings = settingsFrom({
    pool: { issuer, clientId: 'client' },
    baseUrl: 'http://localhost:3000',
    secrets: [testSecret],
    store,
    sessionsPerPerson: 30,
    now,
  });
  const told = createEvents((event, request) => events.push({ ...event, ...(request && { of: request }) }));
  const pool = {
    revoke: async (refreshToken: string) => {
      await revoke();
      happened.push(`${refreshToken} revoked`);
    },
    signOutUrl: async (idToken: string | undefined) => {
      happened.push('asked for the page');
      return poolPage(idToken);
    },
  } as Pick<Pool, 'revoke' | 'signOutUrl'> as Pool;
  const revoker = createRevoker({ store, pool, events: told });
  const endedSignIns = createEndedSignIns({ settings, store });
  const sleep = async (): Promise<void> => {};
  const waiting = { uptimeMs: now, sleep, rest: sleep };
  resumptions = createResumptions({ settings, sealer: createSealer([testSecret]), store });
  signOut = createSignOut({
    settings,
    store,
    pool,
    revoker,
    sessions: createSessions({ settings, store, events: told, revoker }),
    access: { tokens: () => Promise.reject(new Error('nothing here asks other apps')) },
    endSignIns: createEndSignIns({ settings, store, revoker, endedSignIns, events: told, waiting }),
    endedSignIns,
    resumptions,
    silentTries: createSilentTries({ settings, sealer: createSealer([testSecret]) }),
    events: told,
  });
});

/** A session in the store; `at` is a request that comes with it. */
const keep = async (id: string, person = 'ada', changes: Partial<SignIn> = {}) => {
  time += 1000;
  const sample = sampleSignIn({ startedAtMs: time, endsAtMs: time + 12 * hourMs, ...changes });
  const signIn: SignIn = { ...sample, user: { ...sample.user, issuer, ...changes.user, id: person } };
  const tokens = sampleTokens({ refreshToken: `refresh of ${id}`, idToken: `id of ${id}` });
  const key = sessionKey(id);
  const stored = sampleSession({ signIn, tokens, lastSeenAtMs: time, expiresAtMs: time + hourMs });
  await store.create(key, stored);
  return {
    key,
    signIn,
    at: (cookies: Record<string, string> = {}): Exchange =>
      exchangeOf({ method: 'POST', cookies, session: { id, data: { signIn } } }),
  };
};

const stranger = (): Exchange => exchangeOf({ method: 'POST', session: { id: 'of nobody', data: {} } });
const isThere = async ({ key }: { readonly key: string }): Promise<boolean> =>
  (await store.readTokens(key)) !== undefined;
const personOf = (id: string) => ({ issuer, id });

/** A sign-in that was sent round by the pool's sign-out, in this browser. */
const underWay = (): Record<string, string> => {
  const { response, answer } = exchangeOf();
  resumptions.keep(response, { returnTo: '/', isStepUp: false });
  return { ...answer().cookies };
};

describe.each(['here', 'everywhere'] as const)('signing out %s', (where) => {
  test('ends the session, then revokes its token, then leaves for the page of the pool', async () => {
    const session = await keep('one');
    const { request, response, answer } = session.at();
    revoke = async () => {
      expect(await isThere(session)).toBe(false);
    };
    await signOut[where](request, response);
    expect(happened).toEqual(['refresh of one revoked', 'asked for the page']);
    expect(answer()).toMatchObject({
      status: 303,
      location: 'https://pool.example/logout?hint=id%20of%20one',
      headers: { 'cache-control': 'no-store' },
      cookies: { session: '' },
    });
    expect(signInOf(request)).toBeUndefined();
  });

  test('is told, with the request and with whose session it was', async () => {
    const session = await keep('one');
    const { request, response } = session.at();
    await signOut[where](request, response);
    expect(events).toEqual([
      {
        type: 'signed_out',
        isEverywhere: where === 'everywhere',
        sessions: 1,
        session: session.key.slice(0, 8),
        userId: 'ada',
        of: request,
      },
    ]);
  });

  test('lets go of a sign-in that was to go on: whoever signs out does not want to', async () => {
    const session = await keep('one');
    const cookies = underWay();
    const { request, response, answer } = session.at(cookies);
    await signOut[where](request, response);
    expect(Object.keys(answer().cookies)).toEqual(expect.arrayContaining(Object.keys(cookies)));
    expect(new Set(Object.values(answer().cookies))).toEqual(new Set(['']));
  });

  test('stays at the signed-out page where the pool has none', async () => {
    const { request, response, answer } = (await keep('one')).at();
    poolPage = async () => undefined;
    await signOut[where](request, response);
    expect(answer()).toMatchObject({ status: 303, location: 'http://localhost:3000/signed-out' });
  });

  test('says on that page that the pool was not reached', async () => {
    const { request, response, answer } = (await keep('one')).at();
    poolPage = () => Promise.reject(new AuthError('pool_unreachable'));
    await signOut[where](request, response);
    expect(answer().location).toBe('http://localhost:3000/signed-out?pool=not-reached');
  });

  test('does not hide a mistake of our own behind that page', async () => {
    const { request, response, answer } = (await keep('one')).at();
    poolPage = () => Promise.reject(new TypeError('a mistake'));
    await expect(signOut[where](request, response)).rejects.toThrow('a mistake');
    expect(answer().isOver).toBe(false);
  });

  test('does not happen while the store cannot end the session: the browser keeps its cookie', async () => {
    const session = await keep('one');
    const { request, response, answer } = session.at();
    store.fail('readTokens', 1);
    await expect(signOut[where](request, response)).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(answer()).toMatchObject({ cookies: {}, isOver: false });
    expect([events, happened]).toEqual([[], []]);
  });
});

describe('signing out here', () => {
  test('leaves the person’s other sign-ins alone, and what the pool remembers for them', async () => {
    const [one, two] = [await keep('one'), await keep('two')];
    const { request, response } = one.at();
    await signOut.here(request, response);
    expect([await isThere(one), await isThere(two)]).toEqual([false, true]);
    expect(await store.endedAtMs(personOf('ada'))).toBeUndefined();
  });

  test('of somebody who is not signed in leads to the same place, and nothing is told', async () => {
    const { request, response, answer } = stranger();
    await signOut.here(request, response);
    expect(answer()).toMatchObject({ status: 303, location: 'https://pool.example/logout?hint=none' });
    expect([events, happened]).toEqual([[], ['asked for the page']]);
  });
});

describe('signing out everywhere', () => {
  test('ends all sign-ins of the person, this one last, and leaves the mark for the pool', async () => {
    const [one, two, three] = [await keep('one'), await keep('two'), await keep('three')];
    const ofGrace = await keep('of grace', 'grace');
    const { request, response } = two.at();
    await signOut.everywhere(request, response);
    expect(await Promise.all([one, two, three, ofGrace].map(isThere))).toEqual([false, false, false, true]);
    expect(happened.slice(-2)).toEqual(['refresh of two revoked', 'asked for the page']);
    expect(happened).toHaveLength(4);
    expect(events).toMatchObject([{ type: 'signed_out', isEverywhere: true, sessions: 3 }]);
    expect(await store.endedAtMs(personOf('ada'))).toBe(time);
    expect(await store.endedAtMs(personOf('grace'))).toBeUndefined();
  });

  test('goes on where this session is over by then: somebody else has ended it', async () => {
    const one = await keep('one');
    const { request, response, answer } = one.at();
    const keysOf = store.keysOf.bind(store);
    store.keysOf = async (...args) => {
      await store.end(one.key);
      return keysOf(...args);
    };
    await signOut.everywhere(request, response);
    expect(answer()).toMatchObject({ status: 303, location: 'https://pool.example/logout?hint=none' });
  });

  test('is for somebody who is signed in', async () => {
    const { request, response, answer } = stranger();
    await expect(signOut.everywhere(request, response)).rejects.toMatchObject({ code: 'not_signed_in' });
    expect(answer().isOver).toBe(false);
  });

  test('keeps this one while another cannot be ended: there is somebody to try again (F-S3)', async () => {
    const [one, two] = [await keep('one'), await keep('two')];
    const { request, response, answer } = one.at();
    store.fail('end', 1);
    await expect(signOut.everywhere(request, response)).rejects.toMatchObject({ code: 'store_unreachable' });
    expect([await isThere(one), await isThere(two)]).toEqual([true, true]);
    expect(answer().cookies).toEqual({});
  });
});

describe('the list of one’s sign-ins', () => {
  test('has the newest first, each with when and where, and says which one is this', async () => {
    const one = await keep('one', 'ada', { userAgent: 'Laptop', address: '192.0.2.1' });
    const two = await keep('two', 'ada', { userAgent: 'Phone', address: '192.0.2.2' });
    await keep('of grace', 'grace');
    expect(await signOut.list(one.at().request)).toEqual([
      {
        id: two.key,
        isThisOne: false,
        startedAtMs: time - 1000,
        lastSeenAtMs: time - 1000,
        endsAtMs: time - 1000 + hourMs,
        userAgent: 'Phone',
        address: '192.0.2.2',
      },
      {
        id: one.key,
        isThisOne: true,
        startedAtMs: time - 2000,
        lastSeenAtMs: time - 2000,
        endsAtMs: time - 2000 + hourMs,
        userAgent: 'Laptop',
        address: '192.0.2.1',
      },
    ]);
  });

  test('is in the order of their beginning, although another one lasts longer', async () => {
    const long = await keep('long', 'ada', { endsAtMs: time + 20 * hourMs });
    const short = await keep('short', 'ada', { endsAtMs: time + 10 * hourMs });
    const ids = (await signOut.list(short.at().request)).map(({ id }) => id);
    expect(ids).toEqual([short.key, long.key]);
  });

  test('says when each is over: by the idle limit, or before by the absolute one', async () => {
    const one = await keep('one', 'ada', { endsAtMs: time + minuteMs });
    const [listed] = await signOut.list(one.at().request);
    expect(listed?.endsAtMs).toBe(one.signIn.endsAtMs);
  });

  test('has as many as a person may have, also when they are looked at in pieces', async () => {
    const all = [];
    for (let count = 0; count < 33; count += 1) all.push(await keep(`session ${count}`));
    const listed = await signOut.list(all[32]?.at().request ?? stranger().request);
    expect(listed.map(({ id }) => id)).toEqual(
      all
        .map(({ key }) => key)
        .toReversed()
        .slice(0, 30),
    );
  });

  test('has none that is over, and whoever looks ends it', async () => {
    const idle = await keep('idle');
    time += hourMs;
    const here = await keep('here');
    expect(await signOut.list(here.at().request)).toHaveLength(1);
    expect(await isThere(idle)).toBe(false);
    expect(events).toMatchObject([{ type: 'session_ended', reason: 'idle_limit' }]);
  });

  test('has none of another app client, and none that cannot be understood, and leaves both alone', async () => {
    const others = [
      await keep('of another client', 'ada', { clientId: 'another' }),
      await keep('broken', 'ada', { tokensRefreshedAtMs: Number.NaN }),
    ];
    const here = await keep('here');
    expect(await signOut.list(here.at().request)).toHaveLength(1);
    expect(await Promise.all(others.map(isThere))).toEqual([true, true]);
  });

  test.each([
    ['another person', { issuer, id: 'grace' }],
    ['the same id at another issuer', { issuer: 'https://other.example', id: 'ada' }],
  ])('has none of %s, whatever the list of keys says', async (_who, { issuer: theirIssuer, id }) => {
    const here = await keep('here');
    const user = { ...here.signIn.user, issuer: theirIssuer };
    const theirs = await keep('theirs', id, { user });
    store.keysOf = async () => [here.key, theirs.key];
    expect((await signOut.list(here.at().request)).map(({ id: listed }) => listed)).toEqual([here.key]);
    expect(await signOut.endOne(here.at().request, theirs.key)).toBe(false);
    expect(await isThere(theirs)).toBe(true);
  });

  test('is for somebody who is signed in', async () => {
    await expect(signOut.list(stranger().request)).rejects.toMatchObject({ code: 'not_signed_in' });
  });
});

describe('ending one of them', () => {
  test('ends and revokes it, tells it, and leaves the mark, so that the pool asks for the password', async () => {
    const [here, other] = [await keep('here'), await keep('other')];
    const { request } = here.at();
    expect(await signOut.endOne(request, other.key)).toBe(true);
    expect([await isThere(here), await isThere(other)]).toEqual([true, false]);
    expect(happened).toEqual(['refresh of other revoked']);
    expect(events).toEqual([
      { type: 'sign_in_ended', session: other.key.slice(0, 8), userId: 'ada', of: request },
    ]);
    expect(await store.endedAtMs(personOf('ada'))).toBe(time);
  });

  test('that is not there, or not theirs, ends nothing and leaves no mark', async () => {
    const here = await keep('here');
    const ofGrace = await keep('of grace', 'grace');
    const ids = [ofGrace.key, 'made up', ''];
    expect(await Promise.all(ids.map((id) => signOut.endOne(here.at().request, id)))).toEqual([
      false,
      false,
      false,
    ]);
    expect(await isThere(ofGrace)).toBe(true);
    expect(await store.endedAtMs(personOf('ada'))).toBeUndefined();
  });

  test('that somebody else ends at the same moment is told by them alone', async () => {
    const [here, other] = [await keep('here'), await keep('other')];
    const markEnded = store.markEnded.bind(store);
    store.markEnded = async (...args) => {
      await store.end(other.key);
      await markEnded(...args);
    };
    expect(await signOut.endOne(here.at().request, other.key)).toBe(false);
    expect(events).toEqual([]);
  });

  test('does not happen where the mark cannot be left: no half of an end (F-S27)', async () => {
    const [here, other] = [await keep('here'), await keep('other')];
    store.fail('markEnded', 1);
    const ended = signOut.endOne(here.at().request, other.key);
    await expect(ended).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(await isThere(other)).toBe(true);
  });

  test('is for somebody who is signed in', async () => {
    const { key } = await keep('one');
    const ended = signOut.endOne(stranger().request, key);
    await expect(ended).rejects.toMatchObject({ code: 'not_signed_in' });
  });
});
