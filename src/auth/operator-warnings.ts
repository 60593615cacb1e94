import { meaningOf } from './meaning.js';
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
    if (!isTrouble(event)) return;
    const kind = kindOf(event);
    if (told.has(kind) || told.size >= mostWarnings) return;
    told.add(kind);
    process.emitWarning(
      `${kind}${detailsOf(event)}. ${event.hint === undefined ? '' : `${event.hint} `}Said once; give createAuth an onEvent to hear of every event.`,
      { type: 'AuthWarning', code: 'AUTH_TROUBLE' },
    );
  };
};

type Trouble = Extract<AuthEvent, { readonly code: unknown }>;

const isTrouble = (event: AuthEvent): event is Trouble =>
  'code' in event && /^(?:pool_|store_|unexpected$)/.test(event.code);

const kindOf = ({ type, code, reason, poolError }: Trouble): string =>
  `${type.replaceAll('_', ' ')}: ${[code, reason, poolError].filter(isSaid).join(', ')}`;

// Not of the kind: one outage is found at every address of the pool.
const detailsOf = ({ address, clockAheadSeconds, reason }: Trouble): string => {
  const clock = clockAheadSeconds === undefined ? undefined : `clockAheadSeconds ${clockAheadSeconds}`;
  const details = ['', address, clock].filter(isSaid).join(', ');
  const meaning = meaningOf(reason);
  return meaning === undefined ? details : `${details} (${meaning})`;
};

const isSaid = (word: string | undefined): word is string => word !== undefined;
