import type { Profile } from '../../aws/index.js';
import { withError, type Errors, type FormField } from './fields.js';

type FieldShape = Omit<FormField, 'value' | 'error'>;

const text = (name: string, label: string, autocomplete: string, hint?: string): FieldShape => ({
  name,
  label,
  type: 'text',
  autocomplete,
  longest: 2048,
  ...(hint !== undefined && { hint }),
});

/** What people may change about themselves, by Cognito's names. Addresses have pages of their own, with a code. */
const names: readonly FieldShape[] = [
  text('name', 'Name', 'name', 'How this site and others call you.'),
  text('given_name', 'Given name', 'given-name'),
  text('family_name', 'Family name', 'family-name'),
];

const others: readonly FieldShape[] = [
  text('middle_name', 'Middle name', 'additional-name'),
  text('nickname', 'Nickname', 'nickname'),
  text('preferred_username', 'Preferred user name', 'off'),
  { name: 'website', label: 'Website', type: 'url', autocomplete: 'url', longest: 2048, hint: 'https://…' },
  { name: 'birthdate', label: 'Birth date', type: 'date', autocomplete: 'bday', longest: 10 },
  text('gender', 'Gender', 'sex'),
  text('zoneinfo', 'Time zone', 'off', 'As in Europe/Berlin.'),
  text('locale', 'Language', 'language', 'As in en or de-DE.'),
];

const all: readonly FieldShape[] = [...names, ...others];

/** The names of the fields of the form. */
export const fieldNames: readonly string[] = all.map(({ name }) => name);

/** The form, with what the profile has or what was typed. */
export const profileFields = (
  values: Readonly<Record<string, string>>,
  errors: Errors,
): { readonly first: readonly FormField[]; readonly more: readonly FormField[] } => {
  const filled = (shape: FieldShape): FormField =>
    withError({ ...shape, value: values[shape.name] ?? '' }, errors);
  return { first: names.map(filled), more: others.map(filled) };
};

/** What can be seen to be wrong before the pool is asked. */
export const problemsIn = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const problems: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (/\p{Cc}/u.test(value))
      problems[name] = 'This has a character in it that cannot be shown. Type it anew.';
  }
  const { website = '', birthdate = '' } = values;
  if (website !== '' && !/^https?:\/\/[^\s/]/i.test(website))
    problems['website'] = 'Begin the address with https://.';
  if (birthdate !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(birthdate))
    problems['birthdate'] = 'Type the date as year, month and day: 1815-12-10.';
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
export const shownAttributes = ({ attributes }: Profile): readonly { label: string; value: string }[] =>
  all.flatMap(({ name, label }) => {
    const value = attributes[name];
    return value === undefined || value === '' ? [] : [{ label, value }];
  });
