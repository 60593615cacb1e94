import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { settingsFrom } from '../../../src/auth/options.js';
import type { SignInHints } from '../../../src/auth/pool/hint-parameters.js';
import type { Pool, TokenResponse } from '../../../src/auth/pool/pool.js';
import { createSealer } from '../../../src/auth/seal.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { sessionKey } from '../../../src/auth/sessions/session-of-request.js';
import { createPendingSignIns, digestOf, type PendingSignIn } from '../../../src/auth/sign-in/pending.js';
import { LevelError } from '../../../src/auth/sign-in/open-session.js';
import { createResumptions } from '../../../src/auth/sign-in/resumptions.js';
import { createReturnTo } from '../../../src/auth/sign-in/return-to.js';
import { createSignInFlow, type SignInFlow } from '../../../src/auth/sign-in/sign-in.js';
import type { Going } from '../../../src/auth/sign-in/trip.js';
import type { Person, Session, SessionStore } from '../../../src/auth/store.js';
import { exchangeOf, type Exchange, type ExchangeOptions } from '../../support/exchange.js';
import { sampleSignIn, sampleTokens } from '../../support/sample-session.js';
import { testSecret } from '../../support/secret.js';

// The flow with its cookies; what the pool does, and what opening a session comes to, is a function each. What happens is
// noted in its order.

const otherIssuer = 'https://issuer.example';
const cognito = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI';
const poolPage = 'https://pool.example/authorize';

type Cookies = Readonly<Record<string, string>>;

let time: number;
let store: SessionStore;
let happened: unknown[];
/** How often somebody was sent to the pool. */
let sent: number;
let events: AuthEvent[];
let issuer: string;
let baseUrl: string;
let poolSignOut: string | undefined;
/** What goes wrong at each of these steps. */
let trouble: Partial<Record<'page' | 'addresses' | 'keys' | 'redeem' | 'embedded', Error>>;
let opened: (pending: PendingSignIn) => Session;

beforeEach(() => {
  time = 1_800_000_000_000;
  happened = [];
  sent = 0;
  events = [];
  issuer = otherIssuer;
  baseUrl = 'http://localhost:3000';
  poolSignOut = 'https://pool.example/logout';
  trouble = {};
  opened = () => ada;
  store = createMemoryStore({ now: () => time });
});

const ada: Session = { signIn: sampleSignIn(), tokens: sampleTokens() };
const tokens: TokenResponse = {
  idToken: 'id',
  accessToken: 'access',
  refreshToken: 'refresh',
  expiresInSeconds: 3600,
  scopes: undefined,
};
const discard = (): void => undefined;

const note = (what: string, error?: Error): void => {
  happened.push(what);
  if (error !== undefined) throw error;
};

const flow = (): SignInFlow => {
  const settings = settingsFrom({
    pool: { issuer, clientId: 'client' },
    baseUrl,
    secrets: [testSecret],
    store,
    now: () => time,
  });
  const sealer = createSealer([testSecret]);
  const pool: Pick<Pool, 'authorizationUrl' | 'addresses' | 'redeem' | 'signOutUrl'> = {
    authorizationUrl: async (hints: SignInHints) => {
      note(`to the pool, ${JSON.stringify(hints)}`, trouble.page);
      sent += 1;
      const state = `state ${sent}`;
      return {
        url: `${poolPage}?state=${encodeURIComponent(state)}`,
        secrets: { state, nonce: 'the nonce', codeVerifier: 'the verifier' },
      };
    },
    addresses: async () => {
      note('addresses', trouble.addresses);
      return {} as Awaited<ReturnType<Pool['addresses']>>;
    },
    redeem: async ({ params, secrets, discard: letGo }) => {
      expect(letGo).toBe(discard);
      note(`${params.get('code')} redeemed with ${secrets.codeVerifier}`, trouble.redeem);
      return tokens;
    },
    signOutUrl: async (idToken) => {
      note(`to be signed out, with ${String(idToken)}`);
      return poolSignOut;
    },
  };
  return createSignInFlow({
    settings,
    pool: pool as Pool,
    verifier: { ready: async () => note('keys', trouble.keys) },
    pendingSignIns: createPendingSignIns({ settings, sealer, store }),
    resumptions: createResumptions({ settings, sealer, store }),
    refuseEmbedding: () => {
      if (trouble.embedded !== undefined) throw trouble.embedded;
    },
    revoker: { discard },
    openSession: async (_request, pending, response) => {
      expect(response).toBe(tokens);
      note('opened');
      return opened(pending);
    },
    drafts: { handOver: () => undefined },
    endSignIns: { beyondCap: async ({ id }: Person) => note(`no more than ${id} may have`) },
    returnTo: createReturnTo({ settings }),
    events: createEvents((event, request) => events.push({ ...event, ...(request && { of: request }) })),
  });
};

