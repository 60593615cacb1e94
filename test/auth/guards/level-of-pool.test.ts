import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { sdkOf } from '../../local-pool/user-pools-api/sdk.js';
import { secretHash } from '../../local-pool/user-pools-api/support.js';
import { startBareSite, type BareSiteOptions } from '../../support/bare-site.js';
import { createBrowser, send, type Answer, type Browser } from '../../support/browser.js';
import { makeForEachTest, openForEachTest } from '../../support/opened.js';
import { ada, signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';

const top = 'urn:cognito:loa:4';

const routes: NonNullable<BareSiteOptions['routes']> = (app, auth) => {
  const say =
    (text: string) =>
    (_request: unknown, response: { send(text: string): unknown }): void =>
      void response.send(text);
  app.get('/strong', auth.requireLevel({ anyLevel: [top] }), say('strong'));
  app.get('/fresh', auth.requireLevel({ anyLevel: [top], withinSeconds: 300 }), say('fresh'));
  app.get('/by-app', auth.requireLevel({ allMethods: ['otp'] }), say('by app'));
  app.get('/gold', auth.requireLevel({ anyLevel: ['urn:mine:gold'] }), say('gold'));
  app.get('/api/strong', auth.requireBearer({ anyLevel: [top], withinSeconds: 300 }), say('strong'));
};

const pathOf = ({ url }: Answer): string => new URL(url).pathname;
const refusalIn = ({ status, text }: Answer): unknown => [status, JSON.parse(text)];
const refused = (reason: string, returnTo: string, level = top): unknown => [
  403,
  {
    code: 'authentication_level_required',
    reason,
    signInUrl: `/auth/sign-in?${new URLSearchParams({ return_to: returnTo, acr_values: level }).toString()}`,
  },
];

describe('a level at a pool that knows levels', () => {
  const site = openForEachTest(() => startBareSite({ routes, pool: { levels: true } }));
  const browser = makeForEachTest(() => signedIn(site));
  const code = (secret: string): Record<string, string> => ({
    code: totpCode(secret, site.pool.clock.now()),
  });
  const visit = (path: string, who: Browser = browser): Promise<Answer> => who.visit(`${site.origin}${path}`);

  test('is a code away for somebody who has typed the password: no password is asked for again, and the session goes on', async () => {
    const secret = site.pool.enableTotp(ada.username);
    const page = await visit('/strong?tab=2');
    expect(pathOf(page)).toBe('/mfa');
    expect(site.pool.requests.list('page').map(({ path }) => path)).toContain('/stepUp');
    const opened = await browser.submit(page, code(secret));
    expect(opened).toMatchObject({ url: `${site.origin}/strong?tab=2`, text: 'strong' });
    const { signIn } = JSON.parse((await visit('/account')).text);
    expect(signIn).toMatchObject({ level: top, methods: ['pwd', 'otp', 'mfa'] });
    expect((await visit('/by-app')).text).toBe('by app');
    // And it is the same after a refresh.
    site.advance(59.5 * minuteMs);
    expect((await visit('/strong')).text).toBe('strong');
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
  });

  test('is asked for together with the password of somebody who comes for it first', async () => {
    const secret = site.pool.enableTotp(ada.username);
    const fresh = createBrowser();
    const login = await visit('/strong', fresh);
    expect(pathOf(login)).toBe('/login');
    const page = await fresh.submit(login, ada);
    expect(pathOf(page)).toBe('/mfa');
    expect((await fresh.submit(page, code(secret))).text).toBe('strong');
    // One sign-in that nobody asked a level of, and the asking, which the pool answers without a word.
    expect(site.eventsOf('sign_in_started').slice(1)).toMatchObject([
      { isStepUp: false },
      { isStepUp: true },
    ]);
  });

  test('has to be shown again when it is too old', async () => {
    const secret = site.pool.enableTotp(ada.username);
    await browser.submit(await visit('/fresh'), code(secret));
    site.advance(6 * minuteMs);
    const login = await visit('/fresh');
    expect(pathOf(login)).toBe('/login');
    const page = await browser.submit(login, ada);
    expect((await browser.submit(page, code(secret))).text).toBe('fresh');
  });

  test('that somebody cannot come to is said at once, and ends nothing', async () => {
    const begun = site.eventsOf('sign_in_started').length;
    expect(refusalIn(await visit('/strong'))).toEqual(refused('level_not_offered', '/strong'));
    expect(site.eventsOf('sign_in_started')).toHaveLength(begun + 1);
    expect((await visit('/account')).status).toBe(200);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test('that the pool does not know is said at once, and ends nothing', async () => {
    expect(refusalIn(await visit('/gold'))).toEqual(refused('level_not_offered', '/gold', 'urn:mine:gold'));
    expect((await visit('/account')).status).toBe(200);
  });

  test('of an API is challenged for, asked for by an app with the SDK, and enough for the same call', async () => {
    const { pool } = site;
    const secret = pool.enableTotp(ada.username);
    pool.updateClient(pool.client.id, { explicitAuthFlows: ['ALLOW_USER_AUTH'] });
    const refusedCall = await api((await visit('/token')).text);
    const challenge = refusedCall.headers['www-authenticate'] ?? '';
    expect([refusedCall.status, challenge]).toEqual([
      401,
      expect.stringMatching(/^Bearer error="insufficient_user_authentication"/),
    ]);
    // What a client does with it by RFC 9470: the same words, to the pool.
    const asked = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
    const token = await tokenOfApp({
      secret,
      TARGET_ACR_VALUES: asked('acr_values'),
      MAX_AGE: asked('max_age'),
    });
    expect(await api(token)).toMatchObject({ status: 200, text: 'strong' });
    site.advance(6 * minuteMs);
    expect((await api(token)).status).toBe(401);
  });

  const api = (token: string): Promise<Answer> =>
    send(`${site.origin}/api/strong`, { headers: { authorization: `Bearer ${token}` } });

  /** A phone's sign-in, with what the challenge asked for. */
  const tokenOfApp = async ({ secret, ...wanted }: Readonly<Record<string, string>>): Promise<string> => {
    const { pool } = site;
    const sdk = sdkOf(pool);
    const ClientId = pool.client.id;
    const who = { USERNAME: ada.username, SECRET_HASH: secretHash(pool, ada.username) };
    const password = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: seedPassword };
    const AuthParameters = { ...who, ...password, ...wanted };
    const { ChallengeName, Session } = await sdk.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters }),
    );
    const SOFTWARE_TOKEN_MFA_CODE = totpCode(secret ?? '', pool.clock.now());
    const ChallengeResponses = { ...who, SOFTWARE_TOKEN_MFA_CODE };
    const { AuthenticationResult } = await sdk.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
    );
    return AuthenticationResult?.AccessToken ?? '';
  };
});

describe('a level at a pool that knows none', () => {
  const site = openForEachTest(() => startBareSite({ routes, pool: { levels: false } }));
  const browser = makeForEachTest(() => signedIn(site));

  test('is asked for with the password too, and then refused with the reason: no circle, and the session goes on', async () => {
    const secret = site.pool.enableTotp(ada.username);
    const begun = site.eventsOf('sign_in_started').length;
    let page = await browser.visit(`${site.origin}/strong`);
    expect(pathOf(page)).toBe('/login');
    page = await browser.submit(page, ada);
    expect(pathOf(page)).toBe('/mfa');
    // Even somebody with a second factor: the token does not say so.
    page = await browser.submit(page, { code: totpCode(secret, site.pool.clock.now()) });
    expect(refusalIn(page)).toEqual(refused('level_not_said', '/strong'));
    expect(site.eventsOf('sign_in_started')).toHaveLength(begun + 2);
    expect((await browser.visit(`${site.origin}/account`)).status).toBe(200);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });
});
