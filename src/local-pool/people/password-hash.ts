import { randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';
import { PoolError } from '../base/errors.js';
import type { PasswordPolicy, PasswordRecord, Person } from '../base/model.js';

const keyBytes = 32;

export const defaultPasswordPolicy: PasswordPolicy = {
  minimumLength: 8,
  lowercase: true,
  uppercase: true,
  numbers: true,
  symbols: true,
};

/** Throws InvalidPasswordException, worded as Cognito words it, at the first rule that is broken. */
export const assertPasswordPolicy = (password: string, policy: PasswordPolicy): void => {
  const broken = [
    [password.length < policy.minimumLength, 'Password not long enough'],
    [password.length > 256, 'Password is too long'],
    [policy.lowercase && !/[a-z]/u.test(password), 'Password must have lowercase characters'],
    [policy.uppercase && !/[A-Z]/u.test(password), 'Password must have uppercase characters'],
    [policy.numbers && !/\d/u.test(password), 'Password must have numeric characters'],
    [policy.symbols && !/[^A-Za-z0-9\s]/u.test(password), 'Password must have symbol characters'],
  ].find(([isBroken]) => isBroken === true);
  if (broken === undefined) return;
  throw new PoolError(
    'InvalidPasswordException',
    `Password did not conform with policy: ${String(broken[1])}`,
  );
};

/** Throws PasswordHistoryPolicyViolationException. Blocks for as long as the hashes take, one after the other. */
export const assertUnusedPassword = (password: string, used: readonly PasswordRecord[]): void => {
  const isUsed = used.some(({ salt, hash, cost }) => {
    const derived = deriveNow(password, Buffer.from(salt, 'base64'), cost);
    return timingSafeEqual(derived, Buffer.from(hash, 'base64'));
  });
  if (!isUsed) return;
  throw new PoolError('PasswordHistoryPolicyViolationException', 'Password has previously been used.');
};

/** The last passwords of somebody, the present one among them. */
export const latestPasswords = ({ password, previousPasswords = [] }: Person, count = 0): PasswordRecord[] =>
  [...(password === undefined ? [] : [password]), ...previousPasswords].slice(0, count);

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
