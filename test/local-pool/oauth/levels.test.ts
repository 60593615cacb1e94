import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { decode, refresh, signIn, type TokenSet } from '../support/app.js';
import { visitorOf, type Visitor } from '../support/visitor.js';
import { admin } from '../user-pools-api/support.js';

const pool = poolForEachTest({ levels: true });
const visitor = makeForEachTest(() => visitorOf(pool));

const ada = 'ada@example.com';
const loa = (level: number): string => `urn:cognito:loa:${level}`;

/** To where authorize sends this browser. */
const authorize = async (changes: Record<string, string>, who: Visitor = visitor): Promise<string> =>
  who.absolute((await who.browser.send(who.pageUrl('/oauth2/authorize', changes))).location);

const hasCode = (location: string): boolean => new URL(location).searchParams.has('code');

/** Through the password to wherever it leads. */
const passwordFor = async (changes: Record<string, string>): Promise<string> => {
  const page = await authorize({ ...changes, prompt: 'login' });
  return visitor.absolute((await visitor.fill(page, { username: ada, password: seedPassword })).location);
};

const appCode = (secret: string): string => totpCode(secret, pool.clock.now());

const enter = async (page: string, code: string): Promise<string> =>
  visitor.absolute((await visitor.fill(page, { code })).location);

const claimsAt = async (location: string): Promise<{ readonly id: object; readonly tokens: TokenSet }> => {
  const tokens = await visitor.tokensOf(location);
  return { id: decode(tokens.id_token), tokens };
};

const authTimeOf = async (location: string): Promise<number> =>
  Number(decode((await visitor.tokensOf(location)).id_token)['auth_time']);

