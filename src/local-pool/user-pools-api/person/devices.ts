import { invalidParameter } from '../../base/errors.js';
import type { Device, Person } from '../../base/model.js';
import { sha256 } from '../../base/random.js';
import type { Api } from '../protocol/api.js';
import { choice, optionalText, text, type Input } from '../protocol/input.js';
import { notFound } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';
import { attributeList } from './attributes.js';

const statuses = ['remembered', 'not_remembered'] as const;

/** One group for every device of a pool: SRP binds a device's password to it. */
export const deviceGroupKey = (poolId: string): string =>
  `-${sha256(poolId)
    .replaceAll(/[^A-Za-z0-9]/gu, '')
    .slice(0, 8)}`;

export const knownDevice = (
  { service }: Api,
  person: Person,
  deviceKey: string | undefined,
): Device | undefined =>
  deviceKey === undefined ? undefined : service.store.devices.get(`${person.sub}/${deviceKey}`);

export const listDevices = (input: Input, person: Person, { service }: Api): object => {
  const own = [...service.store.devices.values()].filter(({ sub }) => sub === person.sub);
  const { items, next } = page(own, input, { limit: 'Limit', token: 'PaginationToken' });
  return { Devices: items.map((device) => deviceType(device)), PaginationToken: next };
};

export const getDevice = (input: Input, person: Person, api: Api): object => ({
  Device: deviceType(deviceIn(input, person, api)),
});

export const forgetDevice = (input: Input, person: Person, api: Api): object => {
  const device = deviceIn(input, person, api);
  api.service.store.devices.delete(`${person.sub}/${device.key}`);
  return {};
};

export const updateDeviceStatus = (input: Input, person: Person, api: Api): object => {
  const device = deviceIn(input, person, api);
  device.remembered = choice(input, 'DeviceRememberedStatus', statuses) === 'remembered';
  device.updatedAt = api.service.clock.now();
  return {};
};

/** Base64 of a number, as apps send verifier and salt, in hex. */
export const hexOf = (input: Input, name: string): string => {
  const hex = Buffer.from(text(input, name), 'base64').toString('hex');
  if (hex === '') throw invalidParameter(`${name} must be a number in base64.`);
  return hex;
};

export const deviceName = (input: Input): { readonly name?: string } => {
  const name = optionalText(input, 'DeviceName');
  return name === undefined ? {} : { name };
};

const deviceIn = (input: Input, person: Person, api: Api): Device =>
  knownDevice(api, person, text(input, 'DeviceKey')) ?? notFound('Device does not exist.');

const deviceType = (device: Device): object => ({
  DeviceKey: device.key,
  DeviceAttributes: attributeList({
    device_status: device.remembered ? 'remembered' : 'not_remembered',
    device_name: device.name ?? '',
    last_ip_used: device.lastIp,
  }),
  DeviceCreateDate: seconds(device.createdAt),
  DeviceLastModifiedDate: seconds(device.updatedAt),
  DeviceLastAuthenticatedDate: seconds(device.lastAuthenticatedAt),
});
