import { beforeEach, describe, expect, test } from '@jest/globals';
import { createSealer } from '../../../src/auth/seal.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { createResumptions, type Resumption } from '../../../src/auth/sign-in/resumptions.js';
import type { SessionStore } from '../../../src/auth/store.js';
import { exchangeOf } from '../../support/exchange.js';

const minuteMs = 60_000;
const sealer = createSealer(['a secret of the tests that is long enough']);
const trip: Resumption = { returnTo: '/account', isStepUp: true, maxAgeSeconds: 300, lang: 'fr' };

let time: number;
let store: SessionStore;
beforeEach(() => {
  time = 1_800_000_000_000;
  store = createMemoryStore({ now: () => time });
});

const resumptions = (isHttps = true) =>
  createResumptions({ settings: { isHttps, now: () => time }, sealer, store });

type Cookies = Readonly<Record<string, string>>;

/** The cookie of a sign-in that is to go on. */
const keep = (resumption: Resumption = trip): Cookies => {
  const { response, answer } = exchangeOf();
  resumptions().keep(response, resumption);
  return answer().cookies;
};

const take = async (cookies: Cookies) => {
  const { request, response, answer } = exchangeOf({ cookies });
  return { taken: await resumptions().take(request, response), left: answer().cookies };
};

/** Cleared, in a browser's eyes. */
const cleared = (cookies: Cookies): Cookies =>
  Object.fromEntries(Object.keys(cookies).map((name) => [name, '']));

describe('a sign-in that is to go on', () => {
  test('is taken up where it was left, and its cookie goes', async () => {
    const cookies = keep();
    const { taken, left } = await take(cookies);
    expect(taken).toMatchObject(trip);
    expect(left).toEqual(cleared(cookies));
  });

  test('keeps nothing else of the sign-in before: no secret of it is used again', async () => {
    const pending = { ...trip, secrets: { state: 's', nonce: 'n', codeVerifier: 'v' }, isAnew: true };
    const { taken } = await take(keep(pending));
    expect(taken).not.toHaveProperty('secrets');
    expect(taken).not.toHaveProperty('isAnew');
  });

  test('lies in a cookie that script does not see, for ten minutes, under a name that nobody guesses', () => {
    const { response } = exchangeOf();
    resumptions().keep(response, trip);
    resumptions(false).keep(response, trip);
    const lines = [response.getHeader('set-cookie')].flat().map(String);
    const rest = 'Max-Age=600; Path=/; Expires=[^;]+; HttpOnly;';
    expect(lines).toEqual([
      expect.stringMatching(
        new RegExp(`^__Host-signin\\.[\\w-]{22}=[\\w.-]+; ${rest} Secure; SameSite=Lax$`),
      ),
      expect.stringMatching(new RegExp(`^signin\\.[\\w-]{22}=[\\w.-]+; ${rest} SameSite=Lax$`)),
    ]);
    expect(new Set(lines).size).toBe(2);
  });

  test('says how much room it takes among the cookies, with what stands between them', () => {
    const { response, answer } = exchangeOf();
    const characters = resumptions().keep(response, trip);
    const [[name, value] = ['', '']] = Object.entries(answer().cookies);
    expect(characters).toBe(`${name}=${value}; `.length);
  });

  test('waits for ten minutes, and no longer', async () => {
    const cookies = keep();
    time += 10 * minuteMs - 1;
    expect((await take(cookies)).taken).toMatchObject(trip);
    const other = keep();
    time += 10 * minuteMs;
    expect(await take(other)).toEqual({ taken: undefined, left: {} });
  });

  test('goes on once: with a copy of its cookie nobody does, also at the same moment', async () => {
    const cookies = keep();
    const all = await Promise.all([take(cookies), take(cookies)]);
    expect(all.map(({ taken }) => taken !== undefined)).toEqual([true, false]);
    time += 10 * minuteMs - 1;
    expect(await take(cookies)).toEqual({ taken: undefined, left: cleared(cookies) });
  });

  test('is used up at processes whose clocks are behind, too', async () => {
    const cookies = keep();
    await take(cookies);
    time += 11 * minuteMs;
    const behind = createResumptions({
      settings: { isHttps: true, now: () => time - 2 * minuteMs },
      sealer,
      store,
    });
    const { request, response } = exchangeOf({ cookies });
    expect(await behind.take(request, response)).toBeUndefined();
  });

  test('is the latest one of several, and the others go with it', async () => {
    const [first, second] = [keep({ ...trip, returnTo: '/first' }), ((time += 1), keep())];
    const cookies = { ...first, ...second };
    const { taken, left } = await take(cookies);
    expect(taken).toMatchObject({ returnTo: '/account' });
    expect(left).toEqual(cleared(cookies));
    const turned = { ...keep(), ...((time -= 5), keep({ ...trip, returnTo: '/before' })) };
    expect((await take(turned)).taken).toMatchObject({ returnTo: '/account' });
  });

  test('is not used up where the store is away, and goes on later', async () => {
    const cookies = keep();
    const away = { ...store, claim: () => Promise.reject(new Error('away')) };
    const { request, response, answer } = exchangeOf({ cookies });
    const withoutStore = createResumptions({
      settings: { isHttps: true, now: () => time },
      sealer,
      store: away,
    });
    await expect(withoutStore.take(request, response)).rejects.toThrow('away');
    expect(answer().cookies).toEqual({});
    expect((await take(cookies)).taken).toBeDefined();
  });
});

test('two that are kept at once are two, and each goes on by itself', async () => {
  const [one, other] = [keep(), keep()];
  expect((await take(one)).taken).toBeDefined();
  expect((await take(other)).taken).toBeDefined();
});

test('what is no such cookie is passed over, and left where it is', async () => {
  const [[name, sealed] = ['', '']] = Object.entries(keep());
  const pending = sealer.seal(JSON.stringify({ ...trip, keptAtMs: time }), 'pending sign-in abc');
  const unnamed = sealer.seal(JSON.stringify({ ...trip, keptAtMs: time }), '');
  const others: Cookies = {
    '__Host-signin.abc': pending,
    '__Host-signin.abd': unnamed,
    '__Host-signin.other': sealed,
    [name]: 'rubbish',
    [name.replace('signin', 'other')]: sealed,
  };
  expect(await take(others)).toEqual({ taken: undefined, left: {} });
  const { request, response, answer } = exchangeOf({ cookies: others });
  resumptions().forget(request, response);
  expect(answer().cookies).toEqual({});
});

test('whoever signs out forgets all that were to go on', async () => {
  const cookies = { ...keep(), ...keep() };
  const { request, response, answer } = exchangeOf({ cookies: { ...cookies, session: 'stays' } });
  resumptions().forget(request, response);
  expect(answer().cookies).toEqual(cleared(cookies));
  const [line] = [response.getHeader('set-cookie')].flat();
  expect(line).toMatch(/; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax$/);
});
