import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { createPendingSignIns, digestOf, type PendingSignIn } from '../../../src/auth/sign-in/pending.js';
import { createSealer } from '../../../src/auth/seal.js';
import { listen } from '../../support/listen.js';
import { createBrowser, type Browser } from '../../support/browser.js';

let time = Date.now();
const now = (): number => time;
const pendingSignIns = createPendingSignIns({
  settings: { isHttps: false, now, basePath: '', issuer: 'https://pool.example', clientId: 'this client' },
  sealer: createSealer(['a secret of the tests that is long enough']),
  store: createMemoryStore({ now }),
});

const pendingOf = (state: string, changes: Partial<PendingSignIn> = {}): PendingSignIn => ({
  secrets: { state, nonce: `nonce of ${state}`, codeVerifier: `verifier of ${state}` },
  returnTo: '/account',
  startedAtMs: time,
  isStepUp: false,
  ...changes,
});

/** Keeps, finds and claims pending sign-ins as it is told in the query. */
const app = express();
const asked = (request: express.Request, name: string): string =>
  new URL(request.originalUrl, 'http://site.invalid').searchParams.get(name) ?? '';
app.get('/keep', (request, response) => {
  pendingSignIns.keep(
    request,
    response,
    pendingOf(asked(request, 'state'), {
      returnTo: `/${(asked(request, 'of') || 'x').repeat(Number(asked(request, 'length')))}`,
    }),
  );
  response.send('kept');
});
app.get('/find', (request, response) => {
  response.json(pendingSignIns.find(request, asked(request, 'state')) ?? null);
});
app.get('/return-to', (request, response) => {
  response.json(pendingSignIns.goingOf(request, asked(request, 'state'))?.returnTo ?? null);
});
app.get('/claim', async (request, response) => {
  const pending = pendingSignIns.find(request, asked(request, 'state')) ?? pendingOf(asked(request, 'state'));
  const outcome = await pendingSignIns.useUp(response, pending).then(
    () => 'claimed',
    (error: unknown) => (error instanceof AuthError ? `${error.code} ${error.reason ?? ''}` : String(error)),
  );
  response.send(outcome);
});

let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;
beforeAll(async () => {
  server = await listen(app);
});
beforeEach(() => {
  browser = createBrowser();
});
afterAll(() => server.close());

const keep = (state: string, length = 0) =>
  browser.send(`${server.origin}/keep?state=${state}&length=${length}`);
const find = async (state: string): Promise<PendingSignIn | null> =>
  JSON.parse((await browser.send(`${server.origin}/find?state=${state}`)).text);
const claim = async (state: string) => (await browser.send(`${server.origin}/claim?state=${state}`)).text;
const kept = async () => Object.keys(await browser.cookies(server.origin));

test('a pending sign-in is found by its state, in the browser that it began in', async () => {
  await keep('one');
  expect(await find('one')).toEqual(pendingOf('one', { returnTo: '/' }));
  expect(await find('two')).toBeNull();
  browser = createBrowser();
  expect(await find('one')).toBeNull();
});

test('the cookie says nothing of the state, and outlives the sign-in for the way back', async () => {
  const page = await keep('secret-state');
  const [line = ''] = page.headers['set-cookie'] ?? [];
  expect(line).toMatch(
    /^signin\.[\w-]{22}=[\w-]+; Max-Age=3600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
  );
  expect(line).toContain(digestOf('secret-state'));
  expect(line).not.toContain('secret-state');
});

describe('of many pending sign-ins', () => {
  test('five are kept, and the oldest goes first (Q-04)', async () => {
    for (const state of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      time += 1;
      await keep(state);
    }
    expect(
      await Promise.all(
        ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(async (state) => (await find(state)) !== null),
      ),
    ).toEqual([false, false, true, true, true, true, true]);
  });

  test('as many are kept as fit into 4,000 characters, names and all, and the newest always (Q-04, F-S33)', async () => {
    for (const length of [2047, 1000, 200]) {
      browser = createBrowser();
      for (const state of ['a', 'b', 'c', 'd', 'e', 'f']) {
        time += 1;
        await keep(state, length);
        expect((await browser.jar.getCookieString(server.origin)).length).toBeLessThanOrEqual(4000);
        expect(await find(state)).not.toBeNull();
      }
      expect(await find('a')).toBeNull();
    }
    expect((await find('e')) !== null).toBe(true);
  });

  test('one that cannot be read stays, for it may be of another site of this host (F-S16)', async () => {
    await browser.jar.setCookie('signin.foreign=AAAA', server.origin);
    await keep('one');
    expect((await kept()).toSorted()).toEqual(['signin.foreign', `signin.${digestOf('one')}`].toSorted());
  });

  test('what cannot be read counts for the room that there is (F-S16, F-S33)', async () => {
    await browser.jar.setCookie(`signin.foreign=${'A'.repeat(2500)}`, server.origin);
    for (const state of ['a', 'b', 'c']) {
      time += 1;
      await keep(state, 500);
    }
    expect((await browser.jar.getCookieString(server.origin)).length).toBeLessThanOrEqual(4000);
    expect([await find('a'), (await find('c')) !== null]).toEqual([null, true]);
  });
});

