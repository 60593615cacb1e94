import { reasons } from './reasons.js';
import type { AuthEvent, AuthEventListener } from './events.js';

// More kinds of failure than a day brings; a store of one's own may have any number of reasons.
const mostWarnings = 50;

/**
 * What listens where the app has no `onEvent`: people see a code, and whoever runs the site would see nothing. A failure
 * that somebody has to mend (at the pool, at the store, in the options) becomes a warning of the process, each kind once.
 */
export const createOperatorWarnings = (): AuthEventListener => {
  const told = new Set<string>();
  return (event) => {
    const trouble = troubleIn(event);
    if (trouble === undefined || told.has(trouble) || told.size >= mostWarnings) return;
    told.add(trouble);
    process.emitWarning(`${trouble}. Said once; give createAuth an onEvent to hear of every event.`, {
      type: 'AuthWarning',
      code: 'AUTH_TROUBLE',
    });
  };
};

const troubleIn = (event: AuthEvent): string | undefined => {
  if (!('code' in event)) return undefined;
  const { type, code, reason, poolError } = event;
  if (!/^(?:pool_|store_|unexpected$)/.test(code)) return undefined;
  const words = [code, reason, poolError].filter((word) => word !== undefined).join(', ');
  const sentence = explanationOf(reason);
  return `${type.replaceAll('_', ' ')}: ${words}${sentence === undefined ? '' : ` (${sentence})`}`;
};

const explanationOf = (reason: string | undefined): string | undefined =>
  Object.entries(reasons).find(([word]) => word === reason)?.[1];
