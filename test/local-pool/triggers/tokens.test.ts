import { describe, expect, test } from '@jest/globals';
import type { PreTokenGenerationEvent, TriggerFunctions } from '../../../src/local-pool/index.js';
import { poolForEachTest } from '../../support/pool.js';
import { decode, refresh, signInForTokens, tokenRequest } from '../support/app.js';
import { call, tokensOf } from '../user-pools-api/support.js';
import { asPublic, claimsOf, refused, signIn, sourcesOf } from './support.js';

const pool = poolForEachTest();

const use = (functions: TriggerFunctions): void => pool.triggers.use(functions);

/** A function that answers with these, for the version. */
const answering = (version: 'V1_0' | 'V2_0' | 'V3_0', details: object): TriggerFunctions => ({
  PreTokenGenerationConfig: { LambdaVersion: version },
  PreTokenGeneration: (event) => {
    const name = version === 'V1_0' ? 'claimsOverrideDetails' : 'claimsAndScopeOverrideDetails';
    return { ...event, response: { [name]: details } };
  },
});

describe('the first version', () => {
  test('adds, overrides and suppresses claims of the ID token, and leaves the access token', async () => {
    use(
      answering('V1_0', {
        claimsToAddOrOverride: { tenant: 'acme', given_name: 'Augusta' },
        claimsToSuppress: ['family_name'],
      }),
    );
    const { id, access } = claimsOf(await signIn(pool));
    expect(id).toMatchObject({ tenant: 'acme', given_name: 'Augusta' });
    expect(id).not.toHaveProperty('family_name');
    expect(id).toHaveProperty('cognito:groups', ['admins', 'staff']);
    expect(access).not.toHaveProperty('tenant');
  });

  test('replaces groups in both tokens, and takes them away where it leaves them empty', async () => {
    use(
      answering('V1_0', {
        groupOverrideDetails: {
          groupsToOverride: ['guests'],
          iamRolesToOverride: ['role'],
          preferredRole: 'role',
        },
      }),
    );
    const { id, access } = claimsOf(await signIn(pool));
    expect(id).toMatchObject({
      'cognito:groups': ['guests'],
      'cognito:roles': ['role'],
      'cognito:preferred_role': 'role',
    });
    expect(access).toHaveProperty('cognito:groups', ['guests']);
    use(answering('V1_0', { groupOverrideDetails: null }));
    const without = claimsOf(await signIn(pool));
    expect(without.id).not.toHaveProperty('cognito:groups');
    expect(without.access).not.toHaveProperty('cognito:groups');
  });

  test('takes texts only', async () => {
    use(answering('V1_0', { claimsToAddOrOverride: { level: 3 } }));
    expect(await signIn(pool)).toEqual(
      refused('InvalidLambdaResponseException', 'Unrecognizable lambda output'),
    );
  });

  test('cannot change what the pool vouches for', async () => {
    const names = [
      'sub',
      'iss',
      'aud',
      'exp',
      'token_use',
      'auth_time',
      'cognito:username',
      'at_hash',
      'email_verified',
    ];
    const before = claimsOf(await signIn(pool)).id;
    use(
      answering('V1_0', {
        claimsToAddOrOverride: Object.fromEntries(names.map((name) => [name, 'forged'])),
        claimsToSuppress: ['sub', 'cognito:username'],
      }),
    );
    const { id } = claimsOf(await signIn(pool));
    expect(Object.values(id)).not.toContain('forged');
    expect(id['sub']).toBe(before['sub']);
    expect(id['cognito:username']).toBe(before['cognito:username']);
  });
});

