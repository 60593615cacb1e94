import { PoolError } from '../base/errors.js';
import type { Attributes, SchemaAttribute } from '../base/model.js';
import { assertMayWrite, assertValue, checkedName } from '../people/attributes.js';
import { assertComplete, assertWithinSchema, missingAttributes } from '../people/schema.js';
import { BadAttribute } from './problems.js';
import type { Visit } from './steps.js';
import { attributeLabel, type StandardAttribute } from './words/attribute-labels.js';
import { languageOf } from './words/language.js';

/** A field of a form, for `attribute-fields.ejs`. Its name is the attribute's. */
export interface AttributeField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly required: boolean;
  /** What browsers ask of a value: the schema says it again. */
  readonly input: Readonly<Record<string, string | number>>;
  readonly isMultiline: boolean;
}

/** Type of the input and what browsers may fill in (HTML, autofill detail tokens). */
const inputs: Readonly<
  Record<
    StandardAttribute,
    { readonly type?: string; readonly autocomplete: string; readonly placeholder?: string }
  >
> = {
  email: { type: 'email', autocomplete: 'email' },
  name: { autocomplete: 'name' },
  given_name: { autocomplete: 'given-name' },
  middle_name: { autocomplete: 'additional-name' },
  family_name: { autocomplete: 'family-name' },
  nickname: { autocomplete: 'nickname' },
  preferred_username: { autocomplete: 'off' },
  phone_number: { type: 'tel', autocomplete: 'tel', placeholder: '+14155550100' },
  address: { autocomplete: 'street-address' },
  birthdate: { type: 'date', autocomplete: 'bday' },
  gender: { autocomplete: 'sex' },
  locale: { autocomplete: 'language' },
  zoneinfo: { autocomplete: 'off' },
  website: { type: 'url', autocomplete: 'url' },
  picture: { type: 'url', autocomplete: 'photo' },
  profile: { type: 'url', autocomplete: 'off' },
};

/** The fields for these attributes, with what was typed into them before. */
export const attributeFields = (visit: Visit, names: readonly string[]): AttributeField[] => {
  const { service, exchange, request } = visit;
  const { schema = [], usernameAttributes } = request.pool;
  const language = languageOf(service, exchange);
  return names.map((name) => ({
    name,
    label: attributeLabel(name, language),
    value: typedValue(visit, name),
    // Where two addresses may be the user name, the first field may have this one already.
    required: !usernameAttributes.some((login) => login === name),
    input: inputFor(name, schema),
    isMultiline: name === 'address',
  }));
};

/** What was typed into the fields for these attributes. Throws a PoolError as the user pools API would. */
export const attributesIn = (visit: Visit, names: readonly string[]): Attributes => {
  const { pool, client } = visit.request;
  const given = names.map((name) => [name, typedValue(visit, name)] as const);
  const present = given.filter(([, value]) => value !== '');
  for (const [name, value] of present)
    inWordsOfThePage(() => {
      assertValue(checkedName(name, pool), value);
      assertWithinSchema(pool, name, value);
      assertMayWrite(client, [name]);
    }, name);
  return Object.fromEntries(present);
};

/** Throws a PoolError when the schema requires more than these. */
export const assertAllRequired = ({ request }: Visit, attributes: Attributes): void => {
  const [missing] = missingAttributes(request.pool, attributes);
  inWordsOfThePage(() => assertComplete(request.pool, attributes), missing);
};

/** Browsers send line ends as CR LF. */
const typedValue = ({ exchange }: Visit, name: string): string =>
  exchange.form.get(name)?.replaceAll('\r\n', '\n').trim() ?? '';

const inputFor = (name: string, schema: readonly SchemaAttribute[]): AttributeField['input'] => {
  const attribute = schema.find((candidate) => candidate.name === name);
  return {
    type: 'text',
    ...(isStandard(name) ? inputs[name] : { autocomplete: 'off' }),
    ...limits(attribute),
  };
};

const limits = (attribute: SchemaAttribute | undefined): AttributeField['input'] => {
  if (attribute === undefined || attribute.name === 'birthdate') return {};
  const { min, max, type } = attribute;
  const [least, most] = type === 'Number' ? ['min', 'max'] : ['minlength', 'maxlength'];
  return {
    ...(type === 'Number' ? { type: 'number' } : {}),
    ...(min === undefined ? {} : { [least ?? '']: min }),
    ...(max === undefined ? {} : { [most ?? '']: max }),
  };
};

const isStandard = (name: string): name is StandardAttribute => Object.hasOwn(inputs, name);

/** The API's refusals name attributes by their SCIM names; pages in other languages say one sentence for all. */
const inWordsOfThePage = (check: () => void, attribute?: string): void => {
  try {
    check();
  } catch (error) {
    throw error instanceof PoolError ? new BadAttribute(error, attribute) : error;
  }
};
