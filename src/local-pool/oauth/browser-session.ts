import type { AuthenticationMethod, BrowserSession, Client, Person } from '../base/model.js';
import { randomToken, sha256 } from '../base/random.js';
import { callerOf, cookie, setCookie, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { newSession } from '../tokens/session-record.js';
import { isTracked, longestSsoMs, reusableUntil } from '../tokens/sso-validity.js';

export interface BrowserSignIn {
  readonly person: Person;
  /** That the sign-in is for. */
  readonly client: Client;
  /** How they have shown who they are. */
  readonly methods: readonly AuthenticationMethod[];
  /** The session that this sign-in only adds a method to: its time goes on. */
  readonly steppedUpFrom?: BrowserSession | undefined;
}

/**
 * The `cognito` cookie: one hour from the sign-in, never extended, good for every client of the pool. Revocation and
 * global sign-out leave it alone; only `/logout` ends it, and a domain that changes its kind of pages. Where the pool
 * tracks sessions it is one that can be listed and ended, and each client has a limit of its own.
 */
export const beginBrowserSession = (
  service: Service,
  exchange: Exchange,
  signIn: BrowserSignIn,
): BrowserSession => {
  const { store, clock } = service;
  const { person, methods, steppedUpFrom } = signIn;
  const now = clock.now();
  const token = randomToken();
  const expiresAt = steppedUpFrom?.expiresAt ?? now + longestSsoMs(store, person.poolId);
  const version = store.pools.get(person.poolId)?.managedLoginVersion;
  const session: BrowserSession = {
    poolId: person.poolId,
    sub: person.sub,
    ...(version === undefined ? {} : { managedLoginVersion: version }),
    authTime: Math.floor(now / 1000),
    methods,
    expiresAt,
    ...(isTracked(store, person.poolId) ? trackedMembers(service, exchange, signIn) : {}),
  };
  store.browserSessions.set(sha256(token), session);
  if (session.session !== undefined) store.ssoSessions.set(session.session.id, sha256(token));
  setCookie(
    exchange,
    `cognito=${token}; Path=/; Max-Age=${Math.floor((expiresAt - now) / 1000)}; HttpOnly; SameSite=Lax`,
  );
  return session;
};

/** A browser has one session: the same person goes on in it, somebody else ends it. */
const trackedMembers = (
  { store, clock }: Service,
  exchange: Exchange,
  { person, client, steppedUpFrom }: BrowserSignIn,
): Pick<BrowserSession, 'session' | 'freshAt'> => {
  const key = keyOf(exchange);
  const before = store.browserSessions.get(key);
  store.browserSessions.delete(key);
  const now = clock.now();
  const fresh = newSession('sso', { clientId: client.id, caller: callerOf(exchange), now });
  const goesOn = before?.sub === person.sub && before.expiresAt > now && before.session !== undefined;
  if (!goesOn) {
    store.ssoSessions.delete(before?.session?.id ?? '');
    return { session: fresh, freshAt: now };
  }
  const { id, createdAt, clientId } = before.session;
  return { session: { ...fresh, id, createdAt, clientId }, freshAt: steppedUpFrom?.freshAt ?? now };
};

/** The browser's session, if this client may still use it. */
export const readBrowserSession = (
  { store, clock }: Service,
  exchange: Exchange,
  client: Client,
): BrowserSession | undefined => {
  const session = store.browserSessions.get(keyOf(exchange));
  if (session === undefined || session.poolId !== client.poolId) return undefined;
  if (session.managedLoginVersion !== store.pools.get(client.poolId)?.managedLoginVersion) return undefined;
  if (reusableUntil(store, session, client) <= clock.now()) return undefined;
  return store.people.get(session.sub)?.enabled === true ? session : undefined;
};

export const endBrowserSession = ({ store }: Service, exchange: Exchange): void => {
  const key = keyOf(exchange);
  store.ssoSessions.delete(store.browserSessions.get(key)?.session?.id ?? '');
  store.browserSessions.delete(key);
  setCookie(exchange, 'cognito=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
};

const keyOf = ({ request }: Exchange): string => sha256(cookie(request, 'cognito') ?? '');
