import { cookie, type Exchange } from '../http/exchange.js';
import type { BrowserSession, Person, UserPool } from '../base/model.js';
import { randomToken, sha256 } from '../base/random.js';
import type { Service } from '../service.js';

const LIFETIME_SECONDS = 3600;

/**
 * The `cognito` cookie: one hour from the sign-in, never extended, good for every client of the pool. Revocation and
 * global sign-out leave it alone; only `/logout` ends it, and a domain that changes its kind of pages.
 */
export function beginBrowserSession(service: Service, { res }: Exchange, person: Person): BrowserSession {
  const now = service.clock.now();
  const token = randomToken();
  const version = service.store.pools.get(person.poolId)?.managedLoginVersion;
  const session: BrowserSession = {
    poolId: person.poolId,
    sub: person.sub,
    ...(version === undefined ? {} : { managedLoginVersion: version }),
    authTime: Math.floor(now / 1000),
    expiresAt: now + LIFETIME_SECONDS * 1000,
  };
  service.store.browserSessions.set(sha256(token), session);
  res.append('Set-Cookie', `cognito=${token}; Path=/; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax`);
  return session;
}

export function readBrowserSession(
  service: Service,
  { req }: Exchange,
  pool: UserPool,
): BrowserSession | undefined {
  const session = service.store.browserSessions.get(sha256(cookie(req, 'cognito') ?? ''));
  if (session === undefined || session.poolId !== pool.id) return undefined;
  if (session.managedLoginVersion !== pool.managedLoginVersion) return undefined;
  if (session.expiresAt <= service.clock.now()) return undefined;
  return service.store.people.get(session.sub)?.enabled === true ? session : undefined;
}

export function endBrowserSession(service: Service, { req, res }: Exchange): void {
  service.store.browserSessions.delete(sha256(cookie(req, 'cognito') ?? ''));
  res.append('Set-Cookie', 'cognito=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
}
