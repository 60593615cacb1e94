import type { Profile } from '../../aws/index.js';
import type { Words } from '../words/words.js';
import { withError, type Errors, type FormField } from './fields.js';

type FieldShape = Omit<FormField, 'label' | 'hint' | 'value' | 'error'> & { readonly name: LabelledName };

type LabelledName = keyof Words['claims']['labels'];

const text = (name: LabelledName, autocomplete: string): FieldShape => ({
  name,
  type: 'text',
  autocomplete,
  longest: 2048,
});

/** What people may change about themselves, by Cognito's names. Addresses have pages of their own, with a code. */
const names: readonly FieldShape[] = [
  text('name', 'name'),
  text('given_name', 'given-name'),
  text('family_name', 'family-name'),
];

const others: readonly FieldShape[] = [
  text('middle_name', 'additional-name'),
  text('nickname', 'nickname'),
  text('preferred_username', 'off'),
  { name: 'website', type: 'url', autocomplete: 'url', longest: 2048 },
  { name: 'birthdate', type: 'date', autocomplete: 'bday', longest: 10 },
  text('gender', 'sex'),
  text('zoneinfo', 'off'),
  text('locale', 'language'),
];

const all: readonly FieldShape[] = [...names, ...others];

/** The names of the fields of the form. */
export const fieldNames: readonly string[] = all.map(({ name }) => name);

/** The form, with what the profile has or what was typed. */
export const profileFields = (
  values: Readonly<Record<string, string>>,
  errors: Errors,
  { claims, profilePage }: Words,
): { readonly first: readonly FormField[]; readonly more: readonly FormField[] } => {
  const hints = new Map(Object.entries({ ...profilePage.hints, website: 'https://…' }));
  const filled = (shape: FieldShape): FormField => {
    const hint = hints.get(shape.name);
    const value = values[shape.name] ?? '';
    const field = { ...shape, label: claims.labels[shape.name], value, ...(hint !== undefined && { hint }) };
    return withError(field, errors);
  };
  return { first: names.map(filled), more: others.map(filled) };
};

/** What can be seen to be wrong before the pool is asked. */
export const problemsIn = (
  values: Readonly<Record<string, string>>,
  { profilePage: words }: Words,
): Readonly<Record<string, string>> => {
  const problems: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (/\p{Cc}/u.test(value)) problems[name] = words.unprintable;
  }
  const { website = '', birthdate = '' } = values;
  if (website !== '' && !/^https?:\/\/[^\s/]/i.test(website)) problems['website'] = words.badWebsite;
  if (birthdate !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(birthdate)) problems['birthdate'] = words.badDate;
  return problems;
};

const elsewhere = new Set([
  ...fieldNames,
  'sub',
  'identities',
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
]);

/** What else the pool has on the person, and nobody changes here. */
export const otherAttributes = ({ attributes }: Profile): readonly { label: string; value: string }[] =>
  Object.entries(attributes)
    .filter(([name]) => !elsewhere.has(name) && !name.startsWith('cognito:'))
    .map(([name, value]) => ({ label: name.replace(/^custom:/, ''), value }));

/** What a managed account shows in place of the form. */
export const shownAttributes = (
  { attributes }: Profile,
  { claims }: Words,
): readonly { label: string; value: string }[] =>
  all.flatMap(({ name }) => {
    const label = claims.labels[name];
    const value = attributes[name];
    return value === undefined || value === '' ? [] : [{ label, value }];
  });