describe('a pending sign-in is none any more', () => {
  test.each([
    [10 * 60_000 - 1, true],
    [10 * 60_000, false],
    [-30_000, true],
    [-30_001, false],
  ])(
    '%i ms after its start, by a clock that may be half a minute off: %s (B-16, F-S2)',
    async (ms, isFound) => {
      await keep('one');
      time += ms;
      expect((await find('one')) !== null).toBe(isFound);
      time -= ms;
    },
  );

  test('under the name of another one', async () => {
    await keep('one');
    const sealed = (await browser.cookies(server.origin))[`signin.${digestOf('one')}`] ?? '';
    await browser.jar.setCookie(`signin.${digestOf('two')}=${sealed}`, server.origin);
    expect(await find('two')).toBeNull();
  });
});

test('an expired sign-in still says where the person was going, for an hour, and is good for nothing else (F-R21)', async () => {
  await keep('late', 3);
  time += 59 * 60_000;
  expect(await find('late')).toBeNull();
  const { text } = await browser.send(`${server.origin}/return-to?state=late`);
  expect(JSON.parse(text)).toBe('/xxx');
  expect(JSON.parse((await browser.send(`${server.origin}/return-to?state=other`)).text)).toBeNull();
  time -= 59 * 60_000;
});

test('a sign-in that would not fit into a cookie goes home (F-S7)', async () => {
  const page = await browser.send(`${server.origin}/keep?state=long&length=2000&of=%22`);
  expect(page.headers['set-cookie']?.[0]?.length).toBeLessThan(4096);
  expect(await find('long')).toMatchObject({ returnTo: '/' });
});

test('a pending sign-in that is used up stays so for as long as its cookie may be believed (F-M5)', async () => {
  await keep('used');
  const cookie = await browser.jar.getCookieString(server.origin);
  expect(await claim('used')).toBe('claimed');
  for (const ms of [2000, 9 * 60_000, 58_000, 29_000]) {
    time += ms;
    await browser.jar.setCookie(`${cookie}; Path=/`, server.origin);
    expect(await claim('used')).toBe('sign_in_expired already_used');
  }
  time -= 2000 + 9 * 60_000 + 58_000 + 29_000;
});

describe('a pending sign-in in the cookie', () => {
  const sealer = createSealer(['a secret of the tests that is long enough']);
  const purpose = `pending sign-in ${digestOf('one')}`;
  const sealed = async () => (await browser.cookies(server.origin))[`signin.${digestOf('one')}`] ?? '';
  const plant = (content: object) =>
    browser.jar.setCookie(
      `signin.${digestOf('one')}=${sealer.seal(JSON.stringify(content), purpose)}`,
      server.origin,
    );
  // As the release before sealed it.
  const former = () => ({
    challenge: { state: 'one', nonce: 'nonce of one', codeVerifier: 'verifier of one' },
    returnTo: '/account',
    startedAtMs: time,
    isStepUp: false,
  });

  test('is read by the release before, and says of which issuer and client it is (F-S5)', async () => {
    await keep('one');
    expect(JSON.parse(sealer.open(await sealed(), purpose) ?? '')).toEqual({
      ...former(),
      returnTo: '/',
      issuer: 'https://pool.example',
      clientId: 'this client',
    });
  });

  test('is found when the release before has sealed it (F-S5)', async () => {
    await plant(former());
    expect(await find('one')).toEqual(pendingOf('one'));
  });

  test.each([{ issuer: 'https://other.example' }, { clientId: 'another client' }])(
    'is none of ours when it names %j (F-S5)',
    async (named) => {
      await plant({ ...former(), issuer: 'https://pool.example', clientId: 'this client', ...named });
      expect(await find('one')).toBeNull();
    },
  );
});

test('a pending sign-in is claimed once, however many try, and its cookie goes (B-14)', async () => {
  await keep('claimed-once');
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => claim('claimed-once')));
  expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
  expect(new Set(outcomes)).toEqual(new Set(['claimed', 'sign_in_expired already_used']));
  expect(await kept()).toEqual([]);
});
