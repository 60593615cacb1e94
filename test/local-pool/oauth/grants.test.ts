import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import type { Answer } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { admin, signInByPassword, tokensOf } from '../user-pools-api/support.js';
import { decode, refresh, signInForTokens, tokenRequest } from '../support/app.js';

const pool = poolForEachTest();

describe('client credentials (quirk: client credentials)', () => {
  beforeEach(() => {
    pool.addResourceServer('api', ['read']);
    pool.addClient({
      id: 'machine',
      secret: 'machine-secret',
      flows: ['client_credentials'],
      scopes: ['openid', 'api/read', 'api/gone'],
    });
  });

  const ask = (form: Record<string, string> = {}): Promise<Answer> =>
    tokenRequest(
      pool,
      { grant_type: 'client_credentials', client_id: 'machine', client_secret: 'machine-secret', ...form },
      {},
    );

  test('take aws_client_metadata, a JSON object, and have no trigger to hand it to', async () => {
    const answer = await ask({ aws_client_metadata: '{"tenant":"a"}' });
    expect(answer.status).toBe(200);
    expect(decode(String(answer.json()['access_token']))).not.toHaveProperty('tenant');
  });

  test.each(['{', '"text"', 'tenant=a', '[]'])('refuse aws_client_metadata that is %s', async (metadata) => {
    const answer = await ask({ aws_client_metadata: metadata });
    expect([answer.status, answer.json()]).toEqual([400, { error: 'invalid_request' }]);
  });

  test('know no resource: that is for people', async () => {
    const answer = await ask({ resource: 'https://api.example.com' });
    expect(decode(String(answer.json()['access_token']))).not.toHaveProperty('aud');
  });

  test('give custom scopes only, and those that are still there', async () => {
    expect(decode(String((await ask()).json()['access_token']))['scope']).toBe('api/read');
    expect((await ask({ scope: 'openid' })).json()).toEqual({ error: 'invalid_scope' });
  });
});

describe('client authentication (quirk: client authentication)', () => {
  test('has no private_key_jwt', async () => {
    const answer = await tokenRequest(
      pool,
      {
        grant_type: 'refresh_token',
        refresh_token: 'x',
        client_id: pool.client.id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: 'e30.e30.e30',
      },
      {},
    );
    expect(answer.json()).toEqual({ error: 'invalid_client' });
  });
});

describe('the refresh grant for people who signed in through the SDK (quirk: refresh)', () => {
  const sdkRefresh = async (): Promise<Answer> => {
    const { RefreshToken } = tokensOf(await signInByPassword(pool, 'ada@example.com', seedPassword));
    const form = {
      grant_type: 'refresh_token',
      refresh_token: RefreshToken,
      client_id: pool.publicClient.id,
    };
    return tokenRequest(pool, form, {});
  };

  test('works while the pool remembers no devices', async () => {
    expect((await sdkRefresh()).status).toBe(200);
  });

  test('is invalid_grant where the pool remembers devices; people of the hosted UI go on', async () => {
    const hosted = await signInForTokens(pool);
    await admin(pool, 'UpdateUserPool', {
      MfaConfiguration: 'OPTIONAL',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: false },
    });
    const answer = await sdkRefresh();
    expect([answer.status, answer.json()]).toEqual([400, { error: 'invalid_grant' }]);
    expect((await refresh(pool, hosted.refresh_token)).status).toBe(200);
  });

  test('does not spend the token that it refuses', async () => {
    pool.updateClient(pool.publicClient.id, { rotation: { graceSeconds: 0 } });
    const { RefreshToken } = tokensOf(await signInByPassword(pool, 'ada@example.com', seedPassword));
    const form = {
      grant_type: 'refresh_token',
      refresh_token: RefreshToken,
      client_id: pool.publicClient.id,
    };
    await admin(pool, 'UpdateUserPool', { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } });
    expect((await tokenRequest(pool, form, {})).status).toBe(400);
    await admin(pool, 'UpdateUserPool', {});
    expect((await tokenRequest(pool, form, {})).status).toBe(200);
  });
});
