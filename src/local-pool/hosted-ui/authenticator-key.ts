import type { Person } from '../base/model.js';
import { qrCodeOf, type QrCode } from './qr-code.js';

/** A key for an authenticator app, in every form that an app takes. */
export interface ShownKey {
  readonly qr: QrCode;
  /** For an app on the device that shows the page. */
  readonly keyUri: string;
  /** In groups of four, to be typed. */
  readonly keyGroups: readonly string[];
}

/** `issuer`: what the app is to call the place that asks for its codes. */
export const shownKey = (key: string, { attributes, username }: Person, issuer: string): ShownKey => {
  const account = attributes['email'] ?? attributes['phone_number'] ?? username;
  // The form that apps agree on: github.com/google/google-authenticator/wiki/Key-Uri-Format.
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const keyUri = `otpauth://totp/${label}?secret=${key}&issuer=${encodeURIComponent(issuer)}`;
  return { qr: qrCodeOf(keyUri), keyUri, keyGroups: key.match(/.{1,4}/gu) ?? [] };
};
