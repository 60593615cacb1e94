import type { Event, Exchange } from './recording.js';

// Most requests are pages that find everything in order, and would push out of the memory what somebody wants to look at.

const tellingEvents: ReadonlySet<string> = new Set([
  'sign_in_started',
  'sign_in_failed',
  'old_sign_in_refused',
  'signed_out',
  'sign_in_ended',
  'session_ended',
  'tokens_refreshed',
  'refresh_waited',
  'refresh_failed',
  'outage_grace_used',
  'revoke_failed',
  'level_required',
  'recent_sign_in_required',
  'sign_ins_ended',
]);

/** Whether a request has to do with a sign-in, a refresh or a sign-out. */
export const isTelling = (exchange: Exchange): boolean =>
  isCallback(exchange) ||
  isSignOut(exchange) ||
  isSignedOutPage(exchange) ||
  exchange.sharedWith !== undefined ||
  isRefresh(exchange) ||
  (exchange.answer?.status ?? 0) >= 500 ||
  eventsIn(exchange).some(({ type }) => tellingEvents.has(type));

/** What was told while it was answered. */
export const eventsIn = ({ happenings }: Exchange) =>
  happenings.filter((one): one is Event => one.kind === 'event').map(({ event }) => event);

export const isCallback = ({ path }: Exchange): boolean => path.endsWith('/auth/callback');

export const isSignOut = (exchange: Exchange): boolean =>
  exchange.method === 'POST' && /\/auth\/sign-out(?:-everywhere)?$/.test(exchange.path);

export const isSignedOutPage = ({ method, path }: Exchange): boolean =>
  method === 'GET' && path.endsWith('/signed-out');

/** Whether it began a sign-in: by the address for that, or by a guard in its own answer. */
export const startedSignIn = (exchange: Exchange) =>
  eventsIn(exchange).find(({ type }) => type === 'sign_in_started');

/** Whether a new session took the place of the one that the browser had. */
export const tookThePlace = (exchange: Exchange): boolean =>
  eventsIn(exchange).some((event) => event.type === 'session_ended' && event.reason === 'replaced');

/** Whether new tokens were asked for with a refresh token, here or elsewhere. */
export const isRefresh = (exchange: Exchange): boolean =>
  exchange.happenings.some((one) => one.kind === 'pool' && one.grant === 'refresh_token') ||
  eventsIn(exchange).some(({ type }) => type === 'refresh_waited' || type === 'refresh_failed');
