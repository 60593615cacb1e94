import { STATUS_CODES } from 'node:http';
import {
  endReasons,
  familyReasons,
  reasons,
  statusByCode,
  type AuthEvent,
  type StoreOperation,
} from '../../auth/index.js';
import type { Closed } from '../server-limits.js';

// Every word that may stand in a label. What is made up elsewhere, by callers or by the pool, is none of them.

/** Makes a list of a record whose keys the compiler counts: a new word does not compile until it is here. */
const keysOf = <Word extends string>(words: Readonly<Record<Word, true>>): readonly Word[] =>
  Object.keys(words) as Word[];

/** What stands where there is nothing to say: an event without a code, a failure without a reason. */
export const nothing = '';

export const authEvents = keysOf<AuthEvent['type']>({
  sign_in_started: true,
  sign_in_succeeded: true,
  sign_in_failed: true,
  old_sign_in_refused: true,
  sign_ins_ended: true,
  signed_out: true,
  sign_in_ended: true,
  session_ended: true,
  foreign_session: true,
  app_data_overwritten: true,
  other_apps_not_ended: true,
  tokens_refreshed: true,
  refresh_waited: true,
  refresh_failed: true,
  outage_grace_used: true,
  revoke_failed: true,
  user_info_failed: true,
  forbidden: true,
  recent_sign_in_required: true,
  level_required: true,
  cross_site_refused: true,
  bearer_refused: true,
  pool_called: true,
  keys_unavailable: true,
});

/** What people change about their own account. */
export type AccountEventName =
  | 'password_changed'
  | 'authenticator_registered'
  | 'second_factor_changed'
  | 'contact_changed'
  | 'profile_changed'
  | 'device_forgotten'
  | 'passkey_removed'
  | 'account_deleted';

export const accountEvents = keysOf<AccountEventName>({
  password_changed: true,
  authenticator_registered: true,
  second_factor_changed: true,
  contact_changed: true,
  profile_changed: true,
  device_forgotten: true,
  passkey_removed: true,
  account_deleted: true,
});

export const storeOperations = keysOf<StoreOperation>({
  'read': true,
  'create': true,
  'writeAppData': true,
  'markSeen': true,
  'readTokens': true,
  'replaceTokens': true,
  'end': true,
  'keysOf': true,
  'everyKey': true,
  'markEnded': true,
  'endedAtMs': true,
  'claim': true,
  'leases.take': true,
  'leases.renew': true,
  'leases.release': true,
  'check': true,
});

export const closedReasons = keysOf<Closed>({
  answers_not_taken: true,
  too_many_unanswered: true,
  too_many_connections: true,
});

export const errorCodes: readonly string[] = Object.keys(statusByCode);

/** Those of the system that an operator meets; the others are counted together. */
const systemCodes = [
  'EAI_AGAIN',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
];

const families = ['pool_status_', 'err_', 'oauth_', 'store_'];
const systemFamily = 'system_other';

const namedReasons: readonly string[] = [
  ...Object.keys(reasons),
  ...Object.keys(familyReasons),
  ...[500, 502, 503, 504].map((status) => `pool_status_${status}`),
  ...systemCodes,
];
const isNamed = new Set(namedReasons);

/** Reasons of failures. What libraries, the system and foreign stores say beyond the known words is one word for each of these. */
export const failureReasons: readonly string[] = [
  ...namedReasons,
  ...families.map((family) => `${family}other`),
  systemFamily,
];

/** The word by which a reason is counted. The log has it in full. */
export const reasonLabel = (reason: string | undefined): string => {
  if (reason === undefined || isNamed.has(reason)) return reason ?? nothing;
  const family = families.find((one) => reason.startsWith(one));
  if (family !== undefined) return `${family}other`;
  return /^[A-Z]/.test(reason) ? systemFamily : reason;
};

export const sessionEndReasons: readonly string[] = Object.keys(endReasons);

export const httpStatuses: readonly string[] = Object.keys(STATUS_CODES);

/** An event may give a code where others give a reason. */
export const eventReasons: readonly string[] = [
  nothing,
  ...failureReasons,
  ...sessionEndReasons,
  ...errorCodes,
];
