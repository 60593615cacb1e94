import type { Family, Person } from '../../base/model.js';
import { PoolError } from '../../base/errors.js';
import type { ActiveSession } from '../../tokens/sessions.js';
import { isTracked } from '../../tokens/sso-validity.js';
import type { Api } from '../protocol/api.js';
import { optionalChoice, text, type Input } from '../protocol/input.js';
import { notFound } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';

const largestPage = 125;

/** Throws OperationNotEnabledException where the pool does not track sessions. */
export const assertTracked = ({ service }: Api, poolId: string): void => {
  if (isTracked(service.store, poolId)) return;
  throw new PoolError(
    'OperationNotEnabledException',
    'User session tracking is not enabled for this user pool.',
  );
};

/** One page of up to 125; `current` is the sign-in that asks. */
export const listSessions = (input: Input, person: Person, { api, current }: Asking): object => {
  assertTracked(api, person.poolId);
  const sessions = api.service.sessions.of(person.sub);
  const { items, next } = page(sessions, input, { limit: 'Limit', token: 'NextToken', largest: largestPage });
  return { Sessions: items.map((active) => describe(active, current)), NextToken: next };
};

interface Asking {
  readonly api: Api;
  readonly current?: Family;
}

/** Nobody knows where a loopback address is. */
const describe = (active: ActiveSession, current: Family | undefined): object => {
  const { session, kind } = active;
  const family = active.kind === 'TOKEN' ? active.family : undefined;
  return {
    SessionId: session.id,
    SessionType: kind,
    ClientId: session.clientId,
    CreateDate: seconds(session.createdAt),
    LastActiveDate: seconds(session.lastActiveAt),
    DeviceType: session.deviceType,
    LastIPAddress: session.lastIp,
    LastLocation: { Country: 'unknown' },
    OriginSessionId: family?.ssoSessionId,
    IsCurrentSession: family !== undefined && family.originJti === current?.originJti,
  };
};

/** Ends one session of a person. Throws ResourceNotFoundException when they have none of this id. */
export const revokeSession = (input: Input, person: Person, api: Api): object => {
  assertTracked(api, person.poolId);
  const id = text(input, 'SessionId');
  const associated = associatedSessionsIn(input);
  const active = api.service.sessions.find(person.sub, id);
  if (active === undefined) return notFound(`Session ${id} does not exist.`);
  api.service.sessions.end(active, associated);
  return {};
};

export const associatedSessionsIn = (input: Input): 'linked' | 'none' =>
  optionalChoice(input, 'RevokeAssociatedSessions', ['NONE', 'LINKED']) === 'LINKED' ? 'linked' : 'none';
