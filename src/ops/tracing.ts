import type { Tracer } from '../auth/index.js';
import type { Log } from './log.js';

/**
 * The tracer of the OpenTelemetry that this process has registered. Its API is loaded here and only when it is asked for: a
 * site that does not trace pays nothing. Where nothing is registered the log says so, and nothing is traced.
 */
export const openTracer = async (log: Log): Promise<Tracer | undefined> => {
  const { isSpanContextValid, trace } = await import('@opentelemetry/api');
  const tracer = trace.getTracer('cognito-relying-party');
  // Where nothing is registered the API makes spans without an id. This one is never ended, so nobody gets it.
  if (isSpanContextValid(tracer.startSpan('probe').spanContext())) return tracer;
  log('warn', 'tracing_not_registered', {
    hint: 'TRACING is on, but this process has no OpenTelemetry: start it with node --import and a file that registers one (docs/tracing.md).',
  });
  return undefined;
};
