import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  ListUserSessionsCommand,
  RevokeTokenCommand,
  RevokeUserSessionCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
  type CognitoIdentityProviderClient,
  type SessionDescriptionType,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { seedPassword, type LocalPool } from '../../../src/local-pool/index.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import {
  authorizeUrl,
  decode,
  redeem,
  refresh,
  signIn,
  signInForTokens,
  type TokenSet,
} from '../support/app.js';
import { admin, call, signInByPassword, tokensOf, type ApiTokens } from './support.js';
import { sdkOf } from './sdk.js';

const pool = poolForEachTest();
const Username = 'ada@example.com';
const scope = { scope: 'openid aws.cognito.signin.user.admin' };

const turnOn = (maxPerUser = 20): void => pool.updatePool({ sessionTracking: { isOn: true, maxPerUser } });

const phone = async (): Promise<ApiTokens> => tokensOf(await signInByPassword(pool, Username, seedPassword));

const sdk = (): CognitoIdentityProviderClient => sdkOf(pool);

const listed = async (AccessToken: string): Promise<SessionDescriptionType[]> =>
  (await sdk().send(new ListUserSessionsCommand({ AccessToken }))).Sessions ?? [];

const adminListed = async (): Promise<SessionDescriptionType[]> =>
  (await sdk().send(new AdminListUserSessionsCommand({ UserPoolId: pool.userPoolId, Username }))).Sessions ??
  [];

const kindsOf = (sessions: readonly SessionDescriptionType[]): string[] =>
  sessions.map(({ SessionType }) => String(SessionType)).toSorted((a, b) => a.localeCompare(b));

const idOf = (sessions: readonly SessionDescriptionType[], kind: 'SSO' | 'TOKEN'): string =>
  sessions.find(({ SessionType }) => SessionType === kind)?.SessionId ?? '';

const isAlive = async ({ AccessToken }: ApiTokens): Promise<boolean> =>
  (await call(pool, 'GetUser', { AccessToken })).status === 200;

const isSilentFor = async (browser: Browser, changes = {}): Promise<boolean> =>
  (await browser.send(authorizeUrl(pool, changes))).location.includes('?code=');

const named = (name: string): unknown => expect.objectContaining({ name });

describe('while sessions are not tracked (quirk: sessions)', () => {
  test('the configuration has the defaults of Cognito', async () => {
    const { UserPoolId } = { UserPoolId: pool.userPoolId };
    expect(await sdk().send(new GetUserPoolSessionConfigurationCommand({ UserPoolId }))).toMatchObject({
      UserPoolId,
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 },
    });
    const ofClient = { UserPoolId, ClientId: pool.client.id };
    expect(await sdk().send(new GetUserPoolClientSessionConfigurationCommand(ofClient))).toMatchObject({
      ...ofClient,
      SSOSession: { MaxValidityMinutes: 60 },
    });
  });

  test('no session is listed, ended or limited', async () => {
    const { AccessToken, RefreshToken } = await phone();
    const UserPoolId = pool.userPoolId;
    const SessionId = `tkn${'0'.repeat(25)}`;
    for (const command of [
      new ListUserSessionsCommand({ AccessToken }),
      new AdminListUserSessionsCommand({ UserPoolId, Username }),
      new RevokeUserSessionCommand({ AccessToken, SessionId }),
      new AdminRevokeUserSessionCommand({ UserPoolId, Username, SessionId }),
      new SetUserPoolClientSessionConfigurationCommand({
        UserPoolId,
        ClientId: pool.client.id,
        SSOSession: { MaxValidityMinutes: 5 },
      }),
    ] as const) {
      await expect(sdk().send(command as ListUserSessionsCommand)).rejects.toEqual(
        named('OperationNotEnabledException'),
      );
    }
    const linked = {
      ClientId: pool.publicClient.id,
      Token: RefreshToken,
      RevokeAssociatedSessions: 'LINKED',
    } as const;
    await sdk().send(new RevokeTokenCommand(linked));
    expect(await isAlive({ AccessToken, RefreshToken, IdToken: '' })).toBe(false);
  });
});