const at = (url: string, options: ExchangeOptions = {}): Exchange =>
  exchangeOf({ url, session: { id: 'the id', data: {} }, ...options });

const start = async (going: Partial<Going> = {}, options: ExchangeOptions = {}) => {
  const exchange = at('/auth/sign-in', options);
  await flow().start(exchange.request, exchange.response, { returnTo: '/account', hints: {}, ...going });
  return exchange;
};

/** A browser that is at the pool: its cookies, and the state that it brings back. */
const away = async (going?: Partial<Going>) => {
  const { answer } = await start(going);
  const { location = '', cookies } = answer();
  happened = [];
  events = [];
  return { cookies, state: new URL(location).searchParams.get('state') ?? '' };
};

const back = (query: Record<string, string>, cookies: Cookies, session: object = {}): Exchange =>
  at(`/auth/callback?${new URLSearchParams(query).toString()}`, {
    cookies,
    session: { id: 'the id', data: session },
  });

const finish = async ({ request, response }: Exchange): Promise<void> => flow().finish(request, response);

/** How a refused sign-in is answered. */
const refusalOf = async (work: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await work.then(
    () => 'not refused',
    (failure: unknown) => failure,
  );
  return error instanceof AuthError
    ? { code: error.code, reason: error.reason, signInUrl: error.signInUrl }
    : error;
};
const again = '/auth/sign-in?return_to=%2Faccount';
const home = '/auth/sign-in?return_to=%2F';

describe('starting a sign-in', () => {
  test('sends the browser to the pool, with a cookie, and keeps no cache of it', async () => {
    const { request, answer } = await start({ hints: { lang: 'de' } });
    expect(happened).toEqual(['to the pool, {"lang":"de"}']);
    expect(answer()).toMatchObject({
      status: 303,
      location: `${poolPage}?state=state%201`,
      headers: { 'cache-control': 'no-store' },
    });
    expect(Object.keys(answer().cookies)).toEqual([`signin.${digestOf('state 1')}`]);
    expect(events).toEqual([{ type: 'sign_in_started', isStepUp: false, of: request }]);
  });

  test.each([0, 300])('that asks for a proof of the last %i seconds is a step-up', async (maxAgeSeconds) => {
    await start({ hints: { maxAgeSeconds } });
    expect(events).toMatchObject([{ type: 'sign_in_started', isStepUp: true }]);
  });

  test('is nothing for a browser that fetches ahead', async () => {
    trouble.embedded = new AuthError('cross_site');
    const { answer } = await start({}, { headers: { 'sec-purpose': 'prefetch' } });
    expect(answer()).toMatchObject({ status: 204, isOver: true, headers: { 'cache-control': 'no-store' } });
    expect([happened, events]).toEqual([[], []]);
  });

  test('is refused to a page that embeds the address', async () => {
    trouble.embedded = new AuthError('cross_site', { reason: 'embedded' });
    expect(await refusalOf(start())).toEqual({ code: 'cross_site', reason: 'embedded' });
    expect([happened, events]).toEqual([[], []]);
  });

  test('is for a person: a script is told which address to send its person to', async () => {
    const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' };
    expect(await refusalOf(start({}, { headers }))).toEqual({
      code: 'not_signed_in',
      reason: 'asked_by_script',
      signInUrl: again,
    });
    expect([happened, events]).toEqual([[], []]);
  });

  test('is refused over plain http where the site is https: its session could not be opened', async () => {
    baseUrl = 'https://site.example';
    expect(String(await refusalOf(start()))).toContain("write app.set('trust proxy', 1)");
    expect([happened, events]).toEqual([[], []]);
  });

  test('goes on there where nobody asked for it: a page that anybody may see does not fail for that', async () => {
    baseUrl = 'https://site.example';
    expect((await start({ hints: { isSilent: true } })).answer().status).toBe(303);
  });

  test('that fails is told once, and with the address that starts it again', async () => {
    trouble.page = new AuthError('pool_unreachable', { reason: 'network' });
    expect(await refusalOf(start())).toEqual({
      code: 'pool_unreachable',
      reason: 'network',
      signInUrl: again,
    });
    expect(events).toMatchObject([
      { type: 'sign_in_failed', code: 'pool_unreachable', reason: 'network', of: expect.anything() },
    ]);
  });

  test('over a mistake of our own fails as it is', async () => {
    trouble.page = new TypeError('a mistake');
    await expect(start()).rejects.toBe(trouble.page);
    expect(events).toEqual([]);
  });
});

