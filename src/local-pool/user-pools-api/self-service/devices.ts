import { invalidParameter } from '../../base/errors.js';
import {
  deviceGroupKey,
  deviceName,
  forgetDevice,
  getDevice,
  hexOf,
  listDevices,
  updateDeviceStatus,
} from '../person/devices.js';
import type { OperationTable } from '../protocol/api.js';
import { optionalStructure, text } from '../protocol/input.js';
import { poolOf, withAccessToken, type SelfService } from '../protocol/lookups.js';

/** The device of this very sign-in tells its SRP verifier; the person is asked where the pool leaves it to them. */
const confirmDevice: SelfService = (input, { person, family }, api) => {
  const key = text(input, 'DeviceKey');
  const { devices } = poolOf(api, person);
  if (devices === undefined || family.deviceKey !== key) {
    throw invalidParameter(`Invalid device key given: it is not the key that this sign-in got.`);
  }
  const secret = optionalStructure(input, 'DeviceSecretVerifierConfig');
  const now = api.service.clock.now();
  api.service.store.devices.set(`${person.sub}/${key}`, {
    key,
    groupKey: deviceGroupKey(person.poolId),
    sub: person.sub,
    ...deviceName(input),
    lastIp: '127.0.0.1',
    remembered: !devices.onUserPrompt,
    ...(secret === undefined
      ? {}
      : { srp: { verifier: hexOf(secret, 'PasswordVerifier'), salt: hexOf(secret, 'Salt') } }),
    createdAt: now,
    updatedAt: now,
    lastAuthenticatedAt: now,
  });
  return { UserConfirmationNecessary: devices.onUserPrompt };
};

export const deviceOperations: OperationTable = {
  ConfirmDevice: withAccessToken(confirmDevice),
  ListDevices: withAccessToken((input, { person }, api) => listDevices(input, person, api)),
  GetDevice: withAccessToken((input, { person }, api) => getDevice(input, person, api)),
  ForgetDevice: withAccessToken((input, { person }, api) => forgetDevice(input, person, api)),
  UpdateDeviceStatus: withAccessToken((input, { person }, api) => updateDeviceStatus(input, person, api)),
};