describe('the configuration (quirk: sessions)', () => {
  test('is replaced as a whole, and what clients were given sleeps while tracking is off', async () => {
    const UserPoolId = pool.userPoolId;
    const ofClient = { UserPoolId, ClientId: pool.client.id };
    const set = (UserSessionTracking: 'ENABLED' | 'DISABLED', MaxPerUser: number): Promise<unknown> =>
      sdk().send(
        new SetUserPoolSessionConfigurationCommand({
          UserPoolId,
          UserSessionTracking,
          TokenSession: { MaxPerUser },
        }),
      );
    expect(await set('ENABLED', 3)).toMatchObject({
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 3 },
    });
    await sdk().send(
      new SetUserPoolClientSessionConfigurationCommand({
        ...ofClient,
        SSOSession: { MaxValidityMinutes: 0 },
      }),
    );
    const browser = createBrowser();
    await signIn(pool, { browser });
    expect(await isSilentFor(browser)).toBe(false);
    await set('DISABLED', 3);
    expect(await isSilentFor(browser)).toBe(true);
    await set('ENABLED', 3);
    expect(await sdk().send(new GetUserPoolClientSessionConfigurationCommand(ofClient))).toMatchObject({
      SSOSession: { MaxValidityMinutes: 0 },
    });
    expect(await isSilentFor(browser)).toBe(false);
  });

  test.each([
    [0, 'InvalidParameterException'],
    [101, 'InvalidParameterException'],
  ])('allows 1 to 100 sessions of a person, and not %p', async (MaxPerUser, name) => {
    const input = {
      UserPoolId: pool.userPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser },
    } as const;
    await expect(sdk().send(new SetUserPoolSessionConfigurationCommand(input))).rejects.toEqual(named(name));
  });

  test('allows a client 0 to 129600 minutes', async () => {
    turnOn();
    const set = (MaxValidityMinutes: number): Promise<unknown> =>
      sdk().send(
        new SetUserPoolClientSessionConfigurationCommand({
          UserPoolId: pool.userPoolId,
          ClientId: pool.client.id,
          SSOSession: { MaxValidityMinutes },
        }),
      );
    expect(await set(129_600)).toMatchObject({ SSOSession: { MaxValidityMinutes: 129_600 } });
    await expect(set(129_601)).rejects.toEqual(named('InvalidParameterException'));
    await expect(set(-1)).rejects.toEqual(named('InvalidParameterException'));
  });

  test('is not for the Lite plan, and keeps a pool off it', async () => {
    const UserPoolId = pool.userPoolId;
    const enable = {
      UserPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 20 },
    } as const;
    await sdk().send(new SetUserPoolSessionConfigurationCommand(enable));
    expect((await admin(pool, 'UpdateUserPool', { UserPoolTier: 'LITE' })).type).toBe(
      'FeatureUnavailableInTierException',
    );
    await sdk().send(
      new SetUserPoolSessionConfigurationCommand({ ...enable, UserSessionTracking: 'DISABLED' }),
    );
    expect((await admin(pool, 'UpdateUserPool', { UserPoolTier: 'LITE' })).status).toBe(200);
    await expect(sdk().send(new SetUserPoolSessionConfigurationCommand(enable))).rejects.toEqual(
      named('FeatureUnavailableInTierException'),
    );
  });
});

