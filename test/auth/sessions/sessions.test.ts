import { createHmac } from 'node:crypto';
import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import { describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents, type AuthEvent } from '../../../src/auth/events.js';
import { settingsFrom, type AuthOptions } from '../../../src/auth/options.js';
import { createRevoker } from '../../../src/auth/pool/revoker.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { sessionKey, sessionView, signInOf } from '../../../src/auth/sessions/session-of-request.js';
import { createSessions } from '../../../src/auth/sessions/sessions.js';
import type { Session, SignIn } from '../../../src/auth/store.js';
import { createBrowser, send, type Browser } from '../../support/browser.js';
import { createFaultyStore } from '../../support/faulty-store.js';
import { listen } from '../../support/listen.js';
import { openForEachTest } from '../../support/opened.js';
import { sampleSignIn, sampleTokens } from '../../support/sample-session.js';
import { testSecret } from '../../support/secret.js';

// The sessions behind routes of one line each. There is no pool: what is revoked is noted.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const issuer = 'https://issuer.example';

const startSite = async (options: Partial<AuthOptions> = {}) => {
  const clock = { ms: Date.now() };
  const now = (): number => clock.ms;
  const store = createFaultyStore(createMemoryStore({ now }));
  const events: AuthEvent[] = [];
  const revoked: string[] = [];
  const errors: string[] = [];
  /** Whose session `/open` opens, and what has the last word then. */
  const next = { session: sessionOf('ada', now()), confirm: async (): Promise<void> => {} };
  const told = createEvents((event) => events.push(event));
  const settings = settingsFrom({
    pool: { issuer, clientId: 'client' },
    baseUrl: 'http://localhost:3000',
    secrets: [testSecret],
    store,
    now,
    ...options,
  });
  const pool = { revoke: async (refreshToken: string) => void revoked.push(refreshToken) };
  const revoker = createRevoker({ store, pool, events: told });
  const sessions = createSessions({ settings, store, events: told, revoker });

  const app = express();
  app.set('trust proxy', true);
  app.use(sessions.middleware);
  const dataOf = (request: Request) => request.session as unknown as Record<string, unknown>;
  app.get('/', (request, response) => void response.send(signInOf(request)?.user.id ?? 'nobody'));
  for (const path of ['/auth/session', '/elsewhere'])
    app.get(path, (request, response) => void response.json(sessions.status(request)));
  app.get('/destroy', (request, response) => {
    request.session.destroy(() => response.send('destroyed'));
  });
  app.get('/data', (request, response) => {
    const { cookie: _cookie, signIn: _signIn, ...data } = dataOf(request);
    response.json(data);
  });
  app.get('/set/:name/:value', (request, response) => {
    dataOf(request)[request.params.name] = request.params.value;
    response.send('set');
  });
  app.get('/save', (request, response, next) => {
    request.session.save((error: unknown) =>
      error === undefined ? void response.send('saved') : next(error),
    );
  });
  app.get('/past', (request, response) => {
    Object.assign(sessionView(request).session, { colour: 'green' });
    response.send('past');
  });
  app.get('/stay', (request, response) => {
    request.session.cookie.maxAge = minuteMs;
    dataOf(request)['stays'] = true;
    response.send('stays');
  });
  const open = async (request: Request, response: Response): Promise<void> => {
    await sessions.open(request, next.session, next.confirm);
    response.send(signInOf(request)?.user.id);
  };
  app.get('/open', open);
  app.get('/renew', (request, response, next) => {
    request.session.regenerate(() => {
      if (request.query['open'] !== undefined) return void open(request, response).catch(next);
      try {
        dataOf(request)['colour'] = 'green';
      } catch (error) {
        response.send(String(error));
      }
    });
  });
  app.get('/open-quietly', async (request, response) => {
    const failed = await sessions.open(request, next.session, next.confirm).then(
      () => false,
      () => true,
    );
    response.json({ failed, session: sessionView(request).session });
  });
  app.get('/close', async (request, response) => {
    const ended = await sessions.close(request, response);
    await ended?.revoked;
    response.send(`${ended?.tokens.refreshToken ?? 'none'}, now ${signInOf(request)?.user.id ?? 'nobody'}`);
  });
  const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const what = error instanceof AuthError ? error.code : String(error);
    errors.push(what);
    // express-session saves when the page is on its way already.
    if (!response.headersSent) response.status(500).send(what);
  };
  app.use(answerErrors);
  const server = await listen(app);
  return { ...server, clock, store, events, revoked, errors, next, sessions };
};

