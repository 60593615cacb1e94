import { assertMayWrite, checkedName } from '../attributes.js';
import type { Attempt, Parameters } from './attempt.js';
import { required } from './flow-request.js';

const ATTRIBUTE_PREFIX = 'userAttributes.';

/** The answer to NEW_PASSWORD_REQUIRED, with attributes that are still to be given. */
export function takeNewPassword({ api, client, pool, person }: Attempt, responses: Parameters): void {
  const { people } = api.service;
  const attributes = Object.fromEntries(
    Object.entries(responses)
      .filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX))
      .map(([name, value]) => [checkedName(name.slice(ATTRIBUTE_PREFIX.length), pool), value]),
  );
  const changed = Object.keys(attributes).filter((name) => attributes[name] !== person.attributes[name]);
  assertMayWrite(client, changed);
  people.setPassword(person, required(responses, 'NEW_PASSWORD'));
  people.setAttributes(person, attributes);
  person.status = 'CONFIRMED';
}
