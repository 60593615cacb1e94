import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.js';
import type { Client, Family, RefreshToken } from '../base/model.js';
import { sha256 } from '../base/random.js';
import { createRefreshTokenMint } from './refresh-token-form.js';
import type { Store } from '../base/store.js';

/** Superseded tokens that a family remembers; older ones are refused as unknown instead of as reused. */
const rememberedTokens = 50;

export type NewFamily = Pick<Family, 'poolId' | 'sub' | 'clientId' | 'scopes' | 'authTime' | 'via'> &
  Partial<Pick<Family, 'resource' | 'deviceKey'>>;

/** Why a refresh token is refused. `revoked` was once good, `unknown` never was. */
export type RefreshRefusal = 'unknown' | 'revoked' | 'expired' | 'reused' | 'other-client';

export type Redeemed =
  | { readonly family: Family; /** The successor, with rotation on. */ readonly refreshToken?: string }
  | { readonly refused: RefreshRefusal };

/** Sign-ins and their refresh tokens, shared by the OAuth endpoints and the user pools API. */
export interface Families {
  /** A new sign-in, without a refresh token yet. */
  begin(family: NewFamily): Family;
  /** A refresh token that lives until its family ends. */
  mint(family: Family): string;
  redeem(token: string, client: Client): Redeemed;
  /** Ends the sign-in of a refresh token. One that is dead already (rotated away, revoked, garbage) does nothing. */
  revoke(token: string, client: Client): 'ended' | 'nothing' | 'other-client';
  /** The family, unless it was revoked or has expired. */
  find(originJti: string): Family | undefined;
  /** The living sign-in that a token of ours came from: by `origin_jti`, or by its event where it has none. */
  ofToken(claims: Readonly<Record<string, unknown>>): Family | undefined;
  /** Whose refresh token this is, alive or not. */
  ofRefreshToken(token: string): Family | undefined;
  end(family: Family): void;
  /** Global sign-out: every sign-in of this person. The browser's `cognito` cookie is not touched. */
  endAllOf(sub: string): void;
  endAll(): void;
}

export const createFamilies = (store: Store, clock: Clock): Families => {
  const tokens = createRefreshTokenMint(store);

  const begin = (family: NewFamily): Family => {
    const client = store.clients.get(family.clientId);
    const expiresAt = clock.now() + 1000 * (client?.refreshTokenSeconds ?? 0);
    const begun: Family = {
      ...family,
      originJti: randomUUID(),
      eventId: randomUUID(),
      expiresAt,
      refreshTokens: [],
    };
    store.families.set(begun.originJti, begun);
    const ofPerson = store.familiesByPerson.get(begun.sub) ?? new Set();
    store.familiesByPerson.set(begun.sub, ofPerson.add(begun.originJti));
    return begun;
  };

  const mint = (family: Family): string => {
    const token = tokens.make();
    const hash = sha256(token);
    store.refreshTokens.set(hash, { originJti: family.originJti });
    family.refreshTokens.push(hash);
    for (const old of family.refreshTokens.splice(0, family.refreshTokens.length - rememberedTokens)) {
      store.refreshTokens.delete(old);
    }
    return token;
  };

  const redeem = (token: string, client: Client): Redeemed => {
    const record = store.refreshTokens.get(sha256(token));
    const family = record === undefined ? undefined : store.families.get(record.originJti);
    if (record === undefined || family === undefined) {
      return { refused: tokens.isOurs(token) ? 'revoked' : 'unknown' };
    }
    if (family.clientId !== client.id) return { refused: 'other-client' };
    if (family.expiresAt <= clock.now()) return { refused: 'expired' };
    if (isSpent(record, client)) return { refused: 'reused' };
    if (client.rotation === false) return { family };
    record.supersededAt ??= clock.now();
    return { family, refreshToken: mint(family) };
  };

  /** Rotated away, and its grace period over. */
  const isSpent = ({ supersededAt }: RefreshToken, { rotation }: Client): boolean => {
    const graceMs = rotation === false ? 0 : 1000 * rotation.graceSeconds;
    return supersededAt !== undefined && clock.now() >= supersededAt + graceMs;
  };

  const revoke = (token: string, client: Client): 'ended' | 'nothing' | 'other-client' => {
    const record = store.refreshTokens.get(sha256(token));
    const family = record === undefined ? undefined : store.families.get(record.originJti);
    if (record === undefined || family === undefined) return 'nothing';
    if (family.clientId !== client.id) return 'other-client';
    if (isSpent(record, client)) return 'nothing';
    end(family);
    return 'ended';
  };

  const end = (family: Family): void => {
    for (const hash of family.refreshTokens) store.refreshTokens.delete(hash);
    store.families.delete(family.originJti);
    const ofPerson = store.familiesByPerson.get(family.sub);
    ofPerson?.delete(family.originJti);
    if (ofPerson?.size === 0) store.familiesByPerson.delete(family.sub);
  };

  const endAllOf = (sub: string): void => {
    for (const originJti of store.familiesByPerson.get(sub) ?? []) {
      const family = store.families.get(originJti);
      if (family !== undefined) end(family);
    }
  };

  const find = (originJti: string): Family | undefined => {
    const family = store.families.get(originJti);
    return family !== undefined && family.expiresAt > clock.now() ? family : undefined;
  };

  const ofToken = (claims: Readonly<Record<string, unknown>>): Family | undefined => {
    const { origin_jti: originJti, event_id: eventId } = claims;
    if (typeof originJti === 'string') return find(originJti);
    const ofPerson = [...(store.familiesByPerson.get(String(claims['sub'])) ?? [])];
    return ofPerson.map(find).find((family) => family !== undefined && family.eventId === eventId);
  };

  const ofRefreshToken = (token: string): Family | undefined =>
    store.families.get(store.refreshTokens.get(sha256(token))?.originJti ?? '');

  return {
    begin,
    mint,
    redeem,
    revoke,
    find,
    ofToken,
    ofRefreshToken,
    end,
    endAllOf,
    endAll: () => {
      for (const sub of store.familiesByPerson.keys()) endAllOf(sub);
    },
  };
};
