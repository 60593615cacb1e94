import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { createGuards, type Guards } from '../../../src/auth/guards/guards.js';
import { carry, sessionKey } from '../../../src/auth/sessions/session-of-request.js';
import { createSealer } from '../../../src/auth/seal.js';
import { createSilentTries } from '../../../src/auth/sign-in/silent-tries.js';
import type { Draft } from '../../../src/auth/sign-in/drafts.js';
import { createReturnTo } from '../../../src/auth/sign-in/return-to.js';
import type { SignIn } from '../../../src/auth/store.js';
import { createBrowser } from '../../support/browser.js';
import { listen } from '../../support/listen.js';
import { sampleSignIn } from '../../support/sample-session.js';
import { settingsAt } from '../../support/settings.js';

// The guards alone: a variable says who is signed in, and a sign-in that starts is only noted.

const now = 1_800_000_000_000;
const note = { name: 'note', keeps: ['text'] };
const level = { anyLevel: ['gold', 'silver'], allMethods: ['otp'], withinSeconds: 300 };

let server: Awaited<ReturnType<typeof listen>>;
let signIn: SignIn | undefined;
let trouble: Error | undefined;
let events: { readonly event: AuthEvent; readonly request: Request | undefined }[];
let started: unknown[];
let claims: object;
let draft: Draft | undefined;
let asked: unknown[];
let guards: Guards;

beforeEach(() => {
  signIn = signInOf({});
  trouble = undefined;
  events = [];
  started = [];
  claims = {};
  draft = undefined;
  asked = [];
});

const signInOf = ({
  groups = ['staff', 'admins'],
  scopes = ['openid', 'email'],
  provenSecondsAgo = 0,
}: {
  readonly groups?: readonly string[];
  readonly scopes?: readonly string[];
  readonly provenSecondsAgo?: number;
}): SignIn => {
  const sample = sampleSignIn({ scopes, authenticatedAtMs: now - provenSecondsAgo * 1000 });
  return { ...sample, user: { ...sample.user, groups } };
};

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  if (!(error instanceof AuthError)) return void response.status(500).json({ unexpected: String(error) });
  const { code, reason, signInUrl } = error;
  response.status(error.status).json({ code, reason, signInUrl });
};

const withId: RequestHandler = (request, _response, next) => {
  carry(request, { view: { sessionID: 'the id' } as Request, owner: {}, isBlank: false });
  next();
};

