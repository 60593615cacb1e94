import type { Request } from 'express';
import { failureIn, hintFor, type AuthEvent, type AuthEventListener } from '../auth/index.js';
import { keptAddress, type AddressKeeping } from './client-address.js';
import type { Fields, Level, Log } from './log.js';

/** The version of `docs/audit-log.schema.json` that the lines follow. Another one: a member or a word is gone, or means something else. */
const schemaVersion = 1;

/** How loud each event is. A new event does not compile until somebody has decided. */
const levels: Record<AuthEvent['type'], Level> = {
  sign_in_started: 'info',
  sign_in_succeeded: 'info',
  sign_in_failed: 'warn',
  old_sign_in_refused: 'info',
  sign_ins_ended: 'warn',
  signed_out: 'info',
  sign_in_ended: 'info',
  session_ended: 'info',
  foreign_session: 'warn',
  app_data_overwritten: 'info',
  other_apps_not_ended: 'warn',
  tokens_refreshed: 'info',
  refresh_waited: 'debug',
  refresh_failed: 'warn',
  outage_grace_used: 'warn',
  revoke_failed: 'warn',
  user_info_failed: 'warn',
  forbidden: 'warn',
  recent_sign_in_required: 'info',
  level_required: 'info',
  cross_site_refused: 'warn',
  bearer_refused: 'warn',
  pool_called: 'debug',
  keys_unavailable: 'error',
};

export interface AuditLogOptions {
  readonly log: Log;
  /** How much is kept of the address that a request came from: `request.ip`, so as far as `trust proxy` goes. */
  readonly addresses: AddressKeeping;
}

/** Writes down what happened around signing in, one line each. */
export const logAuthEvents = (options: AuditLogOptions): AuthEventListener => {
  const write = writerOf(options);
  return ({ type, ...details }, request) => write(levels[type], type, details, request);
};

/** Writes down what people change about their own account, one line each. */
export const logAccountEvents = (
  options: AuditLogOptions,
): ((event: Fields & { readonly type: string }, request: Request) => void) => {
  const write = writerOf(options);
  return ({ type, ...details }, request) => write('info', type, details, request);
};

const writerOf =
  ({ log, addresses }: AuditLogOptions) =>
  (level: Level, type: string, details: Fields, request: Request | undefined): void => {
    const clientAddress = request && keptAddress(request.ip, addresses);
    log(level, type, {
      audit: schemaVersion,
      ...(request?.id !== undefined && { requestId: request.id }),
      ...(clientAddress !== undefined && { clientAddress }),
      ...details,
    });
  };

/** Writes down what a look at the pool finds before anybody signs in: what was asked, what came back, and what to change. */
export const logPoolCheck = (log: Log) => ({
  /** One word for a failure. */
  nameOf: (error: unknown): string => {
    const { code, reason, poolStatus } = failureIn(error);
    return `${code} ${reason} ${poolStatus}`;
  },
  onFailure: (error: unknown): void => {
    const failure = failureIn(error);
    log('warn', 'pool_not_usable', { ...failure, hint: hintFor(failure.reason) });
  },
  onMended: (): void => log('info', 'pool_usable'),
});
