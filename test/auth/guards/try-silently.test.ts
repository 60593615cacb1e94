import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { trySilently } from '../../../src/auth/guards/try-silently.js';
import { createReturnTo } from '../../../src/auth/sign-in/return-to.js';
import type { SilentTries } from '../../../src/auth/sign-in/silent-tries.js';
import type { SignIn } from '../../../src/auth/store.js';
import { createBrowser } from '../../support/browser.js';
import { listen } from '../../support/listen.js';
import { sampleSignIn } from '../../support/sample-session.js';
import { settingsAt } from '../../support/settings.js';

// The handler alone: variables say who is signed in and whether this browser was asked, and a sign-in is only noted.

let server: Awaited<ReturnType<typeof listen>>;
let signIn: SignIn | undefined;
let trouble: Error | undefined;
let state: ReturnType<SilentTries['stateOf']>;
let done: unknown[];
let reached: number;
let uses = 0;
let isExpected = true;

beforeEach(() => {
  [signIn, trouble, state, done, isExpected] = [undefined, undefined, 'may be asked', [], true];
  reached = 0;
});

const notExpected = async (): Promise<never> => {
  throw new Error('not asked for here');
};

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) =>
  void response.status(500).send(String(error));

beforeAll(async () => {
  const handler = trySilently({
    session: {
      expected: (request) => {
        if (!isExpected) throw new Error('no auth.session before this');
        return request;
      },
    },
    access: {
      current: async () => {
        if (trouble !== undefined) throw trouble;
        return signIn;
      },
      tokens: notExpected,
      refreshNow: notExpected,
    },
    returnTo: createReturnTo({ settings: settingsAt({}, { baseUrl: 'https://site.example' }) }),
    flow: {
      start: async (_request, response, going) => {
        done.push(going);
        response.redirect(303, 'https://pool.example/login');
      },
    },
    silentTries: {
      stateOf: () => state,
      allow: () => void done.push('allowed'),
      markAsked: () => void done.push('asked'),
      markSignedOut: () => void done.push('signed out'),
      use: () => void (uses += 1),
    },
  });
  server = await listen(express().all('/page', handler, ok).use(answerErrors));
});
afterAll(() => server.close());

const ok: RequestHandler = (_request: Request, response) => {
  reached += 1;
  if (!response.headersSent) response.send('ok');
};

const page = (options: Parameters<ReturnType<typeof createBrowser>['send']>[1] = {}) =>
  createBrowser().send(`${server.origin}/page?x=1`, options);

test('a visitor is sent to the pool for a look, and comes back to this page; no cache keeps that', async () => {
  const { headers } = await page();
  expect([headers.location, headers['cache-control']]).toEqual(['https://pool.example/login', 'no-store']);
  expect(done).toEqual(['asked', { returnTo: '/page?x=1', hints: { isSilent: true } }]);
  expect(reached).toBe(0);
});

test('that this page asks is known from the start', () => {
  expect(uses).toBe(1);
});

test.each([
  ['asked', []],
  ['never', ['allowed']],
] as const)('a browser that is in the state %s sees the page', async (was, expected) => {
  state = was;
  expect([(await page()).text, done]).toEqual(['ok', expected]);
});

test('who is signed in sees the page, and nothing is asked', async () => {
  signIn = sampleSignIn();
  expect([(await page()).text, done]).toEqual(['ok', []]);
});

test.each<readonly [string, Parameters<typeof page>[0]]>([
  ['sends a form', { method: 'POST' }],
  ['wants no page', { headers: { accept: 'application/json' } }],
  ['fetches ahead', { headers: { 'sec-purpose': 'prefetch' } }],
  ['embeds the page', { headers: { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' } }],
])('who %s is not sent anywhere', async (_what, options) => {
  expect([(await page(options)).text, done]).toEqual(['ok', []]);
});

test('a pool or a store that is away keeps nobody from the page', async () => {
  trouble = new AuthError('store_unreachable', { reason: 'network' });
  expect([(await page()).text, done]).toEqual(['ok', []]);
});

test('a bug is told as one, and so is a site without sessions', async () => {
  trouble = new RangeError('a bug');
  expect((await page()).text).toBe('RangeError: a bug');
  [trouble, isExpected] = [undefined, false];
  expect((await page()).text).toBe('Error: no auth.session before this');
});