describe('the second version', () => {
  test('changes both tokens, with values of any kind, and scopes', async () => {
    const events: PreTokenGenerationEvent[] = [];
    const answer = answering('V2_0', {
      idTokenGeneration: { claimsToAddOrOverride: { plan: { name: 'gold', seats: 3 } } },
      accessTokenGeneration: {
        claimsToAddOrOverride: { tenant: 'acme', username: 'forged', aud: 'elsewhere' },
        scopesToAdd: ['orders/read'],
        scopesToSuppress: ['aws.cognito.signin.user.admin'],
      },
    });
    use({
      ...answer,
      PreTokenGeneration: (event, context, callback) => {
        events.push(structuredClone(event));
        return answer.PreTokenGeneration?.(event, context, callback);
      },
    });
    const called = await signIn(pool);
    const { id, access } = claimsOf(called);
    expect(events[0]).toMatchObject({
      version: '2',
      request: { scopes: ['aws.cognito.signin.user.admin'] },
      response: { claimsAndScopeOverrideDetails: null },
    });
    expect(id).toMatchObject({ plan: { name: 'gold', seats: 3 } });
    expect(access).toMatchObject({ tenant: 'acme', scope: 'orders/read' });
    expect(access['username']).not.toBe('forged');
    expect(access).not.toHaveProperty('aud');
    const { AccessToken } = tokensOf(called);
    expect(await call(pool, 'GetUser', { AccessToken })).toEqual(
      refused('NotAuthorizedException', 'Access Token does not have required scopes'),
    );
  });

  test('may add the client itself as the audience of the access token, and no scope with a blank', async () => {
    const aud = pool.publicClient.id;
    use(answering('V2_0', { accessTokenGeneration: { claimsToAddOrOverride: { aud } } }));
    expect(claimsOf(await signIn(pool)).access).toMatchObject({ aud });
    use(answering('V2_0', { accessTokenGeneration: { scopesToAdd: ['two words'] } }));
    expect((await signIn(pool)).type).toBe('InvalidLambdaResponseException');
  });

  test('suppression beats addition', async () => {
    use(
      answering('V2_0', {
        accessTokenGeneration: { claimsToAddOrOverride: { tenant: 'acme' }, claimsToSuppress: ['tenant'] },
      }),
    );
    expect(claimsOf(await signIn(pool)).access).not.toHaveProperty('tenant');
  });
});

describe('the hosted pages', () => {
  test('ask once, before the code is given, and again at each refresh', async () => {
    use(answering('V1_0', { claimsToAddOrOverride: { tenant: 'acme' } }));
    const tokens = await signInForTokens(pool);
    expect(decode(tokens.id_token)).toMatchObject({ tenant: 'acme' });
    expect(decode(tokens.id_token)['at_hash']).toEqual(expect.any(String));
    expect((await refresh(pool, tokens.refresh_token)).json()).toHaveProperty('id_token');
    expect(sourcesOf(pool)).toEqual(['TokenGeneration_HostedAuth', 'TokenGeneration_RefreshTokens']);
  });

  test('a refresh that the trigger stops costs no refresh token, with rotation neither', async () => {
    pool.updateClient(pool.client.id, { rotation: { graceSeconds: 0 } });
    const tokens = await signInForTokens(pool);
    use({
      PreTokenGeneration: () => {
        throw new Error('later');
      },
    });
    const stopped = await refresh(pool, tokens.refresh_token);
    expect(stopped).toMatchObject({ status: 400 });
    expect(stopped.json()).toEqual({
      error: 'invalid_request',
      error_description: 'PreTokenGeneration failed with error later.',
    });
    use({});
    expect((await refresh(pool, tokens.refresh_token)).status).toBe(200);
  });

  test('GetTokensFromRefreshToken hands its metadata over', async () => {
    use(answering('V1_0', {}));
    const { RefreshToken } = tokensOf(await signIn(pool));
    pool.triggers.clear();
    await asPublic(pool, 'GetTokensFromRefreshToken', { RefreshToken, ClientMetadata: { why: 'test' } });
    expect(pool.triggers.list()).toMatchObject([
      { source: 'TokenGeneration_Authentication', event: { request: { clientMetadata: { why: 'test' } } } },
    ]);
  });
});

describe('the third version', () => {
  const machineToken = async (): Promise<Record<string, unknown>> => {
    pool.addResourceServer('orders', ['read', 'write']);
    pool.addClient({
      id: 'worker',
      secret: 'a-secret',
      flows: ['client_credentials'],
      scopes: ['orders/read'],
    });
    const answer = await tokenRequest(
      pool,
      { grant_type: 'client_credentials', aws_client_metadata: JSON.stringify({ job: 'nightly' }) },
      { authorization: `Basic ${Buffer.from('worker:a-secret').toString('base64')}` },
    );
    return decode(String(answer.json()['access_token']));
  };
  const details = {
    accessTokenGeneration: { claimsToAddOrOverride: { tenant: 'acme' }, scopesToAdd: ['orders/write'] },
  };

  test('is asked about the tokens of machines, with their metadata', async () => {
    use(answering('V3_0', details));
    expect(await machineToken()).toMatchObject({ tenant: 'acme', scope: 'orders/read orders/write' });
    expect(pool.triggers.list()).toMatchObject([
      {
        source: 'TokenGeneration_ClientCredentials',
        event: {
          version: '3',
          callerContext: { clientId: 'worker' },
          request: { scopes: ['orders/read'], clientMetadata: { job: 'nightly' } },
        },
      },
    ]);
  });

  test.each(['V1_0', 'V2_0'] as const)('alone: %s is not', async (version) => {
    use(answering(version, details));
    expect(await machineToken()).not.toHaveProperty('tenant');
    expect(pool.triggers.list()).toEqual([]);
  });
});
