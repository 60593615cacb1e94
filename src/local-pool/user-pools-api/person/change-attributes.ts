import { PoolError, invalidParameter } from '../../base/errors.js';
import type { Address, Attributes, Person, UserPool } from '../../base/model.js';
import { addressNames } from '../../people/attributes.js';
import { autoVerified } from '../../people/auto-verification.js';
import type { CodeDelivery } from '../../people/one-time-codes.js';
import { assertKeepsRequired, assertMutable } from '../../people/schema.js';
import { ownerOfAlias } from '../../people/user-names.js';
import type { Calling } from '../../triggers/events.js';
import type { Api } from '../protocol/api.js';

export interface AttributeChange extends Calling {
  readonly pool: UserPool;
  readonly changes: Attributes;
}

/** Sets attributes. A new address is unverified until the code that goes to it comes back; answers where codes went by themselves. */
export const changeAttributes = async (
  api: Api,
  person: Person,
  { pool, changes, ...calling }: AttributeChange,
): Promise<readonly CodeDelivery[]> => {
  assertMutable(pool, Object.keys(changes));
  assertKeepsRequired(pool, changes);
  const changed = addressNames.filter((address) => isChanged(person, changes, address));
  for (const address of changed)
    assertChangeable(api, person, { pool, address, value: changes[address] ?? '' });
  for (const address of addressNames) assertMayVouch(api, person, changes, address);
  const held = changed.filter((address) => isHeldBack(pool, person, changes, address));
  const now = withVerification(changes, changed);
  const isHeld = (name: string): boolean => held.some((address) => name.startsWith(address));
  api.service.people.setAttributes(
    person,
    Object.fromEntries(Object.entries(now).filter(([name]) => !isHeld(name))),
  );
  const waiting = Object.fromEntries(held.map((address) => [address, changes[address] ?? '']));
  if (held.length > 0) person.pendingAttributes = { ...person.pendingAttributes, ...waiting };
  const deliveries: CodeDelivery[] = [];
  for (const address of changed) {
    if (!held.includes(address) && !isSentCode(pool, now, address)) continue;
    const code = {
      ...calling,
      address,
      value: changes[address] ?? '',
      source: 'UpdateUserAttribute',
    } as const;
    deliveries.push(await sendTo(api, person, code));
  }
  return deliveries;
};

/** A changed address is unverified unless it comes with its verification; a deleted one has none. */
const withVerification = (changes: Attributes, changed: readonly Address[]): Attributes => {
  const states = changed.map((address) => [`${address}_verified`, changes[address] === '' ? '' : 'false']);
  return { ...Object.fromEntries(states), ...changes };
};

/** An administrator who vouches for an address makes it an alias: it must be nobody else's. */
const assertMayVouch = (api: Api, person: Person, changes: Attributes, address: Address): void => {
  if (changes[`${address}_verified`] !== 'true') return;
  assertAddressFree(api, person, address, changes[address] ?? person.attributes[address] ?? '');
};

/** Throws AliasExistsException when somebody else signs in with this address. */
export const assertAddressFree = ({ service }: Api, person: Person, address: string, value: string): void => {
  if (ownerOfAlias(service.people, person, value) === undefined) return;
  const kind = address === 'email' ? 'email' : 'phone number';
  throw new PoolError('AliasExistsException', `An account with the given ${kind} already exists.`);
};

/** A code to the address, which need not be the person's yet. */
export const sendTo = (
  { service }: Api,
  person: Person,
  { address, value, ...rest }: CodeToAddress,
): Promise<CodeDelivery> => {
  const addressed = { ...person, attributes: { ...person.attributes, [address]: value } };
  return service.oneTimeCodes.send(addressed, { ...rest, purpose: 'verify-attribute', attribute: address });
};

export interface CodeToAddress extends Calling {
  readonly address: Address;
  readonly value: string;
  readonly source: 'UpdateUserAttribute' | 'VerifyUserAttribute';
}

/** Uses up the code that went to an address, which need not be the person's yet. */
export const redeemFrom = (
  { service }: Api,
  person: Person,
  {
    address,
    value,
    code,
  }: { readonly address: Address; readonly value: string | undefined; readonly code: string },
): void => {
  const attributes = { ...person.attributes, ...(value === undefined ? {} : { [address]: value }) };
  const addressed = { ...person, attributes };
  service.oneTimeCodes.redeem(addressed, { purpose: 'verify-attribute', code, attribute: address });
};

const isSentCode = (pool: UserPool, now: Attributes, address: Address): boolean =>
  now[`${address}_verified`] === 'false' && autoVerified(pool).includes(address);

const isChanged = (person: Person, changes: Attributes, address: Address): boolean =>
  changes[address] !== undefined && changes[address] !== (person.attributes[address] ?? '');

const isHeldBack = (pool: UserPool, person: Person, changes: Attributes, address: Address): boolean => {
  const isProtected = pool.verifyBeforeUpdate?.includes(address) ?? false;
  const isVouchedFor = changes[`${address}_verified`] === 'true';
  return isProtected && !isVouchedFor && changes[address] !== '' && person.attributes[address] !== undefined;
};

const assertChangeable = (
  api: Api,
  person: Person,
  { pool, address, value }: { readonly pool: UserPool; readonly address: Address; readonly value: string },
): void => {
  if (value !== '') return assertAddressFree(api, person, address, value);
  if (pool.usernameAttributes.length === 1 && pool.usernameAttributes[0] === address) {
    throw invalidParameter(`${address} is required: people sign in with it.`);
  }
};
