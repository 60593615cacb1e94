import { describe, expect, test } from '@jest/globals';
import { createSelfService, endEverywhere, PoolFault, PoolRefusal } from '../../src/aws/index.js';
import { accountDevice, accountPasskey, poolSession, profileFrom } from '../../src/aws/answers.js';
import { poolForAllTests } from '../support/pool.js';

describe('createSelfService', () => {
  const pool = poolForAllTests();

  test.each(['https://login.example.com/realm', 'https://cognito-idp.eu-west-1.amazonaws.com', ''])(
    'refuses the issuer “%s”, which names no user pool',
    (issuer) => {
      expect(() => createSelfService({ issuer })).toThrow('createSelfService: issuer must be one of Cognito');
    },
  );

  test('gives up after its deadline, and says that it was that', async () => {
    pool.faults.add({ endpoint: 'api', fault: { kind: 'silence' }, times: 1 });
    const selfService = createSelfService({ issuer: pool.issuer, endpoint: pool.api, deadlineMs: 200 });
    const failure = await selfService.profile('token').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PoolFault);
    expect(failure).toMatchObject({ code: 'pool_timeout' });
  });

  test('asks once: a code or a password that was seen counts as an attempt', async () => {
    pool.faults.add({ endpoint: 'api', fault: { kind: 'status', status: 500 } });
    const before = pool.requests.count('api');
    const selfService = createSelfService({ issuer: pool.issuer, endpoint: pool.api });
    await expect(selfService.verifyAddress('token', 'email', '123456')).rejects.toMatchObject({
      code: 'pool_unreachable',
    });
    expect(pool.requests.count('api')).toBe(before + 1);
    pool.faults.clear();
  });

  test('says that a token without the scope lacks it, in the word of the table of errors', async () => {
    const selfService = createSelfService({ issuer: pool.issuer, endpoint: pool.api });
    await expect(selfService.profile('no-token')).rejects.toMatchObject({
      name: 'PoolFault',
      code: 'not_signed_in',
    });
  });
});

describe('a profile', () => {
  const identities = JSON.stringify([{ providerName: 'Google', userId: '1' }]);
  const person = (Username: string, UserAttributes: { Name: string; Value: string }[]) =>
    profileFrom({ Username, UserAttributes });

  test('of somebody who comes from another provider says which', () => {
    expect(person('Google_1', [{ Name: 'identities', Value: identities }]).managedBy).toBe('Google');
    expect(person('google_1', [{ Name: 'identities', Value: identities }]).managedBy).toBe('Google');
  });

  test('of an account of the pool is its own, also with other identities linked to it', () => {
    expect(person('5e8f-0a', [{ Name: 'identities', Value: identities }]).managedBy).toBeUndefined();
  });

  test.each(['', 'null', '{}', '[1,null,{"providerName":7}]', 'not JSON'])(
    'with identities that are %p is its own',
    (value) => {
      expect(person('Google_1', [{ Name: 'identities', Value: value }]).managedBy).toBeUndefined();
    },
  );

  test('knows second factors by their names, and passes over ones that are not known', () => {
    const { secondFactors, preferredSecondFactor } = profileFrom({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA', 'TELEPATHY'],
      PreferredMfaSetting: 'EMAIL_OTP',
    });
    expect([secondFactors, preferredSecondFactor]).toEqual([['app', 'email', 'sms'], 'email']);
  });
});

test('devices and passkeys are plain values, and one without a name to call it by is left out', () => {
  const at = new Date(1_764_000_000_000);
  const DeviceAttributes = [
    { Name: 'device_name', Value: 'Phone' },
    { Name: 'device_status', Value: 'not_remembered' },
    { Name: 'last_ip_used', Value: '203.0.113.7' },
  ];
  expect(accountDevice({ DeviceKey: 'k', DeviceAttributes, DeviceLastAuthenticatedDate: at })).toEqual([
    { key: 'k', name: 'Phone', address: '203.0.113.7', isRemembered: false, lastSeenAtMs: at.getTime() },
  ]);
  expect(accountDevice({})).toEqual([]);
  expect(accountPasskey({ CredentialId: 'c', FriendlyCredentialName: 'Key', CreatedAt: at })).toEqual([
    { id: 'c', name: 'Key', createdAtMs: at.getTime() },
  ]);
  expect(accountPasskey({})).toEqual([]);
});

test('sessions of the pool are plain values, without what it does not know', () => {
  const at = new Date(1_764_000_000_000);
  const answer = {
    SessionId: 'tkn1',
    SessionType: 'TOKEN',
    ClientId: 'c',
    CreateDate: at,
    LastActiveDate: at,
  };
  const plain = {
    id: 'tkn1',
    kind: 'app',
    clientId: 'c',
    createdAtMs: at.getTime(),
    lastActiveAtMs: at.getTime(),
    isCurrent: false,
  };
  expect(
    poolSession({
      ...answer,
      DeviceType: 'unknown',
      LastIPAddress: '',
      LastLocation: { Country: 'unknown' },
    }),
  ).toEqual([plain]);
  const known = {
    DeviceType: 'Firefox on Windows',
    LastIPAddress: '203.0.113.7',
    LastLocation: { City: 'Turin', Country: 'Italy' },
    OriginSessionId: 'sso1',
    IsCurrentSession: true,
  };
  expect(poolSession({ ...answer, ...known })).toEqual([
    {
      ...plain,
      device: 'Firefox on Windows',
      address: '203.0.113.7',
      place: 'Turin, Italy',
      cameThrough: 'sso1',
      isCurrent: true,
    },
  ]);
  expect(poolSession({ SessionType: 'SSO' })).toEqual([]);
  expect(poolSession({ SessionId: 'x1', SessionType: 'DREAM' })).toEqual([]);
});

describe('ending everything at the pool', () => {
  const apiWith = (endSession: (id: string) => Promise<void>) => {
    const done: string[] = [];
    const api = {
      sessions: async () =>
        ['sso1', 'sso2', 'sso3', 'sso4', 'sso5', 'sso6', 'sso7'].flatMap((SessionId) =>
          poolSession({ SessionId, SessionType: 'SSO' }),
        ),
      endSession: async (_token: string, { id, alsoLinked }: { id: string; alsoLinked: boolean }) => {
        await endSession(id);
        done.push(alsoLinked ? `${id} linked` : id);
      },
      signOutEverywhere: async () => void done.push('tokens'),
    };
    return { api, done };
  };

  test('ends every browser alone, so that the token that asks lives to the end, and then the tokens', async () => {
    const { api, done } = apiWith(async () => {});
    await endEverywhere(api, 'token');
    expect(done).toEqual(['sso1', 'sso2', 'sso3', 'sso4', 'sso5', 'sso6', 'sso7', 'tokens']);
  });

  test('says that something may go on where one could not be ended, and ends the others', async () => {
    const { api, done } = apiWith(async (id) => {
      if (id === 'sso2') throw new PoolFault('pool_timeout');
    });
    await expect(endEverywhere(api, 'token')).rejects.toMatchObject({ code: 'pool_timeout' });
    expect(done).toEqual(['sso1', 'sso3', 'sso4', 'sso5', 'sso6', 'sso7', 'tokens']);
  });

  test('does not mind one that was gone already', async () => {
    const { api, done } = apiWith(async () => {
      throw new PoolRefusal('ResourceNotFoundException', { sentence: 'It is not there any more.' });
    });
    await endEverywhere(api, 'token');
    expect(done).toEqual(['tokens']);
  });
});
