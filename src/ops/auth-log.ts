import { failureIn, hintFor, type AuthEvent, type AuthEventListener } from '../auth/index.js';
import type { Level, Log } from './log.js';

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

/** Writes down what happened around signing in, one line each. */
export const logAuthEvents =
  (log: Log): AuthEventListener =>
  ({ type, ...details }, request) => {
    log(levels[type], type, { ...(request?.id !== undefined && { requestId: request.id }), ...details });
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
