import type { AddressName, Profile } from '../../aws/index.js';
import type { FormField } from './fields.js';

/** An address that a code can go to: what it is called, and how it is typed. */
export interface AddressKind {
  readonly attribute: AddressName;
  /** The last part of the address of its page. */
  readonly path: 'email' | 'phone';
  readonly label: string;
  readonly title: string;
  /** Where a code to it turns up. */
  readonly place: string;
  readonly field: Omit<FormField, 'value' | 'error'>;
  /** What was typed, as the pool wants it. */
  readonly normalized: (typed: string) => string;
  /** What is wrong with it, if anything. */
  readonly problemIn: (value: string, profile: Profile) => string | undefined;
}

const email: AddressKind = {
  attribute: 'email',
  path: 'email',
  label: 'Email address',
  title: 'Change your email address',
  place: 'your inbox',
  field: {
    name: 'address',
    label: 'New email address',
    type: 'email',
    autocomplete: 'email',
    isRequired: true,
    longest: 254,
  },
  normalized: (typed) => typed,
  problemIn: (value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Type an email address, such as ada@example.com.',
};

const phone: AddressKind = {
  attribute: 'phone_number',
  path: 'phone',
  label: 'Phone number',
  title: 'Change your phone number',
  place: 'your messages',
  field: {
    name: 'address',
    label: 'New phone number',
    type: 'tel',
    autocomplete: 'tel',
    hint: 'With the country code: +49 151 12345678. Leave it empty to have no number here.',
    longest: 32,
  },
  normalized: (typed) => typed.replaceAll(/[\s()./-]/g, ''),
  problemIn: (value, { attributes }) => {
    const isRemoved = value === '' && (attributes['phone_number'] ?? '') !== '';
    return isRemoved || /^\+\d{6,15}$/.test(value)
      ? undefined
      : 'Type the number with its country code and digits: +49 151 12345678.';
  },
};

export const addressKinds: readonly AddressKind[] = [email, phone];

/** An address as the profile page shows it. */
export interface ShownAddress {
  readonly label: string;
  readonly path: AddressKind['path'];
  readonly value: string | undefined;
  readonly isVerified: boolean;
}

export const addressShown = (
  { label, path, attribute }: AddressKind,
  { attributes }: Profile,
): ShownAddress => ({
  label,
  path,
  value: attributes[attribute] || undefined,
  isVerified: attributes[`${attribute}_verified`] === 'true',
});