const sessionOf = (id: string, nowMs: number, changes: Partial<SignIn> = {}): Session => {
  const signIn = sampleSignIn({ startedAtMs: nowMs, endsAtMs: nowMs + 12 * hourMs, ...changes });
  return {
    signIn: { ...signIn, user: { ...signIn.user, id, issuer } },
    tokens: sampleTokens({ refreshToken: `refresh of ${id}` }),
  };
};

type Site = Awaited<ReturnType<typeof startSite>>;

const show = async (site: Site, browser: Browser, path = '/'): Promise<string> =>
  (await browser.send(`${site.origin}${path}`)).text;

const signedIn = async (site: Site, id = 'ada', changes: Partial<SignIn> = {}): Promise<Browser> => {
  const browser = createBrowser();
  site.next.session = sessionOf(id, site.clock.ms, changes);
  expect(await show(site, browser, '/open')).toBe(id);
  return browser;
};

const idIn = async (site: Site, browser: Browser): Promise<string> => {
  const { session = '' } = await browser.cookies(site.origin);
  return /^s:(.+)\.[^.]+$/.exec(decodeURIComponent(session))?.[1] ?? '';
};
const keyIn = async (site: Site, browser: Browser): Promise<string> => sessionKey(await idIn(site, browser));

/** What was told, without which session and whose it was. */
const told = ({ events }: Site) =>
  events.map((event) => `${event.type} ${'reason' in event ? (event.reason ?? '') : ''}`.trim());

