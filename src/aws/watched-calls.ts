import type { Tracer } from '../auth/index.js';
import { endOf, type AwsCall, type AwsCallEnd, type AwsOperation } from './calls.js';

/** Who hears of the calls to AWS. Where nobody is given, nothing is measured and nothing wrapped. */
export interface CallWatchers {
  /** Hears of each call when it is over: to measure it. */
  readonly onCall?: ((call: AwsCall) => void) | undefined;
  /** Gets a span of each call: a tracer of OpenTelemetry fits. */
  readonly tracer?: Tracer | undefined;
}

/** Does a call of the SDK, and gives what it gives. */
export type WatchCall = <Answer>(operation: AwsOperation, call: () => Promise<Answer>) => Promise<Answer>;

/** Watches the calls to one service, which is named as the AWS SDK names it. */
export const createCallWatch = (
  service: 'CognitoIdentity' | 'CognitoIdentityProvider',
  { onCall, tracer }: CallWatchers,
): WatchCall => {
  const counted = onCall === undefined ? unwatched : counting(onCall);
  return tracer === undefined ? counted : tracing(counted, service, tracer);
};

const unwatched: WatchCall = (_operation, call) => call();

const counting =
  (onCall: (call: AwsCall) => void): WatchCall =>
  async (operation, call) => {
    const startedAtMs = performance.now();
    const over = (end: AwsCallEnd): void =>
      tell(onCall, { operation, durationMs: performance.now() - startedAtMs, ...end });
    const answer = await call().catch((error: unknown) => {
      over(endOf(error));
      throw error;
    });
    over({ outcome: 'ok' });
    return answer;
  };

// Whoever cannot count a call must not spoil it: by now somebody's password is changed. Node reports it as a warning.
const tell = (onCall: (call: AwsCall) => void, call: AwsCall): void => {
  const warn = (error: unknown): void =>
    process.emitWarning(
      `A listener to AWS calls failed on ${call.operation}: ${error instanceof Error ? error.name : 'unknown'}`,
    );
  try {
    // An async function fits the type as well, and a rejection that nobody handles would end the process.
    const answer: unknown = onCall(call);
    if (answer instanceof Promise) answer.catch(warn);
  } catch (error) {
    warn(error);
  }
};

// Names as the semantic conventions of OpenTelemetry have them for clients of the AWS SDK. What is asked and answered is not in
// the span: there are tokens and passwords in it.
const tracing =
  (call: WatchCall, service: string, tracer: Tracer): WatchCall =>
  (operation, work) => {
    const attributes = { 'rpc.system': 'aws-api', 'rpc.service': service, 'rpc.method': operation };
    return tracer.startActiveSpan(`${service}.${operation}`, { kind: 2, attributes }, async (span) => {
      try {
        return await call(operation, work);
      } catch (error) {
        const { outcome, reason } = endOf(error);
        // `_OTHER` is the word of the conventions for what has none.
        span.setAttribute('error.type', reason ?? (outcome === 'unexpected' ? '_OTHER' : outcome));
        span.setStatus({ code: 2 });
        throw error;
      } finally {
        span.end();
      }
    });
  };
