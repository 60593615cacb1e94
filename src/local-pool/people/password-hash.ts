import { randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';
import type { PasswordRecord } from '../base/model.js';

const keyBytes = 32;

/** Whether one of these was this password. Blocks for as long as the hashes take, one after the other. */
export const isAmongPasswords = (password: string, used: readonly PasswordRecord[]): boolean =>
  used.some(({ salt, hash, cost }) => {
    const derived = deriveNow(password, Buffer.from(salt, 'base64'), cost);
    return timingSafeEqual(derived, Buffer.from(hash, 'base64'));
  });

/** Blocks for some 10 ms at the main cost: passwords are set rarely, and whoever sets one can count on it. */
export const hashPassword = (password: string, cost: number): PasswordRecord => {
  const salt = randomBytes(16);
  const hash = deriveNow(password, salt, cost);
  return { salt: salt.toString('base64'), hash: hash.toString('base64'), cost };
};

/** Takes as long for nobody's password as for somebody's, so that timing names no accounts. */
export const passwordMatches = async (
  password: string,
  record: PasswordRecord | undefined,
  cost: number,
): Promise<boolean> => {
  const salt = record === undefined ? Buffer.alloc(16) : Buffer.from(record.salt, 'base64');
  const derived = await derive(password, salt, record?.cost ?? cost);
  return record !== undefined && timingSafeEqual(derived, Buffer.from(record.hash, 'base64'));
};

const derive = (password: string, salt: Buffer, cost: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize(), salt, keyBytes, scryptOptions(cost), (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

const deriveNow = (password: string, salt: Buffer, cost: number): Buffer =>
  scryptSync(password.normalize(), salt, keyBytes, scryptOptions(cost));

const scryptOptions = (cost: number): { readonly N: number; readonly maxmem: number } => ({
  N: cost,
  maxmem: 2048 * cost,
});
