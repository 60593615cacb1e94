import { invalidParameter } from '../../base/errors.js';
import { addressNames, assertMayWrite, checkedName } from '../../people/attributes.js';
import { attributesIn } from '../person/attributes.js';
import { assertAddressFree, changeAttributes, redeemFrom, sendTo } from '../person/change-attributes.js';
import { deliveryDetails } from '../person/code-delivery.js';
import type { OperationTable } from '../protocol/api.js';
import { choice, optionalTexts, text } from '../protocol/input.js';
import { metadataIn } from '../protocol/metadata.js';
import { poolOf, withAccessToken, type SelfService } from '../protocol/lookups.js';

const codesPerHour = 5;
const guessesPerHour = 15;

const updateUserAttributes: SelfService = async (input, { person, client }, api) => {
  const pool = poolOf(api, person);
  const changes = attributesIn(input, 'UserAttributes', pool);
  if (Object.keys(changes).length === 0)
    throw invalidParameter('UserAttributes must name at least one attribute.');
  assertMayWrite(client, Object.keys(changes));
  const deliveries = await changeAttributes(api, person, {
    pool,
    changes,
    client,
    clientMetadata: metadataIn(input),
  });
  return { CodeDeliveryDetailsList: deliveries.map((delivery) => deliveryDetails(delivery)) };
};

const deleteUserAttributes: SelfService = async (input, { person, client }, api) => {
  const pool = poolOf(api, person);
  const names = (optionalTexts(input, 'UserAttributeNames') ?? []).map((name) => checkedName(name, pool));
  assertMayWrite(client, names);
  const changes = Object.fromEntries(names.map((name) => [name, '']));
  await changeAttributes(api, person, { pool, changes, client });
  return {};
};

const getVerificationCode: SelfService = async (input, { person, client }, api) => {
  const address = choice(input, 'AttributeName', addressNames);
  api.attempts.count('GetUserAttributeVerificationCode', person.sub, codesPerHour);
  const value = person.pendingAttributes?.[address] ?? person.attributes[address];
  if (value === undefined) throw invalidParameter(`User does not have ${address} attribute`);
  const calling = { client, clientMetadata: metadataIn(input) };
  const code = { ...calling, address, value, source: 'VerifyUserAttribute' } as const;
  return { CodeDeliveryDetails: deliveryDetails(await sendTo(api, person, code)) };
};

const verifyUserAttribute: SelfService = (input, { person }, api) => {
  const address = choice(input, 'AttributeName', addressNames);
  const code = text(input, 'Code');
  api.attempts.count('VerifyUserAttribute', person.sub, guessesPerHour);
  const { [address]: awaited, ...stillWaiting } = person.pendingAttributes ?? {};
  const value = awaited ?? person.attributes[address];
  redeemFrom(api, person, { address, value, code });
  if (value !== undefined) assertAddressFree(api, person, address, value);
  api.service.people.setAttributes(person, {
    ...(awaited === undefined ? {} : { [address]: awaited }),
    [`${address}_verified`]: 'true',
  });
  person.pendingAttributes = stillWaiting;
  return {};
};

export const addressOperations: OperationTable = {
  UpdateUserAttributes: withAccessToken(updateUserAttributes),
  DeleteUserAttributes: withAccessToken(deleteUserAttributes),
  GetUserAttributeVerificationCode: withAccessToken(getVerificationCode),
  VerifyUserAttribute: withAccessToken(verifyUserAttribute),
};
