// What operations of people and of administrators do alike with one person: show and change attributes, devices and
// second factors, send and take codes, remove somebody.

import type { Attributes, UserPool } from '../../base/model.js';
import { assertValue, checkedName } from '../../people/attributes.js';
import { assertWithinSchema } from '../../people/schema.js';
import { optionalStructures, optionalText, text, type Input } from '../protocol/input.js';

/** A list of `{ Name, Value }`, checked against the pool's schema. Throws InvalidParameterException. */
export const attributesIn = (input: Input, name: string, pool: UserPool): Attributes => {
  const pairs = (optionalStructures(input, name) ?? []).map((attribute) => {
    const value = optionalText(attribute, 'Value') ?? '';
    return [checkedName(text(attribute, 'Name'), pool), value] as const;
  });
  for (const [attribute, value] of pairs) {
    assertValue(attribute, value);
    assertWithinSchema(pool, attribute, value);
  }
  return Object.fromEntries(pairs);
};

/** `[{ Name, Value }]`; the sub is one of them. */
export const attributeList = (attributes: Attributes): { readonly Name: string; readonly Value: string }[] =>
  Object.entries(attributes).map(([name, value]) => ({ Name: name, Value: value }));
