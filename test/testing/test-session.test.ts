import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createMemoryStore } from '../../src/auth/index.js';
import { sessionKey } from '../../src/auth/sessions/session-of-request.js';
import { createTestSession, startTestIssuer, type TestSession } from '../../src/testing/index.js';
import { startBareSite, testSecret } from '../support/bare-site.js';
import { closeAfterEach } from '../support/closing.js';
import { takeApart } from '../support/forge.js';
import { signedIn } from '../support/people.js';
import { sessionIdOf } from '../support/session-cookie.js';
import { createTestedApp, optionsWith } from './support.js';

const closing = closeAfterEach();
const hourMs = 3_600_000;

/** An app with a session in it, at a time that moves; nobody answers at its pool. */
const signedInApp = async (
  ...[changes, signIn]: [Parameters<typeof optionsWith>[0]?, Parameters<typeof createTestSession>[1]?]
) => {
  // Late in its second: tokens know whole seconds only.
  let time = Math.floor(Date.now() / 1000) * 1000 + 999;
  const options = optionsWith({ now: () => time, ...changes });
  const app = createTestedApp(options);
  const session = await createTestSession(options, signIn);
  return {
    app,
    options,
    session,
    open: (path: string) => request(app).get(path).set(session.headers),
    advance: (ms: number): void => void (time += ms),
  };
};

const idOf = ({ cookie }: TestSession): string =>
  decodeURIComponent(cookie.value).slice(2).split('.')[0] ?? '';

