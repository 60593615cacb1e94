import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const lowerAlphanumeric = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Lower-case letters and digits, as Cognito makes client ids (26) and client secrets (51). */
export const randomAlphanumeric = (length: number): string =>
  Array.from({ length }, () => lowerAlphanumeric[randomInt(lowerAlphanumeric.length)]).join('');

export const randomDigits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join('');

/** Never with a hyphen in front: a command line takes what begins with one for a flag. */
export const randomToken = (bytes = 32): string => {
  const token = randomBytes(bytes).toString('base64url');
  return token.startsWith('-') ? randomToken(bytes) : token;
};

/** Bearer values are kept by this only: a copy of the state gives nobody a session. */
export const sha256 = (value: string): string => createHash('sha256').update(value).digest('base64url');

/** Compares two secrets in a time that tells neither their length nor where they differ. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
