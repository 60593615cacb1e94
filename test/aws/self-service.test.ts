import { describe, expect, test } from '@jest/globals';
import { createSelfService, PoolFault } from '../../src/aws/index.js';
import { accountDevice, accountPasskey, profileFrom } from '../../src/aws/answers.js';
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
