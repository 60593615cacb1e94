import { invalidParameter } from '../../base/errors.js';
import { assertMayWrite, assertValue, checkedName } from '../../people/attributes.js';
import { assertWithinSchema, missingAttributes } from '../../people/schema.js';
import type { Attempt, Parameters } from './attempt.js';
import { required } from './flow-request.js';

const attributePrefix = 'userAttributes.';

/** The answer to NEW_PASSWORD_REQUIRED, with attributes that are still to be given. */
export const takeNewPassword = ({ api, client, pool, person }: Attempt, responses: Parameters): void => {
  const { people, passwords } = api.service;
  const attributes = Object.fromEntries(
    Object.entries(responses)
      .filter(([name]) => name.startsWith(attributePrefix))
      .map(([name, value]) => [checkedName(name.slice(attributePrefix.length), pool), value]),
  );
  const changed = Object.entries(attributes).filter(([name, value]) => value !== person.attributes[name]);
  for (const [name, value] of changed) {
    assertValue(name, value);
    assertWithinSchema(pool, name, value);
  }
  assertMayWrite(
    client,
    changed.map(([name]) => name),
  );
  const [missing] = missingAttributes(pool, { ...person.attributes, ...attributes });
  if (missing !== undefined) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  passwords.set(person, required(responses, 'NEW_PASSWORD'));
  people.setAttributes(person, attributes);
  person.status = 'CONFIRMED';
};
