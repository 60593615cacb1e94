import { entryOf, isFederated, levelOf, namesOf } from '../base/levels.js';
import type { AuthenticationMethod, BrowserSession } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import type { Service } from '../service.js';
import type { AuthorizeRequest } from './authorize-request.js';
import { errorRedirect } from './redirects.js';

/** What a client that asks for levels gets from a browser that is signed in. */
export type LevelCheck = 'done' | 'step-up' | 'sign-in' | 'unreachable';

/** Too long ago is as if not at all; a level that is too low wants what is missing. */
export const checkLevel = (
  service: Service,
  request: AuthorizeRequest,
  { sub, authTime, methods = [] }: BrowserSession,
): LevelCheck => {
  const { pool, levels, maxAgeSeconds } = request;
  const ageSeconds = Math.floor(service.clock.now() / 1000) - authTime;
  if (maxAgeSeconds !== undefined && ageSeconds > maxAgeSeconds) return 'sign-in';
  const person = service.store.people.get(sub);
  if (levels === undefined || person === undefined) return 'done';
  // Whoever came from a provider has nothing to show here.
  if (methods.some(isFederated)) return meetsLevels(request, methods) ? 'done' : 'unreachable';
  const next = service.stillToShow(pool, person, { levels, proved: methods, entry: entryOf(request.client) });
  return next === 'done' || next === 'sign-in' || next === 'unreachable' ? next : 'step-up';
};

/** Whether what somebody has shown is what was asked for. */
export const meetsLevels = (
  { levels }: AuthorizeRequest,
  methods: readonly AuthenticationMethod[],
): boolean => levels === undefined || levels.some((level) => levelOf(methods) >= level);

/** Back to the client of somebody who cannot come to any level that it asks for. */
export const unmetLevels = (service: Service, { redirectUri, state }: AuthorizeRequest): string =>
  errorRedirect(service, { redirectUri, state, error: unconfirmed.unmetLevels });

/** What goes into the tokens: the level only where somebody asked for one, or for a time. */
export const levelMembers = (
  { pool, levels, maxAgeSeconds }: AuthorizeRequest,
  { methods }: BrowserSession,
): { readonly methods?: readonly AuthenticationMethod[]; readonly acr?: string } => {
  if (methods === undefined) return {};
  const level = levelOf(methods);
  const isAsked = levels !== undefined || maxAgeSeconds !== undefined;
  return { methods, ...(isAsked && level > 0 ? { acr: namesOf(pool)[level === 0 ? 1 : level] } : {}) };
};
