import type { AwsCall } from '../aws/index.js';
import type { Log } from './log.js';

// Neither is for whoever runs the site: a no is told to the person who asked.
const expected: ReadonlySet<AwsCall['outcome']> = new Set(['ok', 'refused']);

/** Writes down each call of the AWS SDK that came to nothing by no fault of the person, one line each. */
export const logAwsCalls =
  (log: Log) =>
  ({ operation, outcome, reason, durationMs }: AwsCall): void => {
    if (!expected.has(outcome))
      log('warn', 'aws_call_failed', { operation, outcome, reason, durationMs: Math.round(durationMs) });
  };
