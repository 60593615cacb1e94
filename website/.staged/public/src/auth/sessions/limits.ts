import type { Settings } from '../options.js';
import type { EndReason } from '../reasons.js';
import type { StoredSession } from '../store.js';

/** Which limit a session has passed, if any. The one place where that is judged: a store keeps records past them for a moment. */
export const passedLimitOf = (
  { signIn, lastSeenAtMs }: Pick<StoredSession, 'signIn' | 'lastSeenAtMs'>,
  { now, idleMs }: Pick<Settings, 'now' | 'idleMs'>,
): Extract<EndReason, 'absolute_limit' | 'idle_limit'> | undefined => {
  if (now() >= signIn.endsAtMs) return 'absolute_limit';
  return now() >= lastSeenAtMs + idleMs ? 'idle_limit' : undefined;
};
