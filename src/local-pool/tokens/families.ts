import { randomUUID } from 'node:crypto';
import type { Caller } from '../base/caller.js';
import type { Clock } from '../base/clock.js';
import type { Family } from '../base/model.js';
import type { Store } from '../base/store.js';
import { newSession } from './session-record.js';

export type NewFamily = Pick<Family, 'poolId' | 'sub' | 'clientId' | 'scopes' | 'authTime' | 'via'> &
  Partial<Pick<Family, 'resource' | 'deviceKey' | 'ssoSessionId' | 'methods' | 'acr'>>;

/** Sign-ins, shared by the OAuth endpoints and the user pools API. */
export interface Families {
  /**
   * A new sign-in, without a refresh token yet. Where the pool tracks sessions, somebody who has as many as it allows
   * loses those that were not used for longest.
   */
  begin(family: NewFamily, caller: Caller): Family;
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
  const begin = (family: NewFamily, caller: Caller): Family => {
    const client = store.clients.get(family.clientId);
    const now = clock.now();
    const tracking = store.pools.get(family.poolId)?.sessionTracking;
    if (tracking?.isOn === true) makeRoom(family.sub, tracking.maxPerUser);
    const begun: Family = {
      ...family,
      originJti: randomUUID(),
      eventId: randomUUID(),
      expiresAt: now + 1000 * (client?.refreshTokenSeconds ?? 0),
      refreshTokens: [],
      ...(tracking?.isOn === true
        ? { session: newSession('tkn', { clientId: family.clientId, caller, now }) }
        : {}),
    };
    store.families.set(begun.originJti, begun);
    const ofPerson = store.familiesByPerson.get(begun.sub) ?? new Set();
    store.familiesByPerson.set(begun.sub, ofPerson.add(begun.originJti));
    return begun;
  };

  const makeRoom = (sub: string, maxPerUser: number): void => {
    const lastUse = ({ session }: Family): number => session?.lastActiveAt ?? 0;
    const living = [...(store.familiesByPerson.get(sub) ?? [])]
      .map(find)
      .filter((family) => family !== undefined)
      .filter(({ session }) => session !== undefined)
      .sort((a, b) => lastUse(a) - lastUse(b));
    for (const family of living.slice(0, Math.max(0, living.length - maxPerUser + 1))) end(family);
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
