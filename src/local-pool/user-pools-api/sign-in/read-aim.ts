import { invalidParameter, notAuthorized } from '../../base/errors.js';
import { hasLevels, levelsIn } from '../../base/levels.js';
import type { AuthenticationMethod, Person } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { accessGrant } from '../protocol/lookups.js';
import { assertInTier } from '../protocol/tiers.js';
import type { Aim } from './aim.js';
import type { FlowRequest } from './flow-request.js';

/** Undefined where nobody asks, and in pools that do not know levels. Throws as Cognito documents it. */
export const aimOf = (request: FlowRequest, person: Person | undefined): Aim | undefined => {
  const { pool, parameters } = request;
  if (pool.knowsLevels !== true) return undefined;
  const { TARGET_ACR_VALUES: targets, MAX_AGE: maxAge, ACCESS_TOKEN: token } = parameters;
  if (maxAge !== undefined && !/^\d{1,9}$/u.test(maxAge))
    throw invalidParameter('MAX_AGE must be a whole number.');
  if (targets === undefined) {
    if (token !== undefined) throw invalidParameter('ACCESS_TOKEN needs TARGET_ACR_VALUES.');
    return maxAge === undefined ? undefined : { credited: [] };
  }
  if (!hasLevels(pool)) assertInTier(pool, 'Step-up authentication');
  const levels = levelsIn(pool, targets);
  if (levels.length === 0) throw invalidParameter(unconfirmed.noLevelKnown);
  return { levels, credited: token === undefined ? [] : creditOf(request, token, person) };
};

/** Somebody else's token is refused; one that is too old counts for nothing. */
const creditOf = (
  { api, parameters }: FlowRequest,
  token: string,
  person: Person | undefined,
): readonly AuthenticationMethod[] => {
  const { family } = accessGrant(token, api);
  if (family.sub !== person?.sub) throw notAuthorized('Access Token does not belong to the user.');
  const ageSeconds = Math.floor(api.service.clock.now() / 1000) - family.authTime;
  const isTooOld = ageSeconds > Number(parameters['MAX_AGE'] ?? Infinity);
  return isTooOld ? [] : (family.methods ?? []);
};
