import type { AddressName, Profile } from '../../aws/index.js';
import type { Words } from '../words/words.js';
import type { FormField } from './fields.js';

/** An address that a code can go to, and how it is typed. Its words are those of its path. */
export interface AddressKind {
  readonly attribute: AddressName;
  /** The last part of the address of its page. */
  readonly path: 'email' | 'phone';
  readonly field: Omit<FormField, 'label' | 'hint' | 'value' | 'error'>;
  /** What was typed, as the pool wants it. */
  readonly normalized: (typed: string) => string;
  /** Whether it can be one. */
  readonly isGood: (value: string, profile: Profile) => boolean;
}

const email: AddressKind = {
  attribute: 'email',
  path: 'email',
  field: { name: 'address', type: 'email', autocomplete: 'email', isRequired: true, longest: 254 },
  normalized: (typed) => typed,
  isGood: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
};

const phone: AddressKind = {
  attribute: 'phone_number',
  path: 'phone',
  field: { name: 'address', type: 'tel', autocomplete: 'tel', longest: 32 },
  normalized: (typed) => typed.replaceAll(/[\s()./-]/g, ''),
  isGood: (value, { attributes }) => {
    const isRemoved = value === '' && (attributes['phone_number'] ?? '') !== '';
    return isRemoved || /^\+\d{6,15}$/.test(value);
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
  { path, attribute }: AddressKind,
  { attributes }: Profile,
  { addressPage }: Words,
): ShownAddress => ({
  label: addressPage[path].label,
  path,
  value: attributes[attribute] || undefined,
  isVerified: attributes[`${attribute}_verified`] === 'true',
});