describe('a test session', () => {
  test('shows a guarded page to whoever the test needs, without anybody being asked (R 82)', async () => {
    const { open, session } = await signedInApp(
      {},
      {
        sub: 'ada',
        email: 'ada@example.com',
        name: 'Ada',
        groups: ['admins'],
        claims: { 'custom:department': 'Quality', 'identities': [{ providerName: 'Google' }] },
      },
    );
    const { status, body } = await open('/account');
    expect([status, body]).toMatchObject([
      200,
      {
        id: 'ada',
        username: 'ada',
        email: 'ada@example.com',
        isEmailVerified: true,
        name: 'Ada',
        groups: ['admins'],
        identityProvider: 'Google',
        attributes: { 'custom:department': 'Quality' },
      },
    ]);
    expect(body).toEqual(session.user);
  });

  test('is of somebody new where the test does not say who, and they may do nothing in particular', async () => {
    const { open, options, session } = await signedInApp();
    expect((await open('/account')).body).toMatchObject({ groups: [], isEmailVerified: false });
    expect((await open('/admin')).status).toBe(403);
    expect((await open('/orders')).status).toBe(403);
    expect((await createTestSession(options)).user.id).not.toBe(session.user.id);
  });

  test('opens what groups and scopes open', async () => {
    const { open } = await signedInApp({}, { groups: ['admins'], scopes: ['openid', 'orders/read'] });
    expect((await open('/admin')).status).toBe(200);
    expect((await open('/orders')).status).toBe(200);
  });

  test('opens what a level of authentication or a claim opens', async () => {
    const { open, app, options } = await signedInApp(
      {},
      { claims: { 'acr': 'high', 'custom:tier': 'gold' } },
    );
    const other = await createTestSession(options);
    for (const path of ['/payout', '/gold']) {
      expect((await open(path)).status).toBe(200);
      expect((await request(app).get(path).set(other.headers)).status).not.toBe(200);
    }
  });

  test('is as recent as the test says', async () => {
    const { open, options } = await signedInApp({}, {});
    expect((await open('/pay')).status).toBe(200);
    const long = await createTestSession(options, { authenticatedAtMs: Date.now() - hourMs });
    const { status } = await request(createTestedApp(options)).get('/pay').set(long.headers);
    expect(status).toBe(401);
  });

  test('is what a sign-in leaves: the same record of the same claims', async () => {
    const site = closing(await startBareSite());
    const browser = await signedIn(site);
    const real = sessionKey(await sessionIdOf(browser, site.origin));
    const { tokens } = (await site.store.readTokens(real)) ?? {};
    const { claims } = takeApart(tokens?.idToken ?? '');
    const session = await createTestSession(
      {
        pool: {
          issuer: site.pool.issuer,
          clientId: site.pool.client.id,
          clientSecret: site.pool.client.secret,
        },
        baseUrl: site.origin,
        secrets: [testSecret],
        store: site.store,
      },
      { claims },
    );
    const [one, other] = await Promise.all([
      site.store.read(real),
      site.store.read(sessionKey(idOf(session))),
    ]);
    expect(other?.signIn.user).toEqual(one?.signIn.user);
    expect(other?.signIn.scopes).toEqual(one?.signIn.scopes);
    expect(Object.keys(other?.signIn ?? {}).toSorted()).toEqual(Object.keys(one?.signIn ?? {}).toSorted());
    const { status, text } = await request(site.app).get('/').set(session.headers);
    expect([status, text]).toEqual([200, 'home of ada@example.com']);
  });

  test('says nothing of groups where there are none, as Cognito does, whatever the claims say', async () => {
    const claims = { 'cognito:groups': ['admins'] };
    const [fromClaims, none] = [
      await createTestSession(optionsWith(), { claims }),
      await createTestSession(optionsWith(), { claims, groups: [] }),
    ];
    expect(fromClaims.user.groups).toEqual(['admins']);
    expect(none.user.groups).toEqual([]);
    for (const token of [none.idToken, none.accessToken])
      expect(Object.keys(takeApart(token).claims)).not.toContain('cognito:groups');
  });

  test('is kept as long as any session that is not used', async () => {
    const store = createMemoryStore();
    const created: number[] = [];
    await createTestSession(
      optionsWith({
        now: () => 1_000_000,
        idleMinutes: 30,
        store: {
          ...store,
          create: async (key, session) => {
            created.push(session.expiresAtMs);
            await store.create(key, session);
          },
        },
      }),
    );
    expect(created).toEqual([1_000_000 + 30 * 60_000]);
  });

  test('is listed among the sign-ins of its person', async () => {
    const { open, options } = await signedInApp({}, { sub: 'ada' });
    await createTestSession(options, { sub: 'ada' });
    expect((await open('/sign-ins')).body).toHaveLength(2);
  });

  test('changes something with its headers, and not with its cookie alone, as nothing says who asks', async () => {
    const { app, session } = await signedInApp({}, { appData: { visits: 41 } });
    expect((await request(app).post('/visits').set(session.headers)).body).toBe(42);
    const { status, body } = await request(app).post('/visits').set('cookie', session.headers.cookie);
    expect([status, body]).toEqual([403, { code: 'cross_site' }]);
  });

  test('has the cookie of a site on https, by its own name', async () => {
    const { app, session } = await signedInApp({ baseUrl: 'https://shop.example/app' });
    expect(session.cookie).toMatchObject({
      name: '__Host-session',
      url: 'https://shop.example/',
      secure: true,
    });
    expect((await request(app).get('/account').set(session.headers)).status).toBe(200);
  });

  test('opens nothing without the secret of the app', async () => {
    const { app, options } = await signedInApp();
    const { headers } = await createTestSession({
      ...options,
      secrets: ['some other secret that is long enough'],
    });
    expect((await request(app).get('/account').set(headers)).status).toBe(401);
  });

  test('opens nothing without the store of the app', async () => {
    const { app } = await signedInApp();
    const { headers } = await createTestSession(optionsWith());
    expect((await request(app).get('/account').set(headers)).status).toBe(401);
  });
});