describe('a tracked session (quirk: sessions)', () => {
  const browser = makeForEachTest(() =>
    createBrowser({ userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' }),
  );

  test('of a phone is a token session, and the one that asks is marked', async () => {
    turnOn();
    const first = await phone();
    pool.clock.advance(1000);
    const second = await phone();
    const sessions = await listed(second.AccessToken);
    expect(sessions).toHaveLength(2);
    expect(sessions.map(({ IsCurrentSession }) => IsCurrentSession)).toEqual([true, false]);
    expect((await listed(first.AccessToken)).map(({ IsCurrentSession }) => IsCurrentSession)).toEqual([
      false,
      true,
    ]);
    expect((await adminListed()).map(({ IsCurrentSession }) => IsCurrentSession)).toEqual([false, false]);
    const now = new Date(pool.clock.now());
    expect(sessions[0]).toEqual({
      SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
      SessionType: 'TOKEN',
      ClientId: pool.publicClient.id,
      CreateDate: expect.any(Date),
      LastActiveDate: expect.any(Date),
      DeviceType: 'unknown',
      LastIPAddress: '127.0.0.1',
      LastLocation: { Country: 'unknown' },
      IsCurrentSession: true,
    });
    expect(Math.abs(Number(sessions[0]?.CreateDate) - Number(now))).toBeLessThan(60_000);
  });

  test('of a browser is an SSO session with the token sessions that come through it', async () => {
    turnOn();
    const tokens = await signInForTokens(pool, { browser, changes: scope });
    const sessions = await listed(tokens.access_token);
    expect(kindsOf(sessions)).toEqual(['SSO', 'TOKEN']);
    const sso = sessions.find(({ SessionType }) => SessionType === 'SSO');
    expect(sso).toMatchObject({
      SessionId: expect.stringMatching(/^sso[a-z0-9]{25}$/),
      ClientId: pool.client.id,
      DeviceType: 'Firefox on Windows',
      IsCurrentSession: false,
    });
    expect(sso).not.toHaveProperty('OriginSessionId');
    expect(sessions.find(({ SessionType }) => SessionType === 'TOKEN')).toMatchObject({
      OriginSessionId: sso?.SessionId,
      DeviceType: 'Firefox on Windows',
      IsCurrentSession: true,
    });
  });

  test('is used by a refresh, which says from where', async () => {
    turnOn();
    const tokens = await signInForTokens(pool, { browser, changes: scope });
    pool.clock.advance(60_000);
    await refresh(pool, tokens.refresh_token);
    for (const session of await adminListed()) {
      expect(Number(session.LastActiveDate) - Number(session.CreateDate)).toBeGreaterThanOrEqual(60_000);
      expect(session.DeviceType).toBe(session.SessionType === 'SSO' ? 'Firefox on Windows' : 'unknown');
    }
  });

  test('goes on when the same person signs in afresh, and ends when somebody else does', async () => {
    turnOn();
    await signIn(pool, { browser });
    const before = idOf(await adminListed(), 'SSO');
    await signIn(pool, { browser, changes: { prompt: 'login' } });
    expect(idOf(await adminListed(), 'SSO')).toBe(before);
    await signIn(pool, { browser, username: 'grace@example.com', changes: { prompt: 'login' } });
    expect(kindsOf(await adminListed())).toEqual([]);
  });

  test('leaves the list with /logout, with its tokens, and with its time', async () => {
    turnOn();
    const tokens = await signInForTokens(pool, { browser, changes: scope });
    await browser.send(`${pool.domain}/logout?client_id=${pool.client.id}`);
    expect(kindsOf(await adminListed())).toEqual(['TOKEN']);
    pool.clock.advance(30 * 24 * 3_600_000);
    expect(await adminListed()).toEqual([]);
    expect((await refresh(pool, tokens.refresh_token)).status).toBe(400);
  });
});

describe('the limit of sessions of a person (quirk: sessions)', () => {
  const spaced = async (): Promise<ApiTokens> => {
    pool.clock.advance(1000);
    return phone();
  };

  test('lets the least recently used one go', async () => {
    turnOn(2);
    const first = await spaced();
    const second = await spaced();
    pool.clock.advance(1000);
    await call(pool, 'GetTokensFromRefreshToken', {
      ClientId: pool.publicClient.id,
      RefreshToken: first.RefreshToken,
    });
    const third = await spaced();
    expect(await Promise.all([first, second, third].map(isAlive))).toEqual([true, false, true]);
  });

  test('that was lowered ends nothing before the next sign-in', async () => {
    turnOn(3);
    const all = [await spaced(), await spaced(), await spaced()];
    turnOn(1);
    expect(await Promise.all(all.map(isAlive))).toEqual([true, true, true]);
    const last = await spaced();
    expect(await Promise.all([...all, last].map(isAlive))).toEqual([false, false, false, true]);
  });

  test('does not count signed-in browsers, nor other people', async () => {
    turnOn(1);
    await signIn(pool);
    await signIn(pool);
    const grace = tokensOf(await signInByPassword(pool, 'grace@example.com', seedPassword));
    const ada = await phone();
    expect(await Promise.all([grace, ada].map(isAlive))).toEqual([true, true]);
    expect(kindsOf(await adminListed())).toEqual(['SSO', 'SSO', 'TOKEN']);
  });
});

describe('how long a client takes a browser as signed in (quirk: sessions)', () => {
  const minuteMs = 60_000;
  const browser = makeForEachTest(createBrowser);

  test('is its own, from the last fresh authentication and not from the last use', async () => {
    turnOn();
    pool.addClient({ id: 'other', callbackUrls: ['http://localhost:3000/auth/callback'], ssoMinutes: 10 });
    await signIn(pool, { browser });
    pool.clock.advance(9 * minuteMs);
    expect(await isSilentFor(browser, { client_id: 'other' })).toBe(true);
    pool.clock.advance(minuteMs);
    expect(await isSilentFor(browser, { client_id: 'other' })).toBe(false);
    expect(await isSilentFor(browser)).toBe(true);
    pool.clock.advance(50 * minuteMs);
    expect(await isSilentFor(browser)).toBe(false);
  });

  test('is up to ninety days, for which the cookie lives', async () => {
    turnOn();
    pool.updateClient(pool.client.id, { ssoMinutes: 129_600 });
    await signIn(pool, { browser });
    pool.clock.advance(129_599 * minuteMs);
    expect(await isSilentFor(browser)).toBe(true);
    pool.clock.advance(minuteMs);
    expect(await isSilentFor(browser)).toBe(false);
    expect(kindsOf(await adminListed())).toEqual([]);
  });

  test('can be never, and other clients use the session all the same', async () => {
    turnOn();
    pool.updateClient(pool.client.id, { ssoMinutes: 0 });
    pool.addClient({ id: 'other', callbackUrls: ['http://localhost:3000/auth/callback'] });
    await signIn(pool, { browser });
    expect(await isSilentFor(browser)).toBe(false);
    const silent = await browser.send(authorizeUrl(pool, { prompt: 'none' }));
    expect(silent.location).toContain('login_required');
    expect(await isSilentFor(browser, { client_id: 'other' })).toBe(true);
  });
});

describe('ending a session (quirk: sessions)', () => {
  const browser = makeForEachTest(createBrowser);

  /** Two apps of the confidential client through one browser, and a phone beside them. */
  const three = async (): Promise<{
    readonly web: TokenSet;
    readonly again: TokenSet;
    readonly app: ApiTokens;
  }> => {
    turnOn();
    const web = await signInForTokens(pool, { browser, changes: scope });
    const { location } = await browser.send(authorizeUrl(pool, scope));
    const answer = await redeem(pool, new URL(location).searchParams.get('code') ?? '');
    return { web, again: answer.json() as unknown as TokenSet, app: await phone() };
  };

  const alive = (tokens: readonly TokenSet[]): Promise<boolean[]> =>
    Promise.all(tokens.map(async (set) => (await refresh(pool, set.refresh_token)).status === 200));

  const sessionOf = async ({ access_token: AccessToken }: TokenSet): Promise<string> =>
    (await listed(AccessToken)).find(({ IsCurrentSession }) => IsCurrentSession)?.SessionId ?? '';

  test('ends its refresh and access tokens, and nothing else', async () => {
    const { web, again, app } = await three();
    const SessionId = await sessionOf(web);
    await sdk().send(new RevokeUserSessionCommand({ AccessToken: app.AccessToken, SessionId }));
    expect(await alive([web, again])).toEqual([false, true]);
    expect((await call(pool, 'GetUser', { AccessToken: web.access_token })).type).toBe(
      'NotAuthorizedException',
    );
    expect(await isSilentFor(browser)).toBe(true);
    expect(await isAlive(app)).toBe(true);
  });

  test('linked, a token session takes its browser along, but no other token session', async () => {
    const { web, again, app } = await three();
    const SessionId = await sessionOf(web);
    await sdk().send(
      new RevokeUserSessionCommand({
        AccessToken: app.AccessToken,
        SessionId,
        RevokeAssociatedSessions: 'LINKED',
      }),
    );
    expect(await alive([web, again])).toEqual([false, true]);
    expect(await isSilentFor(browser)).toBe(false);
  });

  test.each([
    ['NONE', [true, true]],
    ['LINKED', [false, false]],
  ] as const)(
    'of a browser, with %s, leaves its tokens alive: %p',
    async (RevokeAssociatedSessions, expected) => {
      const { web, again, app } = await three();
      await sdk().send(
        new AdminRevokeUserSessionCommand({
          UserPoolId: pool.userPoolId,
          Username,
          SessionId: idOf(await adminListed(), 'SSO'),
          RevokeAssociatedSessions,
        }),
      );
      expect(await isSilentFor(browser)).toBe(false);
      expect(await alive([web, again])).toEqual(expected);
      expect(await isAlive(app)).toBe(true);
    },
  );

  test('is not for the session that asks, nor for an id that the person does not have', async () => {
    const { web, app } = await three();
    const own = { AccessToken: web.access_token, SessionId: await sessionOf(web) };
    await expect(sdk().send(new RevokeUserSessionCommand(own))).rejects.toEqual(
      named('InvalidParameterException'),
    );
    const grace = tokensOf(await signInByPassword(pool, 'grace@example.com', seedPassword));
    const foreign = { AccessToken: grace.AccessToken, SessionId: own.SessionId };
    await expect(sdk().send(new RevokeUserSessionCommand(foreign))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
    const wrongPerson = {
      UserPoolId: pool.userPoolId,
      Username: 'grace@example.com',
      SessionId: own.SessionId,
    };
    await expect(sdk().send(new AdminRevokeUserSessionCommand(wrongPerson))).rejects.toEqual(
      named('ResourceNotFoundException'),
    );
    expect(await alive([web])).toEqual([true]);
    expect(await isAlive(app)).toBe(true);
  });

  test.each([
    ['NONE', true],
    ['LINKED', false],
  ] as const)(
    'by RevokeToken with %s keeps the browser signed in: %p',
    async (RevokeAssociatedSessions, silent) => {
      const { web, again } = await three();
      const { id: ClientId, secret: ClientSecret } = pool.client;
      await sdk().send(
        new RevokeTokenCommand({
          ClientId,
          ClientSecret,
          Token: web.refresh_token,
          RevokeAssociatedSessions,
        }),
      );
      expect(await alive([web, again])).toEqual([false, true]);
      expect(await isSilentFor(browser)).toBe(silent);
    },
  );
});

test('tokens carry no word of sessions, tracked or not (quirk: sessions)', async () => {
  const claims = async (one: LocalPool): Promise<string[]> =>
    Object.keys(decode((await signInForTokens(one)).access_token)).toSorted((a, b) => a.localeCompare(b));
  const before = await claims(pool);
  turnOn();
  expect(await claims(pool)).toEqual(before);
});