describe('a level of authentication (quirk: levels)', () => {
  test('that was asked for is in both tokens with the methods, and stays through a refresh', async () => {
    const secret = pool.enableTotp(ada);
    const changes = { acr_values: loa(4) };
    const page = await passwordFor(changes);
    expect(new URL(page).pathname).toBe('/mfa');
    const { id, tokens } = await claimsAt(await enter(page, appCode(secret)));
    const said = { acr: loa(4), amr: ['pwd', 'otp', 'mfa'] };
    expect(id).toMatchObject(said);
    expect(decode(tokens.access_token)).toMatchObject(said);
    const refreshed = (await refresh(pool, tokens.refresh_token)).json();
    expect(decode(String(refreshed['id_token']))).toMatchObject(said);
    expect(decode(String(refreshed['access_token']))).toMatchObject(said);
  });

  test('is in no token of a sign-in that nobody asked of it', async () => {
    const { id } = await claimsAt(await passwordFor({}));
    expect(id).not.toHaveProperty('acr');
    expect(id).not.toHaveProperty('amr');
  });

  test.each<[string, number, readonly string[]]>([
    ['EMAIL_OTP', 3, ['pwd', 'email_otp', 'mfa']],
    ['SMS_MFA', 3, ['pwd', 'sms', 'mfa']],
  ])('with a code by %s is %p', async (method, level, amr) => {
    Object.assign(pool.person(ada).attributes, {
      phone_number: '+14155550100',
      phone_number_verified: 'true',
    });
    Object.assign(pool.person(ada), { mfaMethods: [method] });
    const page = await passwordFor({ acr_values: loa(1) });
    const code = visitor.mailedCode(method === 'SMS_MFA' ? '+14155550100' : ada);
    expect((await claimsAt(await enter(page, code))).id).toMatchObject({ acr: loa(level), amr });
  });

  test('of a password alone is the first', async () => {
    expect((await claimsAt(await passwordFor({ max_age: '60' }))).id).toMatchObject({
      acr: loa(1),
      amr: ['pwd'],
    });
  });

  test('of an account at a provider is the lowest, and no more', async () => {
    const federated = { identity_provider: 'Google', acr_values: loa(1) };
    const done = await visitor.fill(await authorize(federated), { email: 'someone@example.com' });
    const back = visitor.absolute((await visitor.browser.send(visitor.absolute(done.location))).location);
    expect((await claimsAt(back)).id).toMatchObject({ acr: loa(1), amr: ['fed'] });
    expect(await authorize({ acr_values: loa(3) })).toContain('unmet_authentication_requirements');
  });

  describe('of an account at an OpenID provider', () => {
    const AcrMapping = { Level2: 'urn:provider:gold', Level3: 'urn:provider:diamond' };
    const at = (acr_values: string, more: Record<string, string> = {}): Promise<string> =>
      authorize({ identity_provider: 'Company', acr_values, ...more });

    const fromCompany = async (page: string): Promise<string> => {
      const done = await visitor.fill(page, { email: 'someone@example.com' });
      return visitor.absolute((await visitor.browser.send(visitor.absolute(done.location))).location);
    };

    beforeEach(async () => {
      const provider = { ProviderName: 'Company', AttributeMapping: { email: 'email' }, ProviderDetails: {} };
      const created = await admin(pool, 'CreateIdentityProvider', {
        ...provider,
        ProviderType: 'OIDC',
        AcrMapping,
      });
      expect([created.status, created.body['IdentityProvider']]).toMatchObject([200, { AcrMapping }]);
      pool.updateClient(pool.client.id, { identityProviders: ['COGNITO', 'Company'] });
    });

    test('is the one that AcrMapping has a word for, which the provider is asked in', async () => {
      const back = await fromCompany(await at(`${loa(3)} ${loa(1)}`));
      expect((await claimsAt(back)).id).toMatchObject({ acr: loa(3), amr: ['fed'] });
    });

    test('stays the lowest where there is no word for what is asked', async () => {
      expect((await claimsAt(await fromCompany(await at(loa(1))))).id).toMatchObject({ acr: loa(1) });
      expect(await fromCompany(await at(loa(4), { prompt: 'login' }))).toContain(
        'unmet_authentication_requirements',
      );
    });

    test('is raised by going to the provider once more', async () => {
      await fromCompany(await at(loa(1)));
      expect((await claimsAt(await fromCompany(await at(loa(2))))).id).toMatchObject({ acr: loa(2) });
      expect(hasCode(await at(loa(1)))).toBe(true);
    });

    test.each([
      ['a provider of another kind', 'SAML', AcrMapping, 'OIDC identity providers only'],
      ['another level', 'OIDC', { Level5: 'x' }, 'from Level1 to Level4'],
    ])('has no mapping of %s', async (_what, ProviderType, mapping, why) => {
      const refused = await admin(pool, 'CreateIdentityProvider', {
        ProviderName: 'Other',
        ProviderType,
        ProviderDetails: {},
        AcrMapping: mapping,
      });
      expect([refused.type, refused.body['message']]).toEqual([
        'InvalidParameterException',
        expect.stringContaining(why),
      ]);
    });
  });

  test('has the names that the pool gave it, and the others keep theirs', async () => {
    const AcrConfiguration = { Level1: { AcrValue: 'urn:mine:low' } };
    expect((await admin(pool, 'UpdateUserPool', { AcrConfiguration })).status).toBe(200);
    const { body } = await admin(pool, 'DescribeUserPool');
    expect((body['UserPool'] as { readonly AcrConfiguration: object }).AcrConfiguration).toEqual({
      Level1: { AcrValue: 'urn:mine:low' },
      Level2: { AcrValue: loa(2) },
      Level3: { AcrValue: loa(3) },
      Level4: { AcrValue: loa(4) },
    });
    expect((await claimsAt(await passwordFor({ acr_values: 'urn:mine:low' }))).id).toMatchObject({
      acr: 'urn:mine:low',
    });
    expect(await authorize({ acr_values: loa(1) })).toContain('invalid_request');
  });

  test.each([
    [{ Level1: { AcrValue: loa(4) } }],
    [{ Level1: { AcrValue: 'x' }, Level2: { AcrValue: 'x' } }],
    [{ Level1: { AcrValue: 'two words' } }],
    [{ Level1: { AcrValue: 'a'.repeat(65) } }],
    [{ Level5: { AcrValue: 'x' } }],
  ])('is not called %j', async (AcrConfiguration) => {
    expect((await admin(pool, 'UpdateUserPool', { AcrConfiguration })).type).toBe(
      'InvalidParameterException',
    );
  });
});