describe('the time of a test session', () => {
  test('is the app’s own: unused it is over after the idle limit', async () => {
    const { open, advance } = await signedInApp({ idleMinutes: 30 });
    advance(29 * 60_000);
    expect((await open('/account')).status).toBe(200);
    advance(31 * 60_000);
    expect((await open('/account')).status).toBe(401);
  });

  test('needs no refresh: its tokens hold until its last moment, and nobody is asked for others', async () => {
    const { open, advance, session } = await signedInApp({ maxHours: 4, idleMinutes: 240 });
    advance(4 * hourMs - 1);
    expect((await open('/tokens')).body).toEqual([session.accessToken, session.idToken]);
    advance(1);
    expect((await open('/account')).status).toBe(401);
  });

  test('is a day at most where sessions last longer: its tokens end, as it cannot be refreshed', async () => {
    const { open, advance } = await signedInApp({ maxHours: 48, idleMinutes: 48 * 60 });
    advance(24 * hourMs - 1000);
    expect((await open('/account')).status).toBe(200);
    advance(2000);
    expect((await open('/account')).status).toBe(401);
  });

  test('cannot be refreshed on demand: the app is told that the person has to sign in anew', async () => {
    const { open } = await signedInApp();
    const { status, body } = await open('/refresh');
    expect([status, body]).toEqual([401, { code: 'recent_sign_in_required' }]);
  });
});

describe('signing out of a test session', () => {
  const signOut = async (changes: Parameters<typeof optionsWith>[0]) => {
    const { app, open, session } = await signedInApp(changes);
    const { status, headers } = await request(app).post('/auth/sign-out').set(session.headers);
    expect([status, (await open('/account')).status]).toEqual([303, 401]);
    return headers['location'];
  };

  test('ends it, and leads to the pool’s page where the domain is known, which is not called', async () => {
    const pool = {
      issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI',
      clientId: 'client',
      domain: 'https://shop.auth.us-east-1.amazoncognito.com',
    };
    const location = await signOut({ pool });
    expect(location).toBe(
      `${pool.domain}/logout?client_id=client&logout_uri=${encodeURIComponent('http://localhost:3000/signed-out')}`,
    );
  });

  test('ends it, and says so on the app’s own page where nothing answers at the pool', async () => {
    expect(await signOut({})).toBe('http://localhost:3000/signed-out?pool=not-reached');
  });

  test('everywhere ends every test session of the same person, and nobody else’s', async () => {
    const { app, options, session } = await signedInApp({}, { sub: 'ada' });
    const [second, other] = [
      await createTestSession(options, { sub: 'ada' }),
      await createTestSession(options),
    ];
    await request(app).post('/auth/sign-out-everywhere').set(session.headers).expect(303);
    const statuses = await Promise.all(
      [session, second, other].map(
        async ({ headers }) => (await request(app).get('/account').set(headers)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 200]);
  });

  test('ends it, and comes back by way of the test issuer', async () => {
    const { pool } = closing(await startTestIssuer());
    const location = (await signOut({ pool })) ?? '';
    const { status, headers } = await fetch(location, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([302, 'http://localhost:3000/signed-out']);
  });
});

describe('createTestSession refuses', () => {
  test('to run in production', async () => {
    const { NODE_ENV: before } = process.env;
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(createTestSession(optionsWith())).rejects.toThrow('does not run with NODE_ENV=production');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });

  test.each([
    [{ group: ['admins'] }, 'group is no option: did you mean groups?'],
    [{ groups: 'admins' }, "groups must be a list, such as ['admins'], not one text"],
    [{ sub: '' }, 'sub must be 1 to 255 printable characters'],
    [{ isEmailVerified: 'true', email: 7 }, 'email must be a text; isEmailVerified must be true or false'],
    [{ claims: [] }, 'claims must be an object'],
    [{ authenticatedAtMs: new Date() }, 'authenticatedAtMs must be a number of milliseconds since the epoch'],
    [{ signedBy: {} }, 'signedBy must be what startTestIssuer gives'],
    ['ada', 'must be given an object'],
  ])('%j, and says what is meant', async (signIn, said) => {
    await expect(createTestSession(optionsWith(), signIn as object)).rejects.toThrow(
      new TypeError(`createTestSession: ${said}`),
    );
  });

  test('options that createAuth would refuse', async () => {
    await expect(createTestSession(optionsWith({ secrets: ['short'] }))).rejects.toThrow(
      /^createAuth: secrets/,
    );
  });

  test('the key of an issuer that the app does not believe', async () => {
    const signedBy = closing(await startTestIssuer());
    await expect(createTestSession(optionsWith(), { signedBy })).rejects.toThrow(
      'signedBy is another issuer than pool.issuer of the app',
    );
  });
});
