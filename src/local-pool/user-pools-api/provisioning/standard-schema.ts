import type { SchemaAttribute } from '../../base/model.js';

const text = (name: string): SchemaAttribute => ({
  name,
  type: 'String',
  required: false,
  mutable: true,
  min: 0,
  max: 2048,
});

const flag = (name: string): SchemaAttribute => ({ name, type: 'Boolean', required: false, mutable: true });

/** What every user pool has without being told, in the order in which Cognito shows it. */
export const standardSchema: readonly SchemaAttribute[] = [
  { ...text('sub'), required: true, mutable: false, min: 1 },
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username'].map(text),
  ...['profile', 'picture', 'website', 'email'].map(text),
  flag('email_verified'),
  text('gender'),
  { ...text('birthdate'), min: 10, max: 10 },
  ...['zoneinfo', 'locale', 'phone_number'].map(text),
  flag('phone_number_verified'),
  text('address'),
  { name: 'updated_at', type: 'Number', required: false, mutable: true, min: 0 },
];
