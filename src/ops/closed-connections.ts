import type { Log } from './log.js';
import type { Closed } from './server-limits.js';
import { throttled } from './throttled.js';

/** Writes down that connections are being closed by a limit: once a minute for each reason, as callers could repeat it at will. */
export const logClosedConnections = ({
  log,
  now = Date.now,
}: {
  readonly log: Log;
  readonly now?: () => number;
}): ((reason: Closed) => void) => {
  const complaints = new Map<Closed, ReturnType<typeof throttled>>();
  return (reason) => {
    const complain = complaints.get(reason) ?? throttled({ everyMs: 60_000, now });
    complaints.set(reason, complain);
    complain(() => log('warn', 'connection_closed', { reason }));
  };
};
