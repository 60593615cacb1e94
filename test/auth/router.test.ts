import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { AuthError } from '../../src/auth/errors.js';
import { createEvents } from '../../src/auth/events.js';
import { createSameOrigin } from '../../src/auth/guards/same-origin.js';
import { createNotReached, createRouter, type RouterDeps } from '../../src/auth/router.js';
import { createReturnTo } from '../../src/auth/sign-in/return-to.js';
import { listen } from '../support/listen.js';
import { createBrowser } from '../support/browser.js';

// What the routes lead to only notes that it was reached, and with what.

let server: Awaited<ReturnType<typeof listen>>;
let rootServer: typeof server;
let reached: (readonly [string, unknown?])[];
beforeEach(() => {
  reached = [];
});
const origin = 'https://site.example';
beforeAll(async () => {
  const noting =
    (name: string) =>
    async (request: Request, response: Response): Promise<void> => {
      reached.push([name]);
      response.status(request.query['nothing'] === undefined ? 200 : 404).end();
    };
  const signOut: Pick<RouterDeps['signOut'], 'here' | 'everywhere'> = {
    here: noting('here'),
    everywhere: noting('everywhere'),
  };
  const start: RouterDeps['flow']['start'] = async (_request, response, going) => {
    reached.push(['start', going]);
    response.end();
  };
  const session: RouterDeps['session'] = {
    expected,
    status: () => ({ signedIn: false }),
  };
  const parts = {
    settings: { mountPath: '/auth', redirectUri: `${origin}/auth/callback` },
    session,
    flow: { start, finish: noting('finish') },
    signOut,
    returnTo: createReturnTo({ settings: { basePath: '', mountPath: '/auth' } }),
    sameOrigin: createSameOrigin({ settings: { origin }, events: createEvents(undefined) }),
  };
  const router = createRouter(parts as RouterDeps);
  const withList = { ...parts.settings, providers: ['Google', 'corp.example'] };
  const notReached = createNotReached({ ...parts.settings, basePath: '' });
  const shop = express().use(notReached).use('/auth', router);
  const app = express()
    .use('/shop', shop)
    .use(notReached)
    .use('/auth', router)
    .use('/listed/auth', createRouter({ ...(parts as RouterDeps), settings: withList }))
    .use('/AUTH-of-ours/Auth', router)
    .use('/login', router)
    .use('/known/auth/sign-in', (_request, response) => void response.send('a page of the app'));
  server = await listen(app.use(sayCode, nothing));
  rootServer = await listen(express().use(router, sayCode));
});
afterAll(async () => {
  await server.close();
  await rootServer.close();
});

const nothing: RequestHandler = (_request, response) => void response.status(404).end();
const sayCode: ErrorRequestHandler = (error: unknown, _request, response, _next) =>
  error instanceof AuthError
    ? void response.status(error.status).send(error.code)
    : void response.status(500).send(String(error));

// As it is when `auth.session` of the same createAuth has not run.
const expected = (request: Request): Request => {
  if (request.headers['x-no-session'] !== undefined)
    throw new Error('auth.session: this request has not passed it');
  return request;
};

const ask = (path: string, options: Parameters<ReturnType<typeof createBrowser>['send']>[1] = {}) =>
  createBrowser().send(`${server.origin}${path}`, options);

const ownForm = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } };
const noHints = {
  loginHint: undefined,
  lang: undefined,
  identityProvider: undefined,
  idpIdentifier: undefined,
  prompt: undefined,
  screen: undefined,
};

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

