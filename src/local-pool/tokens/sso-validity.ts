import { mostSsoMinutes } from '../base/client-shape.js';
import type { BrowserSession, Client } from '../base/model.js';
import type { Store } from '../base/store.js';

const minuteMs = 60_000;
export const defaultSsoMinutes = 60;

export const isTracked = (store: Store, poolId: string): boolean =>
  store.pools.get(poolId)?.sessionTracking?.isOn === true;

/** How long a browser may stay signed in for whoever allows it most: with tracking ninety days, without an hour. */
export const longestSsoMs = (store: Store, poolId: string): number =>
  minuteMs * (isTracked(store, poolId) ? mostSsoMinutes : defaultSsoMinutes);

/** Until when a client takes a browser as signed in, from its last fresh authentication (ms since 1970). */
export const reusableUntil = (store: Store, session: BrowserSession, { ssoMinutes }: Client): number => {
  const minutes = isTracked(store, session.poolId) ? (ssoMinutes ?? defaultSsoMinutes) : defaultSsoMinutes;
  return until(session, minutes);
};

/** Until when a session is an active one: as long as some client of the pool may use it, an hour at least. */
export const activeUntil = (store: Store, session: BrowserSession): number => {
  const limits = [...store.clients.values()]
    .filter(({ poolId }) => poolId === session.poolId)
    .map(({ ssoMinutes }) => ssoMinutes ?? defaultSsoMinutes);
  return until(session, Math.max(defaultSsoMinutes, ...limits));
};

const until = ({ freshAt, expiresAt }: BrowserSession, minutes: number): number => {
  const from = freshAt ?? expiresAt - minuteMs * defaultSsoMinutes;
  return Math.min(expiresAt, from + minuteMs * minutes);
};
