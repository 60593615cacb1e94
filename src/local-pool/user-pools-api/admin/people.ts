// Operations of administrators on people and groups.

import { checkedName } from '../../people/attributes.js';
import { attributesIn } from '../person/attributes.js';
import { changeAttributes } from '../person/change-attributes.js';
import { adminUser } from '../person/describe-person.js';
import { forgetDevice, getDevice, listDevices, updateDeviceStatus } from '../person/devices.js';
import { setMfaPreference } from '../person/mfa-preference.js';
import { removePerson } from '../person/removal.js';
import type { OperationTable } from '../protocol/api.js';
import { optionalTexts } from '../protocol/input.js';
import { poolOf, withPerson, withUserPool, type PersonOperation } from '../protocol/lookups.js';
import { metadataIn } from '../protocol/metadata.js';
import { adminCreateUser } from './create-user.js';

const confirmSignUp: PersonOperation = async (input, person, { service }) => {
  await service.signUps.confirmByAdministrator(person, { clientMetadata: metadataIn(input) });
  return {};
};

const updateAttributes: PersonOperation = async (input, person, api) => {
  const pool = poolOf(api, person);
  const changes = attributesIn(input, 'UserAttributes', pool);
  await changeAttributes(api, person, { pool, changes, clientMetadata: metadataIn(input) });
  return {};
};

const deleteAttributes: PersonOperation = async (input, person, api) => {
  const pool = poolOf(api, person);
  const names = (optionalTexts(input, 'UserAttributeNames') ?? []).map((name) => checkedName(name, pool));
  await changeAttributes(api, person, { pool, changes: Object.fromEntries(names.map((name) => [name, ''])) });
  return {};
};

/** Disabling also ends every sign-in. */
const disable: PersonOperation = (_input, person, { service }) => {
  person.enabled = false;
  person.updatedAt = service.clock.now();
  service.families.endAllOf(person.sub);
  return {};
};

const enable: PersonOperation = (_input, person, { service }) => {
  person.enabled = true;
  person.updatedAt = service.clock.now();
  return {};
};

export const personOperations: OperationTable = {
  AdminCreateUser: withUserPool(adminCreateUser),
  AdminGetUser: withPerson((_input, person) => adminUser(person)),
  AdminDeleteUser: withPerson((_input, person, api) => {
    removePerson(api, person);
    return {};
  }),
  AdminConfirmSignUp: withPerson(confirmSignUp),
  AdminUpdateUserAttributes: withPerson(updateAttributes),
  AdminDeleteUserAttributes: withPerson(deleteAttributes),
  AdminDisableUser: withPerson(disable),
  AdminEnableUser: withPerson(enable),
  AdminUserGlobalSignOut: withPerson((_input, person, { service }) => {
    service.families.endAllOf(person.sub);
    return {};
  }),
  AdminSetUserMFAPreference: withPerson((input, person, api) => {
    setMfaPreference(input, person, poolOf(api, person));
    return {};
  }),
  AdminListDevices: withPerson(listDevices),
  AdminGetDevice: withPerson(getDevice),
  AdminForgetDevice: withPerson(forgetDevice),
  AdminUpdateDeviceStatus: withPerson(updateDeviceStatus),
};