describe('coming back from the pool', () => {
  test('opens a session, step by step, and leads to where the person was going', async () => {
    const { cookies, state } = await away();
    time += 3000;
    const exchange = back({ code: 'the code', state }, cookies);
    await finish(exchange);
    expect(happened).toEqual([
      'addresses',
      'keys',
      'the code redeemed with the verifier',
      'opened',
      `no more than ${ada.signIn.user.id} may have`,
    ]);
    expect(exchange.answer()).toMatchObject({
      status: 303,
      location: '/account',
      headers: { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
    expect(Object.values(exchange.answer().cookies)).toEqual(['']);
    expect(events).toEqual([
      {
        type: 'sign_in_succeeded',
        durationMs: 3000,
        isStepUp: false,
        session: sessionKey('the id').slice(0, 8),
        userId: ada.signIn.user.id,
        of: exchange.request,
      },
    ]);
  });

  test('opens the session for the trip that began', async () => {
    const trips: PendingSignIn[] = [];
    opened = (pending) => {
      trips.push(pending);
      return ada;
    };
    const { cookies, state } = await away({ hints: { maxAgeSeconds: 300, loginHint: 'ada' } });
    await finish(back({ code: 'c', state }, cookies));
    expect(trips).toMatchObject([
      { returnTo: '/account', isStepUp: true, maxAgeSeconds: 300, startedAtMs: time },
    ]);
    expect(trips[0]).not.toHaveProperty('hints');
  });

  test('leads home where what was sealed is no place to return to by the rules of today', async () => {
    const { cookies, state } = await away({ returnTo: '//evil.example' });
    const exchange = back({ code: 'c', state }, cookies);
    await finish(exchange);
    expect(exchange.answer().location).toBe('/');
  });

  test('with a query that no pool would send is refused, and nothing is used up', async () => {
    const { cookies, state } = await away();
    const strange = back({ code: 'c', state, id_token: 'x' }, cookies);
    expect(await refusalOf(finish(strange))).toEqual({
      code: 'sign_in_invalid',
      reason: 'token_in_url',
      signInUrl: again,
    });
    expect([happened, strange.answer().cookies]).toEqual([[], {}]);
    expect(events).toMatchObject([{ type: 'sign_in_failed', reason: 'token_in_url' }]);
  });

  test('in a browser that began no such sign-in is refused: the code may be an attacker’s', async () => {
    const { state } = await away();
    expect(await refusalOf(finish(back({ code: 'c', state }, {})))).toEqual({
      code: 'sign_in_expired',
      reason: 'no_pending_sign_in',
      signInUrl: home,
    });
    expect(happened).toEqual([]);
  });

  test('too late is refused, and the way back is kept', async () => {
    const { cookies, state } = await away();
    time += 10 * 60_000;
    expect(await refusalOf(finish(back({ code: 'c', state }, cookies)))).toMatchObject({
      code: 'sign_in_expired',
      signInUrl: again,
    });
  });

  test('for the second time leads home whom that sign-in has signed in: it is a reload', async () => {
    const { state } = await away();
    const signIn = sampleSignIn({ openedBy: digestOf(state) });
    const exchange = back({ code: 'c', state }, {}, { signIn });
    await finish(exchange);
    expect(exchange.answer()).toMatchObject({ status: 303, location: '/' });
    expect([happened, events]).toEqual([[], []]);
  });

  test('with the state of another sign-in than this session’s is no reload', async () => {
    const { state } = await away();
    const exchange = back({ code: 'c', state }, {}, { signIn: sampleSignIn() });
    expect(await refusalOf(finish(exchange))).toMatchObject({ reason: 'no_pending_sign_in' });
  });

  test('with a copy of a callback that was used is refused, and no code is redeemed again', async () => {
    const { cookies, state } = await away();
    const copies = [back({ code: 'c', state }, cookies), back({ code: 'c', state }, cookies)];
    const outcomes = await Promise.all(copies.map((copy) => refusalOf(finish(copy))));
    expect(outcomes).toEqual([
      'not refused',
      { code: 'sign_in_expired', reason: 'already_used', signInUrl: again },
    ]);
    expect(happened.filter((what) => what === 'opened')).toHaveLength(1);
  });

  test.each(['addresses', 'keys'] as const)(
    'while the pool is away (%s) uses nothing up: a reload works',
    async (step) => {
      const { cookies, state } = await away();
      trouble[step] = new AuthError('pool_timeout', { reason: 'deadline' });
      const first = back({ code: 'c', state }, cookies);
      expect(await refusalOf(finish(first))).toMatchObject({ code: 'pool_timeout', signInUrl: again });
      expect(first.answer().cookies).toEqual({});
      trouble = {};
      const second = back({ code: 'c', state }, cookies);
      await finish(second);
      expect(second.answer().location).toBe('/account');
    },
  );

  test('with a refusal needs no keys, uses the sign-in up, and says why', async () => {
    const { cookies, state } = await away();
    const exchange = back({ error: 'access_denied', error_description: 'Sorry', state }, cookies);
    expect(await refusalOf(finish(exchange))).toMatchObject({ code: 'sign_in_refused', signInUrl: again });
    expect(happened).toEqual([]);
    expect(Object.values(exchange.answer().cookies)).toEqual(['']);
    expect(events).toMatchObject([{ type: 'sign_in_failed', code: 'sign_in_refused' }]);
  });

  test('reads why from the pool’s own words, where its code says nothing', async () => {
    const { cookies, state } = await away();
    const hidden = { error: 'invalid_request', error_description: 'redirect_mismatch', state };
    expect(await refusalOf(finish(back(hidden, cookies)))).toMatchObject({
      code: 'pool_misconfigured',
      reason: 'redirect_not_registered',
    });
  });

  test('with a code that the pool does not take is refused, and no session opens', async () => {
    const { cookies, state } = await away();
    trouble.redeem = new AuthError('sign_in_expired');
    expect(await refusalOf(finish(back({ code: 'c', state }, cookies)))).toMatchObject({
      code: 'sign_in_expired',
      signInUrl: again,
    });
    expect(happened).not.toContain('opened');
  });

  test('with tokens that open no session is refused for that reason', async () => {
    const { cookies, state } = await away();
    opened = () => {
      throw new AuthError('authentication_level_required');
    };
    expect(await refusalOf(finish(back({ code: 'c', state }, cookies)))).toMatchObject({
      code: 'authentication_level_required',
      reason: undefined,
    });
    expect(events.map(({ type }) => type)).toEqual(['sign_in_failed']);
  });
});

describe('what the pool remembers of a sign-in that was ended (F-S27)', () => {
  beforeEach(() => {
    opened = () => {
      throw old();
    };
  });
  const old = (): AuthError =>
    new AuthError('authentication_level_required', { reason: 'sign_in_is_from_before' });

  test('is asked for anew, with the password, and leads where the person was going', async () => {
    const { cookies, state } = await away({ hints: { maxAgeSeconds: 300 } });
    const first = back({ code: 'c', state }, cookies);
    await finish(first);
    const { location = '', cookies: left } = first.answer();
    expect(location).toContain(poolPage);
    expect(happened.at(-1)).toBe('to the pool, {"maxAgeSeconds":0}');
    expect(events).toMatchObject([{ type: 'sign_in_started', isStepUp: true, isAgain: true }]);
    const second = back({ code: 'd', state: new URL(location).searchParams.get('state') ?? '' }, left);
    const trips: PendingSignIn[] = [];
    opened = (pending) => {
      trips.push(pending);
      return ada;
    };
    await finish(second);
    expect(second.answer().location).toBe('/account');
    expect(trips).toMatchObject([{ isAnew: true, isStepUp: true, maxAgeSeconds: 300 }]);
  });

  test('is refused when it comes back once more, and nobody goes in circles', async () => {
    const { cookies, state } = await away();
    const first = back({ code: 'c', state }, cookies);
    await finish(first);
    const next = new URL(first.answer().location ?? '').searchParams.get('state') ?? '';
    expect(await refusalOf(finish(back({ code: 'd', state: next }, first.answer().cookies)))).toEqual({
      code: 'authentication_level_required',
      reason: 'sign_in_is_from_before',
      signInUrl: again,
    });
  });

  describe('at Cognito', () => {
    beforeEach(() => {
      issuer = cognito;
    });

    const sentRound = async (more: Cookies = {}) => {
      const { cookies, state } = await away({ hints: { maxAgeSeconds: 300 } });
      const exchange = back({ code: 'c', state }, { ...more, ...cookies });
      await finish(exchange);
      happened = [];
      events = [];
      return exchange.answer();
    };
    const resume = async (cookies: Cookies, options: ExchangeOptions = {}) => {
      const exchange = at('/signed-out', { cookies, ...options });
      return { exchange, isGoingOn: await flow().resume(exchange.request, exchange.response) };
    };
    const kept = (cookies: Cookies): Cookies =>
      Object.fromEntries(Object.entries(cookies).filter(([, value]) => value !== ''));

    test('it is forgotten by the pool’s sign-out, and the sign-in goes on where that leads', async () => {
      const { location, cookies, status } = await sentRound();
      expect([status, location]).toEqual([303, 'https://pool.example/logout']);
      const { exchange, isGoingOn } = await resume(kept(cookies));
      expect(isGoingOn).toBe(true);
      expect(happened).toEqual(['to the pool, {"maxAgeSeconds":0}']);
      expect(exchange.answer()).toMatchObject({ status: 303, headers: { 'cache-control': 'no-store' } });
      expect(exchange.answer().location).toContain(poolPage);
      expect(events).toMatchObject([{ type: 'sign_in_started', isStepUp: true, isAgain: true }]);
    });

    test('it is asked anew at the signed-out page itself where the pool has no sign-out', async () => {
      poolSignOut = undefined;
      expect((await sentRound()).location).toBe('http://localhost:3000/signed-out');
    });

    test('its cookie has room: the oldest of many sign-ins under way goes', async () => {
      const others: Record<string, string> = {};
      for (let count = 0; count < 5; count += 1) {
        time += 1;
        Object.assign(others, (await away({ returnTo: `/${'x'.repeat(100)}` })).cookies);
      }
      time += 1;
      const { cookies } = await sentRound(others);
      const cleared = new Set(Object.keys(cookies).filter((name) => cookies[name] === ''));
      expect(Object.keys(others).filter((name) => cleared.has(name))).not.toEqual([]);
    });

    test.each([
      ['a form', { method: 'POST' }],
      ['a frame', { headers: { 'sec-fetch-dest': 'iframe' } }],
      ['a browser that fetches ahead', { headers: { 'sec-purpose': 'prefetch' } }],
    ])('it does not go on for %s, and goes on for a person after that', async (_who, options) => {
      const cookies = kept((await sentRound()).cookies);
      const { exchange, isGoingOn } = await resume(cookies, options);
      expect([isGoingOn, exchange.answer().isOver, exchange.answer().cookies]).toEqual([false, false, {}]);
      expect((await resume(cookies)).isGoingOn).toBe(true);
    });

    test('nothing goes on where nothing was left', async () => {
      const { exchange, isGoingOn } = await resume({});
      expect([isGoingOn, exchange.answer().headers]).toEqual([false, {}]);
    });

    test('going on that fails is told, with the address that starts it again', async () => {
      const cookies = kept((await sentRound()).cookies);
      trouble.page = new AuthError('pool_unreachable');
      expect(await refusalOf(resume(cookies))).toMatchObject({
        code: 'pool_unreachable',
        signInUrl: `${again}&max_age=300`,
      });
      expect(events).toMatchObject([{ type: 'sign_in_failed', code: 'pool_unreachable' }]);
    });
  });
});

describe('a sign-in that nobody asked for', () => {
  const silently = { hints: { isSilent: true } } as const;

  test.each(['login_required', 'interaction_required', 'account_selection_required', 'consent_required'])(
    'leads to the page as it is where the pool would have to ask (%s), which is no failure',
    async (error) => {
      const { cookies, state } = await away(silently);
      const exchange = back({ error, state }, cookies);
      await finish(exchange);
      expect(exchange.answer()).toMatchObject({ status: 303, location: '/account' });
      expect(Object.values(exchange.answer().cookies)).toEqual(['']);
      expect([happened, events]).toEqual([[], []]);
    },
  );

  test('is told apart in what is told of it', async () => {
    await start(silently);
    expect(events).toMatchObject([{ type: 'sign_in_started', isStepUp: false, isSilent: true }]);
    const { cookies, state } = await away(silently);
    await finish(back({ code: 'c', state }, cookies));
    expect(events).toMatchObject([{ type: 'sign_in_succeeded', isStepUp: false, isSilent: true }]);
  });

  test('that is refused is told, and the person sees the page and no failure', async () => {
    const { cookies, state } = await away(silently);
    const exchange = back({ error: 'access_denied', state }, cookies);
    await finish(exchange);
    expect(exchange.answer()).toMatchObject({ status: 303, location: '/account' });
    expect(events).toMatchObject([{ type: 'sign_in_failed', code: 'sign_in_refused' }]);
  });

  test.each(['sign_in_is_from_before', 'level_not_said'] as const)(
    'is not asked for anew, though it opens no session (%s)',
    async (reason) => {
      opened = () => {
        throw new LevelError('authentication_level_required', { reason });
      };
      const { cookies, state } = await away(silently);
      const exchange = back({ code: 'c', state }, cookies);
      await finish(exchange);
      expect(happened.at(-1)).toBe('opened');
      expect(exchange.answer().location).toBe('/account');
      expect(events).toMatchObject([{ type: 'sign_in_failed', reason }]);
    },
  );

  test('over a mistake of our own fails as it is', async () => {
    trouble.redeem = new TypeError('a mistake');
    const { cookies, state } = await away(silently);
    await expect(finish(back({ code: 'c', state }, cookies))).rejects.toBe(trouble.redeem);
  });
});

test('a pool that would have to ask says so to somebody who did ask: that is a refusal', async () => {
  const { cookies, state } = await away();
  const refused = refusalOf(finish(back({ error: 'login_required', state }, cookies)));
  expect(await refused).toMatchObject({ code: expect.any(String), signInUrl: again });
  expect(events).toMatchObject([{ type: 'sign_in_failed' }]);
});

test('an account that was linked a moment ago works from the second time on, so the sign-in is begun once more', async () => {
  const linked = {
    error: 'invalid_request',
    error_description: 'Already found an entry for username Google_1',
  };
  const { cookies, state } = await away({ hints: { identityProvider: 'Google' } });
  const first = back({ ...linked, state }, cookies);
  await finish(first);
  const { location = '', cookies: left } = first.answer();
  expect(happened).toEqual(['to the pool, {"identityProvider":"Google"}']);
  expect(events).toMatchObject([{ type: 'sign_in_started', isAgain: true }]);
  const next = new URL(location).searchParams.get('state') ?? '';
  happened = [];
  expect(await refusalOf(finish(back({ ...linked, state: next }, left)))).toMatchObject({
    code: 'sign_in_refused',
    signInUrl: again,
  });
  expect(happened).toEqual([]);
});

describe('where a level is asked for', () => {
  const level = { anyLevel: ['gold'] };

  test('the sign-in is a step-up', async () => {
    await start({ hints: { level } });
    expect(events).toMatchObject([{ type: 'sign_in_started', isStepUp: true }]);
  });

  test('a pool that brings another one is asked once more, with the password, and then refused', async () => {
    opened = () => {
      throw new LevelError('authentication_level_required', { reason: 'level_is_another' });
    };
    const { cookies, state } = await away({ hints: { level } });
    const first = back({ code: 'c', state }, cookies);
    await finish(first);
    const { location = '', cookies: left } = first.answer();
    expect(happened.at(-1)).toBe('to the pool, {"maxAgeSeconds":0,"level":{"anyLevel":["gold"]}}');
    const next = new URL(location).searchParams.get('state') ?? '';
    expect(await refusalOf(finish(back({ code: 'd', state: next }, left)))).toEqual({
      code: 'authentication_level_required',
      reason: 'level_is_another',
      signInUrl: `${again}&acr_values=gold`,
    });
  });

  test.each(['unmet_authentication_requirements', 'invalid_request'])(
    'a pool that cannot get there (%s) is not taken for one that is set up wrongly',
    async (error) => {
      const { cookies, state } = await away({ hints: { level } });
      expect(await refusalOf(finish(back({ error, state }, cookies)))).toEqual({
        code: 'authentication_level_required',
        reason: 'level_not_offered',
        signInUrl: `${again}&acr_values=gold`,
      });
      expect(events).toMatchObject([{ type: 'sign_in_failed', poolError: error }]);
    },
  );

  test.each([
    ['another refusal', { level }, 'access_denied', '&acr_values=gold'],
    [
      'a refusal where only a method was asked for',
      { level: { allMethods: ['mfa'] } },
      'invalid_request',
      '&max_age=0',
    ],
    ['a refusal where nothing was asked for', {}, 'invalid_request', ''],
  ])('%s is what it is elsewhere', async (_which, hints, error, asked) => {
    const { cookies, state } = await away({ hints });
    const refused = await refusalOf(finish(back({ error, state }, cookies)));
    expect(refused).not.toMatchObject({ reason: 'level_not_offered' });
    expect(refused).toMatchObject({ signInUrl: `${again}${asked}` });
  });
});
