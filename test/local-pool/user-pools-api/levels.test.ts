import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { poolForEachTest } from '../../support/pool.js';
import { decode } from '../support/app.js';
import { admin, call, respond, tokensOf, type ApiTokens, type Called } from './support.js';
import { sdkOf } from './sdk.js';

const pool = poolForEachTest({ levels: true });
const ada = 'ada@example.com';
const loa = (level: number): string => `urn:cognito:loa:${level}`;

const allow = (): void =>
  pool.updateClient(pool.publicClient.id, { explicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH'] });

const userAuth = (parameters: Record<string, string>): Promise<Called> => {
  allow();
  return call(pool, 'InitiateAuth', {
    ClientId: pool.publicClient.id,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: ada, ...parameters },
  });
};

const byPassword = (parameters: Record<string, string> = {}): Promise<Called> =>
  userAuth({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: seedPassword, ...parameters });

const appCode = (secret: string): Record<string, string> => ({
  USERNAME: ada,
  SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, pool.clock.now()),
});

const claimsOf = ({ AccessToken, IdToken }: ApiTokens): readonly object[] => [
  decode(AccessToken),
  decode(IdToken),
];

describe('TARGET_ACR_VALUES (quirk: levels)', () => {
  test('is in both tokens by the SDK, and stays through a refresh', async () => {
    allow();
    const secret = pool.enableTotp(ada);
    const sdk = sdkOf(pool);
    const asked = await sdk.send(
      new InitiateAuthCommand({
        ClientId: pool.publicClient.id,
        AuthFlow: 'USER_AUTH',
        AuthParameters: {
          USERNAME: ada,
          PREFERRED_CHALLENGE: 'PASSWORD',
          PASSWORD: seedPassword,
          TARGET_ACR_VALUES: loa(4),
        },
      }),
    );
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const { AuthenticationResult } = await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool.publicClient.id,
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        Session: asked.Session,
        ChallengeResponses: appCode(secret),
      }),
    );
    const said = { acr: loa(4), amr: ['pwd', 'otp', 'mfa'] };
    for (const claims of claimsOf(AuthenticationResult as ApiTokens)) expect(claims).toMatchObject(said);
    const refreshed = await call(pool, 'GetTokensFromRefreshToken', {
      ClientId: pool.publicClient.id,
      RefreshToken: AuthenticationResult?.RefreshToken,
    });
    for (const claims of claimsOf(tokensOf(refreshed))) expect(claims).toMatchObject(said);
  });

  test('is in no token where nobody asks', async () => {
    for (const claims of claimsOf(tokensOf(await byPassword()))) expect(claims).not.toHaveProperty('acr');
  });

  test('leaves only first factors that lead there', async () => {
    pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP'] });
    const available = async (TARGET_ACR_VALUES: string): Promise<unknown> =>
      (await userAuth({ TARGET_ACR_VALUES })).body['AvailableChallenges'];
    expect(await available(loa(1))).toEqual(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']);
    expect(await available(loa(2))).toEqual(['EMAIL_OTP']);
    expect(await available(`${loa(4)} ${loa(2)}`)).toEqual(['EMAIL_OTP']);
  });

  test('of a mailed code is the second level', async () => {
    pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP'] });
    const asked = await userAuth({ PREFERRED_CHALLENGE: 'EMAIL_OTP', TARGET_ACR_VALUES: loa(2) });
    const code = pool.outbox.latest(ada)?.code ?? '';
    const tokens = tokensOf(await respond(pool, asked, { USERNAME: ada, EMAIL_OTP_CODE: code }));
    for (const claims of claimsOf(tokens)) expect(claims).toMatchObject({ acr: loa(2), amr: ['email_otp'] });
  });

  test('goes through SELECT_CHALLENGE', async () => {
    const secret = pool.enableTotp(ada);
    const asked = await userAuth({ TARGET_ACR_VALUES: loa(4) });
    const password = await respond(pool, asked, {
      USERNAME: ada,
      ANSWER: 'PASSWORD',
      PASSWORD: seedPassword,
    });
    const tokens = tokensOf(await respond(pool, password, appCode(secret)));
    for (const claims of claimsOf(tokens)) expect(claims).toMatchObject({ acr: loa(4) });
  });

  test.each([
    ['none is known', { TARGET_ACR_VALUES: 'urn:made:up' }],
    ['none can be reached', { TARGET_ACR_VALUES: loa(4) }],
    ['a time is no number', { MAX_AGE: '-1' }],
    ['a token comes without them', { ACCESS_TOKEN: 'x' }],
  ])('is InvalidParameterException where %s', async (_what, parameters) => {
    expect((await byPassword(parameters)).type).toBe('InvalidParameterException');
  });

  test('is not for the Lite plan', async () => {
    pool.updatePool({ knowsLevels: true });
    expect((await admin(pool, 'UpdateUserPool', { UserPoolTier: 'LITE' })).status).toBe(200);
    expect((await byPassword({ TARGET_ACR_VALUES: loa(1) })).type).toBe('FeatureUnavailableInTierException');
  });

  test('means nothing to a pool that does not know levels, whatever it says', async () => {
    pool.updatePool({ knowsLevels: false });
    const tokens = tokensOf(await byPassword({ TARGET_ACR_VALUES: 'urn:made:up', MAX_AGE: 'soon' }));
    expect(decode(tokens.IdToken)).not.toHaveProperty('acr');
    const AcrConfiguration = { Level1: { AcrValue: 'urn:mine' } };
    expect((await admin(pool, 'UpdateUserPool', { AcrConfiguration })).status).toBe(200);
    const { body } = await admin(pool, 'DescribeUserPool');
    expect(body['UserPool']).not.toHaveProperty('AcrConfiguration');
  });

  test('never passes by a second factor that somebody has', async () => {
    pool.enableTotp(ada);
    expect((await byPassword({ TARGET_ACR_VALUES: loa(1) })).body['ChallengeName']).toBe(
      'SOFTWARE_TOKEN_MFA',
    );
  });
});