describe('asking somebody who is signed in (quirk: levels)', () => {
  test('goes to the callback at once where the level is there', async () => {
    await signIn(pool, { browser: visitor.browser });
    const location = await authorize({ acr_values: loa(1) });
    expect(hasCode(location)).toBe(true);
    expect((await claimsAt(location)).id).toMatchObject({ acr: loa(1), amr: ['pwd'] });
  });

  test('asks for what is missing and for no password, and makes the sign-in a fresh one', async () => {
    await signIn(pool, { browser: visitor.browser });
    const before = await authTimeOf(await authorize({}));
    const secret = pool.enableTotp(ada);
    pool.clock.advance(60_000);
    const stepUp = await authorize({ acr_values: loa(4) });
    expect(new URL(stepUp).pathname).toBe('/stepUp');
    const page = visitor.absolute((await visitor.browser.send(stepUp)).location);
    expect(new URL(page).pathname).toBe('/mfa');
    const location = await enter(page, appCode(secret));
    // The minute, and what the machine took for all this.
    const passed = (await authTimeOf(location)) - before;
    expect([passed >= 60, passed < 120]).toEqual([true, true]);
    expect((await claimsAt(await authorize({ acr_values: loa(4) }))).id).toMatchObject({ acr: loa(4) });
  });

  test('does not make the cookie of the browser live longer', async () => {
    await signIn(pool, { browser: visitor.browser });
    const secret = pool.enableTotp(ada);
    pool.clock.advance(30 * 60_000);
    const stepUp = await authorize({ acr_values: loa(4) });
    await enter(visitor.absolute((await visitor.browser.send(stepUp)).location), appCode(secret));
    expect(hasCode(await authorize({}))).toBe(true);
    pool.clock.advance(30 * 60_000);
    expect(hasCode(await authorize({}))).toBe(false);
  });

  test('begins with the password where the last one is longer ago than max_age', async () => {
    await signIn(pool, { browser: visitor.browser });
    pool.enableTotp(ada);
    pool.clock.advance(301_000);
    const changes = { acr_values: loa(4), max_age: '300' };
    expect(new URL(await authorize(changes)).pathname).toBe('/login');
    const direct = await visitor.browser.send(visitor.pageUrl('/stepUp', changes));
    expect(direct.location).toMatch(/^\/login\?/);
  });

  test('by max_age alone asks again only when it is over', async () => {
    await signIn(pool, { browser: visitor.browser });
    pool.clock.advance(299_000);
    expect(hasCode(await authorize({ max_age: '300' }))).toBe(true);
    pool.clock.advance(2_000);
    expect(new URL(await authorize({ max_age: '300' })).pathname).toBe('/login');
    expect(hasCode(await authorize({}))).toBe(true);
  });

  test('without a page hears login_required', async () => {
    await signIn(pool, { browser: visitor.browser });
    pool.enableTotp(ada);
    pool.clock.advance(2_000);
    for (const changes of [{ acr_values: loa(4) }, { max_age: '1' }]) {
      expect(await authorize({ ...changes, prompt: 'none' })).toContain('error=login_required');
    }
  });

  test('who cannot come to any level asked for says so at the callback', async () => {
    await signIn(pool, { browser: visitor.browser });
    expect(await authorize({ acr_values: `${loa(4)} ${loa(3)}` })).toContain(
      'unmet_authentication_requirements',
    );
    expect(await passwordFor({ acr_values: loa(3) })).toContain('unmet_authentication_requirements');
  });

  test('takes the first level of the list that the person can come to', async () => {
    const { id } = await claimsAt(await passwordFor({ acr_values: `${loa(4)} urn:made:up ${loa(1)}` }));
    expect(id).toMatchObject({ acr: loa(1) });
  });
});

describe('what is asked for (quirk: levels)', () => {
  test.each([{ acr_values: 'urn:made:up' }, { max_age: '-1' }, { max_age: 'soon' }])(
    '%j is an error at the callback',
    async (changes) => {
      expect(await authorize(changes)).toMatch(/^http:\/\/localhost:3000\/auth\/callback\?.*invalid_request/);
    },
  );

  test('is passed over without a word on the Lite plan', async () => {
    expect((await admin(pool, 'UpdateUserPool', { UserPoolTier: 'LITE' })).status).toBe(200);
    const { id } = await claimsAt(await passwordFor({ acr_values: loa(4) }));
    expect(id).not.toHaveProperty('acr');
  });
});
