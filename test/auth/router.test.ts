import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../src/auth/errors.js';
import { createEvents } from '../../src/auth/events.js';
import { createSameOrigin } from '../../src/auth/guards/same-origin.js';
import { createRouter, type RouterDeps } from '../../src/auth/router.js';
import { createReturnTo } from '../../src/auth/sign-in/return-to.js';
import { listen } from '../support/listen.js';
import { createBrowser } from '../support/browser.js';

// What the routes lead to only notes that it was reached, and with what.

let server: Awaited<ReturnType<typeof listen>>;
let reached: (readonly [string, unknown?])[];
beforeEach(() => {
  reached = [];
});
beforeAll(async () => {
  const origin = 'https://site.example';
  const noting =
    (name: string) =>
    async (_request: Request, response: Response): Promise<void> => {
      reached.push([name]);
      response.end();
    };
  const signOut: Pick<RouterDeps['signOut'], 'here' | 'everywhere'> = {
    here: noting('here'),
    everywhere: noting('everywhere'),
  };
  const start: RouterDeps['flow']['start'] = async (_request, response, going) => {
    reached.push(['start', going]);
    response.end();
  };
  const parts = {
    settings: { mountPath: '/auth', redirectUri: `${origin}/auth/callback` },
    session: { expected: (request: Request) => request },
    flow: { start, finish: noting('finish') },
    signOut,
    returnTo: createReturnTo({ settings: { basePath: '', mountPath: '/auth' } }),
    sameOrigin: createSameOrigin({ settings: { origin }, events: createEvents(undefined) }),
  };
  const app = express().use('/auth', createRouter(parts as RouterDeps));
  server = await listen(app.use(sayCode, nothing));
});
afterAll(() => server.close());

const nothing: RequestHandler = (_request, response) => void response.status(404).end();
const sayCode: ErrorRequestHandler = (error: unknown, _request, response, next) =>
  error instanceof AuthError ? void response.status(error.status).send(error.code) : next(error);

const ask = (path: string, options: Parameters<ReturnType<typeof createBrowser>['send']>[1] = {}) =>
  createBrowser().send(`${server.origin}${path}`, options);

const ownForm = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } };
const noHints = { loginHint: undefined, lang: undefined, identityProvider: undefined, screen: undefined };

describe('the routes', () => {
  test.each([
    ['/auth/sign-in', {}, [['start', { returnTo: '/', hints: noHints }]]],
    ['/auth/callback', {}, [['finish']]],
    ['/auth/sign-out', ownForm, [['here']]],
    ['/auth/sign-out-everywhere', ownForm, [['everywhere']]],
  ])('%s %j lead to what they are named for', async (path, options, expected) => {
    expect((await ask(path, options)).status).toBe(200);
    expect(reached).toEqual(expected);
  });

  test.each(['/auth/sign-in', '/auth/callback'])('%s takes GET alone, and no HEAD', async (path) => {
    for (const method of ['HEAD', 'POST', 'PUT', 'OPTIONS']) {
      const page = await ask(path, { ...ownForm, method });
      expect([page.status, page.headers.allow, page.headers['cache-control']]).toEqual([
        405,
        'GET',
        'no-store',
      ]);
    }
    expect(reached).toEqual([]);
  });

  test.each(['/auth/sign-in', '/auth/callback'])('%s is kept by no cache', async (path) => {
    expect((await ask(path)).headers['cache-control']).toBe('no-store');
  });

  test.each(['/auth/sign-out', '/auth/sign-out-everywhere'])(
    '%s is for this site’s own forms',
    async (path) => {
      const page = await ask(path, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
      expect([page.status, page.text]).toEqual([403, 'cross_site']);
      expect((await ask(path)).status).toBe(404);
      expect(reached).toEqual([]);
    },
  );
});

describe('what a link may ask of the sign-in page:', () => {
  const goingFor = async (query: string): Promise<unknown> => {
    await ask(`/auth/sign-in?${query}`);
    return reached[0]?.[1];
  };

  test.each([
    ['return_to=/account', '/account'],
    ['return_to=https://evil.example', '/'],
    ['return_to=/a&return_to=/b', '/'],
    ['', '/'],
  ])('%j comes back to %s', async (query, returnTo) => {
    expect(await goingFor(query)).toEqual({ returnTo, hints: noHints });
  });

  test.each<readonly [string, object]>([
    ['login_hint=ada@example.com', { loginHint: 'ada@example.com' }],
    [`login_hint=${'a'.repeat(256)}`, { loginHint: 'a'.repeat(256) }],
    [`login_hint=${'a'.repeat(257)}`, {}],
    ['login_hint=', {}],
    ['login_hint=a%0D%0Ab', {}],
    ['login_hint=a&login_hint=b', {}],
    ['identity_provider=Google', { identityProvider: 'Google' }],
    [`identity_provider=${'a'.repeat(128)}`, { identityProvider: 'a'.repeat(128) }],
    [`identity_provider=${'a'.repeat(129)}`, {}],
    ['screen=sign-up', { screen: 'sign-up' }],
    ['screen=forgot-password', { screen: 'forgot-password' }],
    ['screen=admin', {}],
    ['lang=tlh', {}],
    ['lang=DE', {}],
    ['lang=de&lang=en', {}],
    ['prompt=none&max_age=0&scope=admin&redirect_uri=https://evil.example', {}],
  ])('%j', async (query, hints) => {
    expect(await goingFor(query)).toEqual({ returnTo: '/', hints: { ...noHints, ...hints } });
  });

  test.each(['de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt-BR', 'zh-CN', 'zh-TW'])(
    'lang=%s, which Cognito’s pages speak',
    async (lang) => {
      expect(await goingFor(`lang=${lang}`)).toEqual({ returnTo: '/', hints: { ...noHints, lang } });
    },
  );
});
