import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { createSrpClient } from './srp-client.js';
import { admin, call, secretHash, tokensOf, type Called } from './support.js';

const email = 'ada@example.com';

const pool = poolForAllTests();

const parametersOf = (asked: Called): Record<string, string> =>
  asked.body['ChallengeParameters'] as Record<string, string>;

describe('SRP', () => {
  test('with a client secret takes a hash of each name that it is sent', async () => {
    const srp = createSrpClient();
    const ClientId = pool.client.id;
    const asked = await call(pool, 'InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: email, SRP_A: srp.publicValue, SECRET_HASH: secretHash(pool, email) },
    });
    expect(asked.body).not.toHaveProperty('Session');
    const claim = srp.claim(parametersOf(asked), { poolId: pool.userPoolId, password: seedPassword });
    const answer = (SECRET_HASH: string): Promise<Called> =>
      call(pool, 'RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: { ...claim, SECRET_HASH },
      });
    expect((await answer(secretHash(pool, email))).type).toBe('NotAuthorizedException');
    expect(tokensOf(await answer(secretHash(pool, claim['USERNAME'] ?? ''))).IdToken).toBeDefined();
  });

  test('serves a trusted server as well', async () => {
    const srp = createSrpClient();
    const { id: ClientId } = pool.publicClient;
    const AuthParameters = { USERNAME: email, SRP_A: srp.publicValue };
    const asked = await admin(pool, 'AdminInitiateAuth', {
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters,
    });
    const ChallengeResponses = srp.claim(parametersOf(asked), {
      poolId: pool.userPoolId,
      password: seedPassword,
    });
    const input = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses };
    expect(tokensOf(await admin(pool, 'AdminRespondToAuthChallenge', input)).AccessToken).toBeDefined();
  });

  test('goes wrong with a changed timestamp, secret block or user', async () => {
    for (const change of [
      { TIMESTAMP: 'Mon Nov 23 07:38:53 UTC 2026' },
      { PASSWORD_CLAIM_SECRET_BLOCK: Buffer.from('another').toString('base64') },
      { USERNAME: 'grace@example.com' },
      { TIMESTAMP: '2026-11-23T07:38:52Z' },
    ]) {
      const srp = createSrpClient();
      const { id: ClientId } = pool.publicClient;
      const AuthParameters = { USERNAME: email, SRP_A: srp.publicValue };
      const asked = await call(pool, 'InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
      const claim = srp.claim(parametersOf(asked), { poolId: pool.userPoolId, password: seedPassword });
      const ChallengeResponses = { ...claim, ...change };
      const input = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses };
      expect((await call(pool, 'RespondToAuthChallenge', input)).status).toBe(400);
    }
  });

  test('two answers to one challenge at once count once', async () => {
    const srp = createSrpClient();
    const { id: ClientId } = pool.publicClient;
    const AuthParameters = { USERNAME: email, SRP_A: srp.publicValue };
    const asked = await call(pool, 'InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
    const ChallengeResponses = srp.claim(parametersOf(asked), {
      poolId: pool.userPoolId,
      password: seedPassword,
    });
    const input = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses };
    const answers = await Promise.all([1, 2, 3].map(() => call(pool, 'RespondToAuthChallenge', input)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
