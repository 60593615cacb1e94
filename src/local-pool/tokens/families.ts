import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.js';
import type { Family } from '../base/model.js';
import type { Store } from '../base/store.js';

export type NewFamily = Pick<Family, 'poolId' | 'sub' | 'clientId' | 'scopes' | 'authTime' | 'via'> &
  Partial<Pick<Family, 'resource' | 'deviceKey'>>;

/** Sign-ins, shared by the OAuth endpoints and the user pools API. */
export interface Families {
  /** A new sign-in, without a refresh token yet. */
  begin(family: NewFamily): Family;
  /** The family, unless it was revoked or has expired. */
  find(originJti: string): Family | undefined;
  /** The living sign-in that a token of ours came from: by `origin_jti`, or by its event where it has none. */
  ofToken(claims: Readonly<Record<string, unknown>>): Family | undefined;
  /** Ends the sign-in, and its refresh tokens with it. */
  end(family: Family): void;
  /** Global sign-out: every sign-in of this person. The browser's `cognito` cookie is not touched. */
  endAllOf(sub: string): void;
  endAll(): void;
}

export const createFamilies = (store: Store, clock: Clock): Families => {
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

  return {
    begin,
    find,
    ofToken,
    end,
    endAllOf,
    endAll: () => {
      for (const sub of store.familiesByPerson.keys()) endAllOf(sub);
    },
  };
};