describe('ACCESS_TOKEN with TARGET_ACR_VALUES (quirk: levels)', () => {
  const first = async (): Promise<string> => tokensOf(await byPassword()).AccessToken;

  test('asks only for what is missing', async () => {
    const ACCESS_TOKEN = await first();
    const secret = pool.enableTotp(ada);
    const asked = await userAuth({ ACCESS_TOKEN, TARGET_ACR_VALUES: loa(4), MAX_AGE: '60' });
    expect(asked.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    const tokens = tokensOf(await respond(pool, asked, appCode(secret)));
    for (const claims of claimsOf(tokens)) {
      expect(claims).toMatchObject({ acr: loa(4), amr: ['pwd', 'otp', 'mfa'] });
    }
    expect((await call(pool, 'GetUser', { AccessToken: ACCESS_TOKEN })).status).toBe(200);
  });

  test('that is too old for MAX_AGE counts for nothing', async () => {
    const ACCESS_TOKEN = await first();
    pool.enableTotp(ada);
    pool.clock.advance(61_000);
    const asked = await userAuth({ ACCESS_TOKEN, TARGET_ACR_VALUES: loa(4), MAX_AGE: '60' });
    expect(asked.body['ChallengeName']).toBe('SELECT_CHALLENGE');
    expect(asked.body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
  });

  test('that needs nothing gets no new tokens, and somebody else’s is refused', async () => {
    const ACCESS_TOKEN = await first();
    const again = { ACCESS_TOKEN, TARGET_ACR_VALUES: loa(1) };
    expect((await userAuth(again)).type).toBe('InvalidParameterException');
    expect((await userAuth({ ...again, USERNAME: 'grace@example.com' })).type).toBe('NotAuthorizedException');
  });
});