describe('a session', () => {
  const site = openForEachTest(startSite);

  test('that is opened is in the store before the answer goes out, under a digest of its id', async () => {
    const browser = await signedIn(site);
    const stored = await site.store.read(await keyIn(site, browser));
    expect(stored).toEqual({
      signIn: site.next.session.signIn,
      appData: {},
      lastSeenAtMs: site.clock.ms,
    });
    expect(await site.store.readTokens(await keyIn(site, browser))).toEqual(site.next.session);
    expect(await site.store.read(await idIn(site, browser))).toBeUndefined();
    expect(await show(site, browser)).toBe('ada');
  });

  test('lives in a cookie that no script sees, until the browser closes', async () => {
    const { headers } = await createBrowser().send(`${site.origin}/open`);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^session=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  test('is nobody’s who has not signed in: no cookie, and nothing in the store', async () => {
    const { headers, text } = await createBrowser().send(`${site.origin}/`);
    expect([text, headers['set-cookie']]).toEqual(['nobody', undefined]);
    expect(site.store.calls('read')).toBe(0);
  });

  test('of an id that somebody made up is nobody’s, and one that was signed by another secret is none', async () => {
    const browser = await signedIn(site);
    const id = await idIn(site, browser);
    const signed = (value: string, secret: string): string =>
      encodeURIComponent(
        `s:${value}.${createHmac('sha256', secret).update(value).digest('base64').replace(/=+$/, '')}`,
      );
    const pageFor = async (cookie: string): Promise<string> =>
      (await send(`${site.origin}/`, { headers: { cookie: `session=${cookie}` } })).text;
    expect(await pageFor(signed(id, testSecret))).toBe('ada');
    expect(await pageFor(signed('made-up', testSecret))).toBe('nobody');
    expect(await pageFor(signed(id, 'another secret, which is as long as ours'))).toBe('nobody');
  });

  test('over another one is a new one: the id before is worth nothing, and its tokens are revoked (J-03)', async () => {
    const browser = await signedIn(site, 'ada');
    const before = await idIn(site, browser);
    site.next.session = sessionOf('grace', site.clock.ms);
    await show(site, browser, '/open');
    expect(await idIn(site, browser)).not.toBe(before);
    expect(await site.store.readTokens(sessionKey(before))).toBeUndefined();
    expect(await show(site, browser)).toBe('grace');
    expect(site.events).toMatchObject([{ type: 'session_ended', reason: 'replaced', userId: 'ada' }]);
    expect(site.revoked).toEqual(['refresh of ada']);
  });

  test('over another one does not begin while that one cannot be ended, and that one goes on', async () => {
    const browser = await signedIn(site, 'ada');
    site.next.session = sessionOf('grace', site.clock.ms);
    site.store.fail('readTokens', 1);
    expect(await show(site, browser, '/open')).toBe('store_unreachable');
    expect(await show(site, browser)).toBe('ada');
    expect(await site.store.keysOf({ issuer, id: 'grace' })).toEqual([]);
  });

  test('begins with what the app keeps for the same person, who proves once more who they are', async () => {
    const browser = await signedIn(site);
    await show(site, browser, '/set/colour/green');
    await show(site, browser, '/open');
    expect(await show(site, browser, '/data')).toBe('{"colour":"green"}');
    await show(site, browser, '/set/size/large');
    expect(await show(site, browser, '/data')).toBe('{"colour":"green","size":"large"}');
    expect(site.store.calls('writeAppData')).toBe(2);
  });

  test.each([
    ['another person', { user: { id: 'grace' } }],
    ['somebody of the same id at another issuer', { user: { issuer: 'https://other.example' } }],
  ])('of %s begins with nothing of the one before', async (_whose, { user }) => {
    const browser = await signedIn(site, 'ada');
    await show(site, browser, '/set/colour/green');
    const own = sessionOf('ada', site.clock.ms);
    site.next.session = { ...own, signIn: { ...own.signIn, user: { ...own.signIn.user, ...user } } };
    await show(site, browser, '/open');
    const stored = await site.store.read(sessionKey(await idIn(site, browser)));
    expect(stored?.signIn.user).toMatchObject(user);
    expect(stored?.appData).toEqual({});
  });

  test.each(['create', 'endedAtMs'] as const)(
    'that fails to begin (%s) is none: no cookie, and nobody is signed in',
    async (call) => {
      site.next.confirm = async () => void (await site.store.endedAtMs({ issuer, id: 'ada' }));
      site.store.fail(call, 1);
      const page = await createBrowser().send(`${site.origin}/open-quietly`);
      expect(page.json()).toEqual({ failed: true, session: null });
      expect(page.headers['set-cookie']).toBeUndefined();
      expect(await site.store.keysOf({ issuer, id: 'ada' })).toEqual([]);
    },
  );

  test('that nobody confirms and that cannot be ended either fails by what was wrong first', async () => {
    site.next.confirm = () => Promise.reject(new TypeError('not confirmed'));
    site.store.fail('end', 1);
    expect(await show(site, createBrowser(), '/open')).toBe('TypeError: not confirmed');
  });

  test('is confirmed when everybody can see it, and not before', async () => {
    let seen: unknown;
    site.next.confirm = async () => void (seen = await site.store.keysOf({ issuer, id: 'ada' }));
    await signedIn(site);
    expect(seen).toHaveLength(1);
  });

  test('that is closed is over: its tokens are in the hands of whoever closed it, and its cookie goes', async () => {
    const browser = await signedIn(site);
    const key = await keyIn(site, browser);
    const page = await browser.send(`${site.origin}/close`);
    expect(page.text).toBe('refresh of ada, now nobody');
    expect(page.headers['set-cookie']).toEqual([
      'session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax',
    ]);
    expect(await site.store.readTokens(key)).toBeUndefined();
    expect(site.revoked).toEqual(['refresh of ada']);
    expect(site.events).toEqual([]);
  });

  test('that the app itself does away with is over as well, and its tokens are revoked', async () => {
    const browser = await signedIn(site);
    expect(await show(site, browser, '/destroy')).toBe('destroyed');
    expect(await show(site, browser)).toBe('nobody');
    expect([site.revoked, told(site)]).toEqual([['refresh of ada'], ['session_ended replaced']]);
  });

  test('that cannot be closed stays, and the browser keeps its cookie', async () => {
    const browser = await signedIn(site);
    site.store.fail('readTokens', 1);
    const page = await browser.send(`${site.origin}/close`);
    expect([page.text, page.headers['set-cookie']]).toEqual(['store_unreachable', undefined]);
    expect(await show(site, browser)).toBe('ada');
  });

  test('of nobody is closed without a word', async () => {
    expect(await show(site, createBrowser(), '/close')).toBe('none, now nobody');
  });
});

describe('reading pages', () => {
  const site = openForEachTest(startSite);

  test('writes nothing for a minute, and then when the session was last seen', async () => {
    const browser = await signedIn(site);
    site.clock.ms += minuteMs - 1;
    const page = await browser.send(`${site.origin}/`);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(
      ['markSeen', 'writeAppData', 'create'].map((call) => site.store.calls(call as 'markSeen')),
    ).toEqual([0, 0, 1]);
    site.clock.ms += 1;
    expect(await show(site, browser)).toBe('ada');
    expect(await site.store.read(await keyIn(site, browser))).toMatchObject({ lastSeenAtMs: site.clock.ms });
  });

  test('keeps a session alive to its absolute limit, by the idle limit each time', async () => {
    const browser = await signedIn(site, 'ada', { endsAtMs: site.clock.ms + 2.5 * hourMs });
    for (let count = 0; count < 3; count += 1) {
      expect(await show(site, browser)).toBe('ada');
      site.clock.ms += 50 * minuteMs;
    }
    expect(await show(site, browser)).toBe('nobody');
    expect(site.events).toMatchObject([{ type: 'session_ended', reason: 'absolute_limit', userId: 'ada' }]);
    expect(site.revoked).toEqual(['refresh of ada']);
  });

  test.each([
    [12 * hourMs, hourMs],
    [hourMs / 2, hourMs / 2],
  ])('tells the store when the session of %i ms ends: in %i ms', async (lifeMs, expectedMs) => {
    const ends: number[] = [];
    const create = site.store.create.bind(site.store);
    const markSeen = site.store.markSeen.bind(site.store);
    site.store.create = async (key, session) => {
      ends.push(session.expiresAtMs - site.clock.ms);
      await create(key, session);
    };
    site.store.markSeen = async (key, seen) => {
      ends.push(seen.expiresAtMs - site.clock.ms);
      return markSeen(key, seen);
    };
    const browser = await signedIn(site, 'ada', { endsAtMs: site.clock.ms + lifeMs });
    site.clock.ms += minuteMs;
    await show(site, browser);
    const afterAMinute = Math.min(lifeMs - minuteMs, hourMs);
    expect(ends).toEqual([expectedMs, afterAMinute]);
  });

  test('leaves no trace where a page only asks how long it goes on', async () => {
    const statusIn = async (from: Browser, path = '/auth/session'): Promise<unknown> =>
      JSON.parse(await show(site, from, path));
    const browser = await signedIn(site);
    site.clock.ms += 10 * minuteMs;
    for (let count = 0; count < 2; count += 1)
      expect(await statusIn(browser)).toMatchObject({
        signedIn: true,
        user: { sub: 'ada' },
        secondsLeft: 50 * 60,
      });
    expect(await statusIn(createBrowser())).toEqual({ signedIn: false });
    site.clock.ms += 50 * minuteMs;
    expect(await statusIn(browser)).toEqual({ signedIn: false });
    expect([site.store.calls('markSeen'), site.store.calls('end'), site.events]).toEqual([0, 0, []]);
    // It is known at its own address alone.
    const other = await signedIn(site);
    expect(await statusIn(other, '/elsewhere')).toEqual({ signedIn: false });
    await site.store.end(await keyIn(site, other));
    expect(await statusIn(other)).toEqual({ signedIn: false });
  });

  test('after too long a rest finds nobody, and the session is ended and told once', async () => {
    const browser = await signedIn(site);
    site.clock.ms += hourMs;
    expect([await show(site, browser), await show(site, browser)]).toEqual(['nobody', 'nobody']);
    expect(told(site)).toEqual(['session_ended idle_limit']);
    expect(site.revoked).toEqual(['refresh of ada']);
  });

  test('after too long a rest tells nothing of a session that another process ends just then', async () => {
    const browser = await signedIn(site);
    site.clock.ms += hourMs;
    site.store.readTokens = async () => undefined;
    site.store.end = async () => undefined;
    expect(await show(site, browser)).toBe('nobody');
    expect([site.events, site.revoked, site.errors]).toEqual([[], [], []]);
  });

  test('finds nobody past the limit, although the store cannot end the session just now', async () => {
    const browser = await signedIn(site);
    site.clock.ms += hourMs;
    site.store.fail('end', 1);
    expect(await show(site, browser)).toBe('nobody');
    expect(told(site)).toEqual([]);
    expect(await show(site, browser)).toBe('nobody');
    expect(told(site)).toEqual(['session_ended idle_limit']);
  });

  test('goes on while the store can be read and not written', async () => {
    const browser = await signedIn(site);
    site.clock.ms += minuteMs;
    site.store.fail('markSeen', 1);
    expect(await show(site, browser)).toBe('ada');
  });

  test.each(['markSeen', 'end'] as const)('does not hide a mistake of our own in %s', async (call) => {
    const browser = await signedIn(site);
    site.clock.ms += call === 'end' ? hourMs : minuteMs;
    Object.assign(site.store, { [call]: () => Promise.reject(new TypeError('a mistake')) });
    expect(await show(site, browser)).toBe('TypeError: a mistake');
  });

  test('finds nobody where the session went between the look and the mark (F-M4)', async () => {
    const browser = await signedIn(site);
    site.clock.ms += minuteMs;
    site.store.markSeen = async () => false;
    expect(await show(site, browser)).toBe('nobody');
  });

  test('fails while the store cannot be read: nobody is told that they are signed out', async () => {
    const browser = await signedIn(site);
    site.store.fail('read', 1);
    expect(await show(site, browser)).toBe('store_unreachable');
    expect(await show(site, browser)).toBe('ada');
  });

  test('finds nobody in a record that is no session, and leaves it alone', async () => {
    const browser = await signedIn(site, 'ada', { tokensRefreshedAtMs: Number.NaN });
    expect(await show(site, browser)).toBe('nobody');
    expect(site.events).toEqual([]);
    expect(await site.store.readTokens(await keyIn(site, browser))).toBeDefined();
  });

  test('finds nobody in a session of another app client, and tells it once in the life of a session (F-S5)', async () => {
    const browser = await signedIn(site, 'ada', {
      clientId: 'another client',
      endsAtMs: site.clock.ms + 100 * hourMs,
    });
    site.store.loseAnswer('markSeen');
    const look = (): Promise<string> => show(site, browser);
    expect([await look(), await look()]).toEqual(['nobody', 'nobody']);
    expect(site.events).toMatchObject([
      { type: 'foreign_session', reason: 'session_of_another_client', userId: 'ada' },
    ]);
    expect(await site.store.readTokens(await keyIn(site, browser))).toBeDefined();
    const other = await signedIn(site, 'grace', { clientId: 'another client' });
    await show(site, other);
    expect(site.events).toMatchObject([{ userId: 'ada' }, { userId: 'grace' }]);
  });
});

describe('what an app keeps in the session', () => {
  const site = openForEachTest(startSite);

  test('is there on the next page, and is written once', async () => {
    const browser = await signedIn(site);
    await show(site, browser, '/set/colour/green');
    expect(await show(site, browser, '/data')).toBe('{"colour":"green"}');
    expect(site.store.calls('writeAppData')).toBe(1);
    expect(await site.store.read(await keyIn(site, browser))).toMatchObject({
      appData: { colour: 'green' },
      signIn: site.next.session.signIn,
    });
  });

  test('is compared with what the page read: a further entry is one write, and a page that changes nothing is none', async () => {
    const browser = await signedIn(site);
    await show(site, browser, '/set/colour/green');
    await show(site, browser, '/set/shape/round');
    await show(site, browser, '/set/shape/round');
    expect(await show(site, browser, '/data')).toBe('{"colour":"green","shape":"round"}');
    expect(site.store.calls('writeAppData')).toBe(2);
  });

  test('may be a longer life of the cookie, which is as safe as before', async () => {
    const browser = await signedIn(site);
    const { headers } = await browser.send(`${site.origin}/stay`);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/),
    ]);
  });

  test('goes with the session: who signs out meanwhile stays signed out (I-07)', async () => {
    const browser = await signedIn(site);
    const key = await keyIn(site, browser);
    const writeAppData = site.store.writeAppData.bind(site.store);
    site.store.writeAppData = async (...args) => {
      await site.store.end(key);
      return writeAppData(...args);
    };
    expect(await show(site, browser, '/set/colour/green')).toBe('set');
    expect(await show(site, browser)).toBe('nobody');
    expect(await site.store.read(key)).toBeUndefined();
  });

  const onlySignedIn =
    'Error: Only signed-in people have a session: keep nothing in req.session before the sign-in. An app that has a session of its own mounts that before auth.session.';

  test('is nothing before the sign-in: the page fails and says so, and no cookie is set', async () => {
    const page = await createBrowser().send(`${site.origin}/set/colour/green`);
    expect([page.status, page.text]).toEqual([500, onlySignedIn]);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(site.store.calls('writeAppData')).toBe(0);
  });

  test('is nothing after it either, in a new session that the app asks for: that is nobody’s', async () => {
    const browser = await signedIn(site);
    const page = await browser.send(`${site.origin}/renew`);
    expect([page.status, page.text]).toEqual([200, onlySignedIn]);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(await show(site, browser)).toBe('nobody');
    expect(site.errors).toEqual([]);
  });

  test('a sign-in may follow in the same request on such a new session', async () => {
    const browser = await signedIn(site);
    expect(await show(site, browser, '/renew?open')).toBe('ada');
    expect(await show(site, browser)).toBe('ada');
  });

  test('may be looked at by anybody', async () => {
    const page = await createBrowser().send(`${site.origin}/data`);
    expect([page.status, page.text]).toEqual([200, '{}']);
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  test('may be saved for somebody who has none: that keeps nothing, and is no mistake', async () => {
    const page = await createBrowser().send(`${site.origin}/save`);
    expect([page.status, page.text]).toEqual([200, 'saved']);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(site.store.calls('writeAppData')).toBe(0);
  });

  test('is told at the end where it got past req.session', async () => {
    await show(site, createBrowser(), '/past');
    expect(site.errors).toEqual([onlySignedIn]);
    expect(site.store.calls('writeAppData')).toBe(0);
  });
});

describe('with a short idle limit', () => {
  const site = openForEachTest(() => startSite({ idleMinutes: 2 }));

  test('a quarter of it is how exactly it is known when the session was last seen', async () => {
    const browser = await signedIn(site);
    site.clock.ms += minuteMs / 2 - 1;
    await show(site, browser);
    expect(site.store.calls('markSeen')).toBe(0);
    site.clock.ms += 1;
    await show(site, browser);
    expect(site.store.calls('markSeen')).toBe(1);
  });
});

describe('of a site that is https', () => {
  const site = openForEachTest(() => startSite({ baseUrl: 'https://site.example' }));

  test('a session does not begin over plain http, where its cookie would not be set', async () => {
    expect(await show(site, createBrowser(), '/open')).toBe(
      "Error: The site is https, but this request is not: write app.set('trust proxy', 1) for the one proxy in front of the app, or the number or the addresses of several; it has to send X-Forwarded-Proto.",
    );
    expect(site.store.calls('create')).toBe(0);
  });

  test('the cookie is for this host alone, and for https', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const page = await send(`${site.origin}/open`, { headers });
    expect(page.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-session=s%3A[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });
});

describe('with a new secret before the old one', () => {
  const before = 'the secret before, which is long enough too';
  const site = openForEachTest(() => startSite({ secrets: [testSecret, before] }));

  test('cookies that were signed with the old one are still good', async () => {
    const browser = await signedIn(site);
    const id = await idIn(site, browser);
    const signature = createHmac('sha256', before).update(id).digest('base64').replace(/=+$/, '');
    const cookie = `session=${encodeURIComponent(`s:${id}.${signature}`)}`;
    expect((await send(`${site.origin}/`, { headers: { cookie } })).text).toBe('ada');
  });
});
