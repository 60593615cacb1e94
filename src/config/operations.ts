import { oneOf, port, wholeNumber } from './reader.js';
import { certain, optional } from './setting.js';

const onOrOff = oneOf(['on', 'off']);

/** The settings for whoever runs the site. A part of the table in `settings.ts`. */
export const operations = {
  AUTH_REQUESTS_PER_MINUTE: certain({
    section: 'Operations',
    meaning:
      'Requests per minute and client address to `/auth/sign-in` and `/auth/callback`, and refused bearers of the API. Benchmarks and tests raise it.',
    default: '120',
    read: wholeNumber({ from: 1, to: 10_000_000, what: 'requests per minute' }),
  }),
  LOG_LEVEL: certain({
    section: 'Operations',
    meaning: 'From `trace`, which says everything, to `silent`.',
    default: 'info',
    read: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  }),
  AUDIT_ADDRESS: certain({
    section: 'Operations',
    meaning:
      'How much the audit log keeps of the address that somebody came from: `full`, `truncated` (the /24 of an IPv4 address, the /48 of an IPv6 one) or `none`.',
    default: 'truncated',
    read: oneOf(['full', 'truncated', 'none']),
  }),
  INSPECTOR: certain({
    section: 'Operations',
    meaning:
      '`on` records what each browser did (sign-ins, refreshes, sign-outs) and shows it, to that browser, at `/inspector`. For development; refused in production.',
    default: 'off',
    read: onOrOff,
  }),
  METRICS_PORT: optional({
    section: 'Operations',
    meaning: '`/metrics` on a port of its own.',
    otherwise: "on the site's port, for callers on this machine only",
    example: '9090',
    read: port,
  }),
  TRACING: certain({
    section: 'Operations',
    meaning:
      '`on`: spans of sign-ins, refreshes, and calls to the pool and the store go to the OpenTelemetry that the process has registered (`--import`). How to: docs/tracing.md.',
    default: 'off',
    read: onOrOff,
  }),
  TRACE_TO_POOL: certain({
    section: 'Operations',
    meaning:
      '`on`: calls to the pool carry `traceparent`, so that it learns the ids of our traces. Needs `TRACING=on`.',
    default: 'off',
    read: onOrOff,
  }),
} as const;
