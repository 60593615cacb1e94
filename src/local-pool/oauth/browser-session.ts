import type { BrowserSession, Person, UserPool } from '../base/model.js';
import { randomToken, sha256 } from '../base/random.js';
import { cookie, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';

const lifetimeSeconds = 3600;

/**
 * The `cognito` cookie: one hour from the sign-in, never extended, good for every client of the pool. Revocation and
 * global sign-out leave it alone; only `/logout` ends it, and a domain that changes its kind of pages.
 */
export const beginBrowserSession = (
  service: Service,
  { response }: Exchange,
  person: Person,
): BrowserSession => {
  const now = service.clock.now();
  const token = randomToken();
  const version = service.store.pools.get(person.poolId)?.managedLoginVersion;
  const session: BrowserSession = {
    poolId: person.poolId,
    sub: person.sub,
    ...(version === undefined ? {} : { managedLoginVersion: version }),
    authTime: Math.floor(now / 1000),
    expiresAt: now + lifetimeSeconds * 1000,
  };
  service.store.browserSessions.set(sha256(token), session);
  response.append(
    'Set-Cookie',
    `cognito=${token}; Path=/; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Lax`,
  );
  return session;
};

export const readBrowserSession = (
  service: Service,
  { request }: Exchange,
  pool: UserPool,
): BrowserSession | undefined => {
  const session = service.store.browserSessions.get(sha256(cookie(request, 'cognito') ?? ''));
  if (session === undefined || session.poolId !== pool.id) return undefined;
  if (session.managedLoginVersion !== pool.managedLoginVersion) return undefined;
  if (session.expiresAt <= service.clock.now()) return undefined;
  return service.store.people.get(session.sub)?.enabled === true ? session : undefined;
};

export const endBrowserSession = (service: Service, { request, response }: Exchange): void => {
  service.store.browserSessions.delete(sha256(cookie(request, 'cognito') ?? ''));
  response.append('Set-Cookie', 'cognito=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
};
