import type { StoredSession } from '../store.js';

/**
 * Whether a record is all of a session. A store may hold what an older version or somebody else wrote: without its
 * limits a session would never end, and a text instead of a list of groups would open doors.
 */
export const isWholeSession = (record: unknown): record is StoredSession => {
  const { signIn, appData, lastSeenAtMs } = partsOf(record);
  const { user, scopes, ...moments } = partsOf(signIn);
  const { id, issuer, groups } = partsOf(user);
  const times = [
    lastSeenAtMs,
    moments['startedAtMs'],
    moments['authenticatedAtMs'] ?? 0,
    moments['endsAtMs'],
    moments['accessTokenEndsAtMs'],
    moments['tokensEndAtMs'] ?? 0,
  ];
  return (
    times.every(Number.isFinite) &&
    [id, issuer].every((part) => typeof part === 'string' && part !== '') &&
    [groups, scopes].every(isListOfTexts) &&
    typeof appData === 'object' &&
    appData !== null
  );
};

const partsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
