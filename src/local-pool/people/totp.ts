import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.js';
import { PoolError } from '../base/errors.js';
import type { Person } from '../base/model.js';
import { sameSecret } from '../base/random.js';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepMs = 30_000;

/** A secret of 32 bytes, as 52 characters of base32. */
export const newTotpSecret = (): string => {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of randomBytes(32)) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += base32[(value >> (bits - 5)) & 31];
  }
  return bits === 0 ? text : text + base32[(value << (5 - bits)) & 31];
};

/** The six digits of RFC 6238 at a time in ms. */
export const totpCode = (secret: string, atMs: number): string =>
  codeOfStep(secret, Math.floor(atMs / stepMs));

/**
 * Accepts the code of now, of 30 s ago or of 30 s ahead, once. Throws CodeMismatchException, or ExpiredCodeException
 * for one that was used already.
 */
export const useTotpCode = (
  person: Person,
  { secret, code, clock }: { readonly secret: string; readonly code: string; readonly clock: Clock },
): void => {
  const current = Math.floor(clock.now() / stepMs);
  const step = [current, current - 1, current + 1].find((candidate) =>
    sameSecret(codeOfStep(secret, candidate), code),
  );
  if (step === undefined) {
    throw new PoolError('CodeMismatchException', 'Invalid code received for user');
  }
  if (step <= (person.totpUsedStep ?? -1)) {
    throw new PoolError(
      'ExpiredCodeException',
      'Your software token has already been used once.',
      'usedCode',
    );
  }
  person.totpUsedStep = step;
};

const codeOfStep = (secret: string, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.max(step, 0)));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
};

const fromBase32 = (text: string): Buffer => {
  const letters = Array.from(text.toUpperCase().replaceAll('=', ''));
  const bits = letters.map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/gu) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
};
