import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { decode } from '../support/app.js';
import {
  admin,
  call,
  signInByPassword,
  tokensOf,
  type ApiTokens,
  type Called,
  type Json,
} from './support.js';

const email = 'ada@example.com';
const verifier = {
  PasswordVerifier: Buffer.from('1234').toString('base64'),
  Salt: Buffer.from('5').toString('base64'),
};

const pool = poolForAllTests();

const track = (changes: Json): Promise<Called> =>
  admin(pool, 'UpdateUserPool', { MfaConfiguration: 'OPTIONAL', ...changes });

const signedIn = async () => {
  const tokens: ApiTokens & {
    readonly NewDeviceMetadata?: { readonly DeviceKey: string; readonly DeviceGroupKey: string };
  } = tokensOf(await signInByPassword(pool, email, seedPassword));
  const { AccessToken, NewDeviceMetadata } = tokens;
  const own = (operation: string, input: Json = {}): Promise<Called> =>
    call(pool, operation, { AccessToken, ...input });
  return { AccessToken, tokens, device: NewDeviceMetadata, own };
};

describe('device tracking', () => {
  test('is off unless the pool turns it on', async () => {
    const { device, own, AccessToken } = await signedIn();
    expect(device).toBeUndefined();
    expect(decode(AccessToken)).not.toHaveProperty('device_key');
    const confirm = { DeviceKey: 'us-east-1_x', DeviceSecretVerifierConfig: verifier };
    expect((await own('ConfirmDevice', confirm)).type).toBe('InvalidParameterException');
  });

  test('names a new device, which its own sign-in confirms, lists, remembers and forgets', async () => {
    await track({ DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true } });
    const { device, own, AccessToken } = await signedIn();
    const DeviceKey = device?.DeviceKey ?? '';
    expect(decode(AccessToken)['device_key']).toBe(DeviceKey);
    const confirm = { DeviceKey, DeviceName: 'Laptop', DeviceSecretVerifierConfig: verifier };
    expect((await own('ConfirmDevice', { ...confirm, DeviceKey: 'us-east-1_0123' })).type).toBe(
      'InvalidParameterException',
    );
    expect((await own('ConfirmDevice', confirm)).body).toEqual({ UserConfirmationNecessary: true });
    await own('UpdateDeviceStatus', { DeviceKey, DeviceRememberedStatus: 'remembered' });
    const shown = (await own('GetDevice', { DeviceKey })).body['Device'] as Json;
    expect(shown['DeviceAttributes']).toContainEqual({ Name: 'device_status', Value: 'remembered' });
    expect((await own('ListDevices')).body['Devices']).toEqual([shown]);
    expect((await admin(pool, 'AdminListDevices', { Username: email })).body['Devices']).toEqual([shown]);
    expect((await own('ForgetDevice', { DeviceKey })).status).toBe(200);
    expect((await own('GetDevice', { DeviceKey })).type).toBe('ResourceNotFoundException');
  });

  test('takes no device key on trust', async () => {
    await track({});
    const answer = await call(pool, 'InitiateAuth', {
      ClientId: pool.publicClient.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: seedPassword, DEVICE_KEY: 'us-east-1_made-up' },
    });
    expect(decode(tokensOf(answer).AccessToken)).not.toHaveProperty('device_key');
  });

  test('lets a sign-in refresh only with the key of its confirmed device', async () => {
    await track({ DeviceConfiguration: {} });
    const { tokens, device, own } = await signedIn();
    const DeviceKey = device?.DeviceKey ?? '';
    const { id: ClientId } = pool.publicClient;
    const { RefreshToken } = tokens;
    const refresh = (more: Json): Promise<Called> =>
      call(pool, 'GetTokensFromRefreshToken', { ClientId, RefreshToken, ...more });
    const oldWay = (more: Record<string, string>): Promise<Called> =>
      call(pool, 'InitiateAuth', {
        ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: RefreshToken, ...more },
      });
    const refused = { type: 'NotAuthorizedException', message: 'Invalid Refresh Token.' };
    expect(await refresh({ DeviceKey })).toMatchObject(refused);
    await own('ConfirmDevice', { DeviceKey, DeviceSecretVerifierConfig: verifier });
    for (const wrong of [{}, { DeviceKey: 'us-east-1_0123' }]) {
      expect(await refresh(wrong)).toMatchObject(refused);
    }
    expect(await oldWay({})).toMatchObject(refused);
    expect((await refresh({ DeviceKey })).status).toBe(200);
    expect((await oldWay({ DEVICE_KEY: DeviceKey })).status).toBe(200);
  });
});
