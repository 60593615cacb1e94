import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { createPendingSignIns, digestOf, type PendingSignIn } from '../../../src/auth/sign-in/pending.js';
import { createSealer } from '../../../src/auth/seal.js';
import { listen } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';

let time = Date.now();
const now = (): number => time;
const pendingSignIns = createPendingSignIns({
  settings: { isHttps: false, now },
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
    pendingOf(asked(request, 'state'), { returnTo: `/${'x'.repeat(Number(asked(request, 'length')))}` }),
  );
  response.send('kept');
});
app.get('/find', (request, response) => {
  response.json(pendingSignIns.find(request, asked(request, 'state')) ?? null);
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

test('the cookie says nothing of the state, and lives ten minutes', async () => {
  const page = await keep('secret-state');
  const [line = ''] = page.headers['set-cookie'] ?? [];
  expect(line).toMatch(
    /^signin\.[\w-]{22}=[\w-]+; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
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

  test('as many are kept as fit into 8,000 characters, and the newest always (Q-04)', async () => {
    for (const state of ['a', 'b', 'c', 'd']) {
      time += 1;
      await keep(state, 2000);
    }
    const cookies = Object.values(await browser.cookies(server.origin));
    expect(cookies.join('').length).toBeLessThanOrEqual(8000);
    expect(await find('d')).not.toBeNull();
    expect(await find('c')).not.toBeNull();
    expect(await find('a')).toBeNull();
  });

  test('what is no pending sign-in goes at once', async () => {
    await browser.jar.setCookie('signin.forged=AAAA', server.origin);
    await keep('one');
    expect(await kept()).toEqual([`signin.${digestOf('one')}`]);
  });
});

describe('a pending sign-in is none any more', () => {
  test.each([
    [10 * 60_000 - 1, true],
    [10 * 60_000, false],
    [-1, false],
  ])('%i ms after its start, if the clock is to be believed: %s (B-16)', async (ms, isFound) => {
    await keep('one');
    time += ms;
    expect((await find('one')) !== null).toBe(isFound);
    time -= ms;
  });

  test('under the name of another one', async () => {
    await keep('one');
    const sealed = (await browser.cookies(server.origin))[`signin.${digestOf('one')}`] ?? '';
    await browser.jar.setCookie(`signin.${digestOf('two')}=${sealed}`, server.origin);
    expect(await find('two')).toBeNull();
  });
});

test('a pending sign-in is claimed once, however many try, and its cookie goes (B-14)', async () => {
  await keep('claimed-once');
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => claim('claimed-once')));
  expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
  expect(new Set(outcomes)).toEqual(new Set(['claimed', 'sign_in_expired already_used']));
  expect(await kept()).toEqual([]);
});