describe('/auth/session', () => {
  test('tells scripts of this site how the session is, and is kept by no cache', async () => {
    const page = await ask('/auth/session', { headers: { 'sec-fetch-site': 'same-origin' } });
    expect([page.status, page.text]).toEqual([200, '{"signedIn":false}']);
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('may not even be read from elsewhere', async () => {
    const page = await ask('/auth/session', { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([page.status, page.text]).toEqual([403, 'cross_site']);
  });
});

describe('what a link may ask of the sign-in page:', () => {
  const goingFor = async (query: string, mount = '/auth'): Promise<unknown> => {
    await ask(`${mount}/sign-in?${query}`);
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
    ['idp_identifier=corp.example', { idpIdentifier: 'corp.example' }],
    [`idp_identifier=${'a'.repeat(129)}`, {}],
    ['prompt=select_account', { prompt: 'select_account' }],
    ['screen=sign-up', { screen: 'sign-up' }],
    ['screen=forgot-password', { screen: 'forgot-password' }],
    ['screen=admin', {}],
    ['lang=tlh', {}],
    ['lang=DE', {}],
    ['lang=de&lang=en', {}],
    ['prompt=none&scope=admin&redirect_uri=https://evil.example', {}],
    ['max_age=300', { maxAgeSeconds: 300 }],
    ['acr_values=urn:cognito:loa:4', { level: { anyLevel: ['urn:cognito:loa:4'] } }],
    ['acr_values=gold+silver&max_age=0', { level: { anyLevel: ['gold', 'silver'], withinSeconds: 0 } }],
    ['max_age=300&max_age=0&acr_values=gold&acr_values=silver', {}],
    ['max_age[]=300&acr_values[a]=gold', {}],
  ])('%j', async (query, hints) => {
    expect(await goingFor(query)).toEqual({ returnTo: '/', hints: { ...noHints, ...hints } });
  });

  test.each<readonly [string, object]>([
    ['identity_provider=Google', { identityProvider: 'Google' }],
    ['identity_provider=Facebook', {}],
    ['idp_identifier=corp.example', { idpIdentifier: 'corp.example' }],
    ['idp_identifier=evil.example', {}],
    ['', {}],
  ])('%j, where the app says which providers there are', async (query, hints) => {
    expect(await goingFor(query, '/listed/auth')).toEqual({ returnTo: '/', hints: { ...noHints, ...hints } });
  });

  test.each(['de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt-BR', 'zh-CN', 'zh-TW'])(
    'lang=%s, which Cognito’s pages speak',
    async (lang) => {
      expect(await goingFor(`lang=${lang}`)).toEqual({ returnTo: '/', hints: { ...noHints, lang } });
    },
  );
});

const paths = ['/sign-in', '/callback', '/sign-out', '/sign-out-everywhere'];
const optionsFor = (path: string) => (path.startsWith('/sign-out') ? ownForm : {});

describe('where the router is mounted', () => {
  test.each(paths)('is where the option says, with whatever stands before it: %s', async (path) => {
    for (const mount of ['/auth', '/shop/auth', '/AUTH', '/AUTH-of-ours/Auth'])
      expect((await ask(`${mount}${path}`, optionsFor(path))).status).toBe(200);
    expect(reached).toHaveLength(4);
  });

  test.each(paths)('or the developer is told, before anything is spent: %s', async (path) => {
    const page = await ask(`/login${path}`, optionsFor(path));
    expect([page.status, page.text]).toEqual([
      500,
      "Error: auth.router is mounted at /login, but the option mountPath is /auth. Write app.use('/auth', auth.router), or set mountPath to where it is; https://site.example/auth/callback is the callback URL that the pool must know, and moves with it.",
    ]);
    expect(reached).toEqual([]);
  });

  test('or without any path', async () => {
    const page = await createBrowser().send(`${rootServer.origin}/callback`);
    expect(page.text).toContain('auth.router is mounted without a path, but the option mountPath is /auth.');
  });

  test.each(paths)('comes after auth.session: %s', async (path) => {
    const { headers = {}, ...options } = optionsFor(path) as { readonly headers?: Record<string, string> };
    const page = await ask(`/auth${path}`, { ...options, headers: { ...headers, 'x-no-session': 'yes' } });
    expect([page.status, page.text]).toEqual([500, 'Error: auth.session: this request has not passed it']);
    expect(reached).toEqual([]);
  });
});

describe('where nothing answers at the sign-in’s own addresses', () => {
  let warnings: unknown[][];
  let app: Awaited<ReturnType<typeof listen>>;
  beforeEach(async () => {
    warnings = [];
    jest.spyOn(process, 'emitWarning').mockImplementation((...warning) => void warnings.push(warning));
    // New for each test: each tells once.
    const notReached = createNotReached({ basePath: '/Site', mountPath: '/Auth' });
    app = await listen(
      express()
        .use(notReached)
        .all(
          ['/:status/auth/sign-in', '/site/auth/sign-in', '/auth/sign-in', '/auth/callback'],
          answerAsAsked,
        )
        .get('/page/auth/sign-in', (_request, response) => void response.send('a page'))
        .get('/gone/auth/sign-in', (_request, response) => void response.status(410).end())
        .use(nothing),
    );
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await app.close();
  });
  const answerAsAsked: RequestHandler = ({ query }, response, next) =>
    query['as'] === undefined ? next() : void response.status(Number(query['as'])).end();
  const statusOf = async (path: string, options = {}) =>
    (await createBrowser().send(`${app.origin}${path}`, options)).status;

  test.each(['/auth/sign-in', '/Auth/callback', '/shop/auth/sign-in?return_to=/a'])(
    '%s is told, once, and what to do',
    async (path) => {
      expect([await statusOf(path), await statusOf(path)]).toEqual([404, 404]);
      expect(warnings).toEqual([
        [
          "Nothing answers at /Auth/sign-in: write app.use('/Auth', auth.router), or set the option mountPath to where the router is.",
          { type: 'AuthWarning', code: 'AUTH_ROUTER_NOT_REACHED' },
        ],
      ]);
    },
  );

  test.each([
    '/auth',
    '/auth/sign-out',
    '/auth/sign-in/more',
    '/other',
    '/other?a=/auth/sign-in',
    '/sign-in',
  ])('%s is none of them', async (path) => {
    expect(await statusOf(path)).toBe(404);
    expect(warnings).toEqual([]);
  });

  test('whatever answers, but that nothing is there, is the app’s own business', async () => {
    expect([await statusOf('/page/auth/sign-in'), await statusOf('/gone/auth/sign-in')]).toEqual([200, 410]);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['/auth/sign-in', 200],
    ['/Auth/Sign-In', 302],
    ['/site/auth/sign-in', 401],
    ['/auth/callback', 410],
  ])('something else at %s, which answers %i, is told, once, and what to do', async (path, status) => {
    expect([await statusOf(`${path}?as=${status}`), await statusOf(path)]).toEqual([status, 404]);
    expect(warnings).toEqual([
      [
        `Something else than auth.router answers at ${path.toLowerCase()}: write app.use('/Auth', auth.router) in front of it, or set the option mountPath to where the router is.`,
        { type: 'AuthWarning', code: 'AUTH_ROUTER_NOT_REACHED' },
      ],
    ]);
  });

  test.each([
    ['a session store that is away', '/auth/sign-in?as=503', {}],
    ['a failure', '/auth/sign-in?as=500', {}],
    ['a limit', '/auth/sign-in?as=429', {}],
    ['an answer to a preflight', '/auth/sign-in?as=204', { method: 'OPTIONS' }],
    ['a page below another path', '/page/auth/sign-in?as=200', {}],
  ])('%s in front of the router is not in its place', async (_what, path, options) => {
    await statusOf(path, options);
    expect(warnings).toEqual([]);
  });

  test('and the router that answers 404 itself has been reached', async () => {
    expect((await ask('/auth/callback?nothing')).status).toBe(404);
    expect(reached).toEqual([['finish']]);
    expect(warnings).toEqual([]);
  });
});
