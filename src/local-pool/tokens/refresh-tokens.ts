import type { Clock } from '../base/clock.js';
import type { Client, Family, RefreshToken } from '../base/model.js';
import { sha256 } from '../base/random.js';
import type { Store } from '../base/store.js';
import type { Families } from './families.js';
import { createRefreshTokenForm } from './refresh-token-form.js';

/** Superseded tokens that a family remembers; older ones are refused as unknown instead of as reused. */
const rememberedTokens = 50;

/** Why a refresh token is refused. `revoked` was once good, `unknown` never was. */
export type RefreshRefusal = 'unknown' | 'revoked' | 'expired' | 'reused' | 'other-client';

export type Redeemed =
  | { readonly family: Family; /** The successor, with rotation on. */ readonly refreshToken?: string }
  | { readonly refused: RefreshRefusal };

export type Revoked = 'ended' | 'nothing' | 'other-client';

/** The refresh tokens of sign-ins. Only their hashes are kept. */
export interface RefreshTokens {
  /** A refresh token that lives until its family ends. */
  mint(family: Family): string;
  /** What `redeem` would say of it, without using it. */
  check(token: string, client: Client): { readonly family: Family } | { readonly refused: RefreshRefusal };
  /** Fresh tokens may be had for a good one. With rotation on it has a successor, and its grace period begins. */
  redeem(token: string, client: Client): Redeemed;
  /** Ends the sign-in of a refresh token. One that is dead already (rotated away, revoked, garbage) does nothing. */
  revoke(token: string, client: Client): Revoked;
  /** Whose refresh token this is, alive or not. */
  familyOf(token: string): Family | undefined;
}

export const createRefreshTokens = ({
  store,
  clock,
  families,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly families: Families;
}): RefreshTokens => {
  const form = createRefreshTokenForm(store);

  const mint = (family: Family): string => {
    const token = form.make();
    const hash = sha256(token);
    store.refreshTokens.set(hash, { originJti: family.originJti });
    family.refreshTokens.push(hash);
    for (const old of family.refreshTokens.splice(0, family.refreshTokens.length - rememberedTokens)) {
      store.refreshTokens.delete(old);
    }
    return token;
  };

  const judge = (
    token: string,
    client: Client,
  ): { readonly family: Family; readonly record: RefreshToken } | { readonly refused: RefreshRefusal } => {
    const record = store.refreshTokens.get(sha256(token));
    const family = record === undefined ? undefined : store.families.get(record.originJti);
    if (record === undefined || family === undefined) {
      return { refused: form.isOurs(token) ? 'revoked' : 'unknown' };
    }
    if (family.clientId !== client.id) return { refused: 'other-client' };
    if (family.expiresAt <= clock.now()) return { refused: 'expired' };
    return isSpent(record, client) ? { refused: 'reused' } : { family, record };
  };

  const redeem = (token: string, client: Client): Redeemed => {
    const judged = judge(token, client);
    if ('refused' in judged) return judged;
    const { family, record } = judged;
    if (client.rotation === false) return { family };
    record.supersededAt ??= clock.now();
    return { family, refreshToken: mint(family) };
  };

  /** Rotated away, and its grace period over. */
  const isSpent = ({ supersededAt }: RefreshToken, { rotation }: Client): boolean => {
    const graceMs = rotation === false ? 0 : 1000 * rotation.graceSeconds;
    return supersededAt !== undefined && clock.now() >= supersededAt + graceMs;
  };

  const revoke = (token: string, client: Client): Revoked => {
    const record = store.refreshTokens.get(sha256(token));
    const family = record === undefined ? undefined : store.families.get(record.originJti);
    if (record === undefined || family === undefined) return 'nothing';
    if (family.clientId !== client.id) return 'other-client';
    if (isSpent(record, client)) return 'nothing';
    families.end(family);
    return 'ended';
  };

  const familyOf = (token: string): Family | undefined =>
    store.families.get(store.refreshTokens.get(sha256(token))?.originJti ?? '');

  return { mint, check: judge, redeem, revoke, familyOf };
};