beforeAll(async () => {
  const settings = settingsAt({}, { baseUrl: 'https://site.example', now: () => now });
  guards = createGuards({
    settings,
    session: { expected: (request) => request },
    access: {
      current: async () => {
        if (trouble !== undefined) throw trouble;
        return signIn;
      },
      tokens: async () => {
        const idToken = `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
        return { idToken, accessToken: 'access', refreshToken: 'refresh', nonce: 'nonce' };
      },
      refreshNow: async () => {
        throw new Error('no guard refreshes');
      },
    },
    returnTo: createReturnTo({ settings }),
    silentTries: createSilentTries({ settings, sealer: createSealer(settings.secrets) }),
    drafts: {
      of: (_request, form) => {
        asked.push(form);
        return draft;
      },
    },
    flow: {
      start: async (_request, response, going) => {
        started.push(going);
        response.redirect(303, 'https://pool.example/login');
      },
    },
    events: createEvents((event, request) => events.push({ event, request })),
  });
  const app = express()
    .use(withId)
    .all('/account', guards.requireSignIn(), ok)
    .get('/any', guards.requireAnyGroup('admins', 'owners'), ok)
    .get('/all', guards.requireAllGroups('admins', 'staff'), ok)
    .get('/scopes', guards.requireAllScopes('openid', 'email'), ok)
    .all('/recent', guards.requireRecentSignIn({ withinSeconds: 300 }), ok)
    .all('/form', guards.requireSignIn({ returnTo: '/note', form: note }), ok)
    .all(
      '/recent-form',
      guards.requireRecentSignIn({ withinSeconds: 300, returnTo: '/note', form: note }),
      ok,
    )
    .all('/level', guards.requireLevel(level), ok)
    .all('/level-form', guards.requireLevel({ ...level, returnTo: '/note', form: note }), ok)
    .get(
      '/claims',
      guards.requireClaims((said) => said['tier'] === 'gold'),
      ok,
    )
    .get(
      '/truthy',
      guards.requireClaims(() => 'yes' as never),
      ok,
    )
    .use(answerErrors);
  server = await listen(app);
});
afterAll(() => server.close());

const ok: RequestHandler = (_request, response) => void response.send('ok');

const page = (path: string, options: Parameters<ReturnType<typeof createBrowser>['send']>[1] = {}) =>
  createBrowser().send(`${server.origin}${path}`, options);
const asProgram = { headers: { accept: 'application/json' } };

const paths = ['/account', '/any', '/all', '/scopes', '/recent'];

test.each(paths)('%s lets the right person pass, and no cache keeps the answer', async (path) => {
  const { status, text, headers } = await page(path);
  expect([status, text, headers['cache-control']]).toEqual([200, 'ok', 'no-store']);
  expect(events).toEqual([]);
});

describe('who is not signed in', () => {
  test.each(paths)('is sent from the page %s to sign in and come back', async (path) => {
    signIn = undefined;
    const { status, headers } = await page(`${path}?tab=1`);
    expect([status, headers.location, headers['cache-control']]).toEqual([
      303,
      `/auth/sign-in?return_to=${encodeURIComponent(`${path}?tab=1`)}`,
      'no-store',
    ]);
  });

  test.each(paths)('gets 401 of %s where no page is asked for', async (path) => {
    signIn = undefined;
    const { status, text, headers } = await page(path, asProgram);
    expect([status, JSON.parse(text), headers.location]).toEqual([
      401,
      { code: 'not_signed_in', signInUrl: `/auth/sign-in?return_to=${encodeURIComponent(path)}` },
      undefined,
    ]);
    expect(headers['www-authenticate']).toBe('Session realm="https://site.example"');
  });
});

describe('trouble while finding out who it is', () => {
  test('that will pass goes on to the site as it is: nobody passes, and nobody is to sign in again', async () => {
    trouble = new AuthError('store_unreachable', { reason: 'network' });
    const { status, text, headers } = await page('/account');
    expect([status, JSON.parse(text)]).toEqual([503, { code: 'store_unreachable', reason: 'network' }]);
    expect(headers['www-authenticate']).toBeUndefined();
  });

  test('that stays leads back to this page by a new sign-in', async () => {
    trouble = new AuthError('pool_rejected', { reason: 'no_id_token' });
    const { status, text } = await page('/account?tab=1');
    expect([status, JSON.parse(text)]).toEqual([
      502,
      {
        code: 'pool_rejected',
        reason: 'no_id_token',
        signInUrl: '/auth/sign-in?return_to=%2Faccount%3Ftab%3D1',
      },
    ]);
  });

  test('that is a bug is told as one', async () => {
    trouble = new RangeError('a bug');
    const { status, text } = await page('/account');
    expect([status, JSON.parse(text)]).toEqual([500, { unexpected: 'RangeError: a bug' }]);
  });
});

describe('who lacks a right gets 403, and is never sent round in a circle:', () => {
  test.each<readonly [string, Parameters<typeof signInOf>[0], 'group' | 'scope']>([
    ['/any', { groups: ['staff'] }, 'group'],
    ['/any', { groups: [] }, 'group'],
    ['/any', { groups: ['Admins'] }, 'group'],
    ['/all', { groups: ['admins'] }, 'group'],
    ['/all', { groups: ['staff', 'owners'] }, 'group'],
    ['/scopes', { scopes: ['openid'] }, 'scope'],
    ['/scopes', { scopes: [] }, 'scope'],
  ])('%s for %j (F-M1)', async (path, rights, missing) => {
    signIn = signInOf(rights);
    const { status, text, headers } = await page(path);
    expect([status, JSON.parse(text), headers.location]).toEqual([
      403,
      { code: 'forbidden', reason: `missing_${missing}` },
      undefined,
    ]);
    expect(headers['www-authenticate']).toBeUndefined();
    const session = sessionKey('the id').slice(0, 8);
    expect(events).toEqual([
      { event: { type: 'forbidden', missing, session, userId: signIn.user.id }, request: expect.anything() },
    ]);
  });

  test('one of several groups is enough where any will do', async () => {
    signIn = signInOf({ groups: ['owners'] });
    expect((await page('/any')).status).toBe(200);
  });
});

describe('where the sign-in must be recent', () => {
  test('it may be as old as the guard says, and no older', async () => {
    signIn = signInOf({ provenSecondsAgo: 300 });
    expect((await page('/recent')).status).toBe(200);
    signIn = signInOf({ provenSecondsAgo: 300.001 });
    expect((await page('/recent?x=1')).headers.location).toBe('https://pool.example/login');
    expect(started).toEqual([{ returnTo: '/recent?x=1', hints: { maxAgeSeconds: 300 } }]);
    expect(events.map(({ event }) => event.type)).toEqual(['recent_sign_in_required']);
    expect(events[0]).toMatchObject({ event: { userId: signIn.user.id }, request: expect.anything() });
  });

  test('a program is told where, and nothing is started', async () => {
    signIn = signInOf({ provenSecondsAgo: 301 });
    const { status, text } = await page('/recent', asProgram);
    expect([status, JSON.parse(text), started]).toEqual([
      401,
      { code: 'recent_sign_in_required', signInUrl: '/auth/sign-in?return_to=%2Frecent&max_age=300' },
      [],
    ]);
  });

  test('of which the pool never said when it was, it is not', async () => {
    const { authenticatedAtMs: _unknown, ...rest } = signInOf({});
    signIn = { ...rest, authenticatedAtMs: undefined };
    expect((await page('/recent')).headers.location).toBe('https://pool.example/login');
  });

  test('a script of this site is told where as well, whatever it accepts', async () => {
    signIn = signInOf({ provenSecondsAgo: 301 });
    const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' };
    expect([(await page('/recent', { headers })).status, started]).toEqual([401, []]);
  });

  test('no time at all is a number of seconds as well', () => {
    expect(() => guards.requireRecentSignIn({ withinSeconds: 0 })).not.toThrow();
  });

  test.each([-1, Number.NaN, Infinity])(
    '%p is no number of seconds, which is found at start',
    (withinSeconds) => {
      expect(() => guards.requireRecentSignIn({ withinSeconds })).toThrow(
        new TypeError('requireRecentSignIn needs withinSeconds, a number of seconds'),
      );
    },
  );

  test('a form that was sent is not a place to come back to', async () => {
    signIn = signInOf({ provenSecondsAgo: 301 });
    await page('/recent', { method: 'POST' });
    expect(started).toMatchObject([{ returnTo: '/' }]);
  });
});

describe('where a level is asked for', () => {
  const proven = (changes: Partial<SignIn> = {}): SignIn => ({
    ...signInOf({}),
    level: 'silver',
    methods: ['pwd', 'otp'],
    ...changes,
  });

  test('it opens to a sign-in that has it, and is recent enough', async () => {
    signIn = proven({ authenticatedAtMs: now - 300_000 });
    expect([(await page('/level')).text, events, started]).toEqual(['ok', [], []]);
  });

  test.each<readonly [Partial<SignIn>, string]>([
    [{ level: undefined }, 'level_not_said'],
    [{ level: 'bronze' }, 'level_is_another'],
    [{ methods: undefined }, 'method_is_missing'],
    [{ authenticatedAtMs: now - 300_001 }, 'sign_in_is_not_recent'],
  ])('a person with %j is sent to get it, and it is told why: %s', async (changes, reason) => {
    signIn = proven(changes);
    expect((await page('/level?x=1')).headers.location).toBe('https://pool.example/login');
    expect(started).toEqual([{ returnTo: '/level?x=1', hints: { level } }]);
    const session = sessionKey('the id').slice(0, 8);
    const event = { type: 'level_required', reason, session, userId: signIn.user.id };
    expect(events).toMatchObject([{ event, request: expect.anything() }]);
  });

  test.each([asProgram, { headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' } }])(
    'who cannot be sent is told what is missing (%j)',
    async (options) => {
      signIn = proven({ level: 'bronze' });
      const { status, text } = await page('/level', options);
      const signInUrl = '/auth/sign-in?return_to=%2Flevel&acr_values=gold+silver&max_age=0';
      expect([status, JSON.parse(text), started]).toEqual([
        403,
        { code: 'authentication_level_required', reason: 'level_is_another', signInUrl },
        [],
      ]);
    },
  );

  test('nothing at all is no level, which is found at start', () => {
    expect(() => guards.requireLevel({})).toThrow(
      new TypeError('requireLevel needs a level, a method or a time'),
    );
    expect(() => guards.requireLevel({ anyLevel: [] })).toThrow(/^requireLevel needs names/);
  });
});

describe('where a claim is asked for', () => {
  test('the ID token that is kept decides', async () => {
    claims = { tier: 'gold' };
    expect((await page('/claims')).text).toBe('ok');
    claims = { tier: 'silver' };
    const { status, text } = await page('/claims');
    expect([status, JSON.parse(text)]).toEqual([403, { code: 'forbidden', reason: 'missing_claim' }]);
    expect(events).toMatchObject([{ event: { type: 'forbidden', missing: 'claim' } }]);
  });

  test('an answer that is not true does not hold, whatever else it is', async () => {
    expect((await page('/truthy')).status).toBe(403);
  });

  test('what is no function is a mistake that is found at start', () => {
    expect(() => guards.requireClaims('tier' as never)).toThrow(
      new TypeError('requireClaims needs a function'),
    );
  });
});

describe('what was typed into a form', () => {
  const typed = {
    issuer: 'https://issuer.example',
    sub: 'ada',
    form: 'note',
    fields: { text: 'x' },
    keptAtMs: 1,
  };

  test('goes with the sign-in that follows, and comes back to the page of the form', async () => {
    [signIn, draft] = [undefined, typed];
    const { headers } = await page('/form', { method: 'POST' });
    expect(headers.location).toBe('https://pool.example/login');
    expect(started).toEqual([{ returnTo: '/note', hints: {}, draft: typed }]);
    expect(asked).toEqual([note]);
  });

  test('goes with a step-up as well', async () => {
    [signIn, draft] = [signInOf({ provenSecondsAgo: 301 }), typed];
    await page('/recent-form', { method: 'POST' });
    expect(started).toEqual([{ returnTo: '/note', hints: { maxAgeSeconds: 300 }, draft: typed }]);
  });

  test('and with one for a level, of which the form is no part', async () => {
    [signIn, draft] = [signInOf({}), typed];
    await page('/level-form', { method: 'POST' });
    expect(started).toEqual([{ returnTo: '/note', hints: { level }, draft: typed }]);
  });

  test('nor does a person who has to sign in first for a level lose it, or the way back', async () => {
    [signIn, draft] = [undefined, typed];
    await page('/level-form', { method: 'POST' });
    expect(started).toEqual([{ returnTo: '/note', hints: {}, draft: typed }]);
    draft = undefined;
    const { headers } = await page('/level-form', { method: 'POST' });
    expect(headers.location).toBe('/auth/sign-in?return_to=%2Fnote');
  });

  test('is not looked for where nothing was sent, or no form is named', async () => {
    [signIn, draft] = [undefined, typed];
    expect((await page('/form')).headers.location).toBe('/auth/sign-in?return_to=%2Fform');
    expect((await page('/account', { method: 'POST' })).headers.location).toBe('/auth/sign-in?return_to=%2F');
    expect([asked, started]).toEqual([[], []]);
  });

  test('is lost without a good mark, and the person signs in all the same', async () => {
    signIn = undefined;
    const { headers } = await page('/form', { method: 'POST' });
    expect(headers.location).toBe('/auth/sign-in?return_to=%2Fnote');
  });

  test('is not what a failure leads back to: that is the page of the form', async () => {
    trouble = new AuthError('pool_rejected', { reason: 'no_id_token' });
    expect(JSON.parse((await page('/form', { method: 'POST' })).text)).toMatchObject({
      signInUrl: '/auth/sign-in?return_to=%2Fnote',
    });
  });
});

test.each([
  ['requireAnyGroup', () => guards.requireAnyGroup()],
  ['requireAllGroups', () => guards.requireAllGroups()],
  ['requireAllScopes', () => guards.requireAllScopes()],
])('%s without a name is a mistake that is found at start', (name, make) => {
  expect(make).toThrow(new TypeError(`${name} needs at least one name`));
});
