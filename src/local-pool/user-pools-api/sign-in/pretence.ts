import { createHmac, randomBytes } from 'node:crypto';
import type { UserPool } from '../../base/model.js';
import type { SrpRecord } from '../../people/srp.js';
import type { Api } from '../protocol/api.js';

/**
 * A salt, and a verifier that nobody has the password of: for unknown names where the client hides who exists. The
 * same name is shown the same salt each time.
 */
export const pretendedRecord = (api: Api, pool: UserPool, username: string): SrpRecord => {
  const salt = BigInt(`0x${pretend(api, pool, `salt/${username}`).slice(0, 32)}`);
  return { salt: salt.toString(16), verifier: randomBytes(64).toString('hex') };
};

/** Where people sign in with an address, the user name is a sub. */
export const pretendedName = (api: Api, pool: UserPool, username: string): string => {
  if (pool.usernameAttributes.length === 0) return username;
  const hex = pretend(api, pool, `sub/${username}`);
  const groups = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return groups.join('-');
};

const pretend = ({ service }: Api, pool: UserPool, what: string): string =>
  createHmac('sha256', service.store.refreshTokenKey)
    .update(`${pool.id}/${what.toLowerCase()}`)
    .digest('hex');
