import { randomUUID } from 'node:crypto';
import type { Person, UserPool } from '../../base/model.js';
import { deviceGroupKey, knownDevice } from '../person/devices.js';
import type { Api } from '../protocol/api.js';

/** What is looked at of a sign-in under way. */
interface FromDevice {
  readonly api: Api;
  readonly pool: UserPool;
  readonly person: Person;
  readonly deviceKey?: string | undefined;
}

/** Where the pool tracks devices and this is none that it knows: the names of a new one, for ConfirmDevice. */
export const newDeviceMetadata = ({
  api,
  pool,
  person,
  deviceKey,
}: FromDevice): { readonly DeviceKey: string; readonly DeviceGroupKey: string } | undefined => {
  if (pool.devices === undefined || knownDevice(api, person, deviceKey) !== undefined) return undefined;
  return { DeviceKey: `${api.region}_${randomUUID()}`, DeviceGroupKey: deviceGroupKey(pool.id) };
};

/** A remembered device that proves itself spares the second factor, where the pool says so. */
export const sparesSecondFactor = ({ api, pool, person, deviceKey }: FromDevice): boolean => {
  if (pool.devices?.challengesNew !== true) return false;
  const device = knownDevice(api, person, deviceKey);
  return device?.remembered === true && device.srp !== undefined;
};
