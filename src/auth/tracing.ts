import { AuthError } from './errors.js';

/**
 * As much of a tracer as is used here. The `Tracer` of OpenTelemetry fits (`trace.getTracer('my-app')`). It may not throw, as
 * OpenTelemetry's does not.
 */
export interface Tracer {
  /** Begins a span, does `work` as a part of it, and gives what `work` gives. Whoever gets the span ends it. */
  startActiveSpan<Value>(name: string, options: SpanOptions, work: (span: Span) => Value): Value;
}

/** What a span begins with. */
export interface SpanOptions {
  /** 0: within this process. 2: a call to somebody else (client). The numbers are OpenTelemetry's. */
  readonly kind: 0 | 2;
  /** Names as the semantic conventions have them. Never a token, a code, a session or a person. */
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** One step of a trace. */
export interface Span {
  setAttribute(name: string, value: string | number): unknown;
  /** 2: an error. */
  setStatus(status: { readonly code: 2 }): unknown;
  spanContext(): { readonly traceId: string; readonly spanId: string; readonly traceFlags: number };
  end(): void;
}

/** Does work within spans. */
export interface Spans {
  /** Does `work` within a span. When it fails, the span has the error by one word, and the error goes on. */
  within<Value>(name: string, options: SpanOptions, work: (span: Span) => Promise<Value>): Promise<Value>;
}

/** Marks a span as failed, with a word of a fixed list (`error.type`). */
export const markFailed = (span: Span, word: string): void => {
  span.setAttribute('error.type', word);
  span.setStatus({ code: 2 });
};

/** Makes spans by a tracer. */
export const createSpans = (tracer: Tracer): Spans => ({
  within: (name, options, work) =>
    tracer.startActiveSpan(name, options, async (span) => {
      try {
        return await work(span);
      } catch (error) {
        markFailed(span, wordFor(error));
        throw error;
      } finally {
        span.end();
      }
    }),
});

// The message of an error may have anything in it. `_OTHER` is the word of the conventions for what has none.
const wordFor = (error: unknown): string =>
  error instanceof AuthError ? (error.reason ?? error.code) : '_OTHER';

const noTrace = /^0+$/;

/** The header that tells the next one which trace it is a part of (W3C Trace Context). `undefined`: there is none. */
export const traceparentOf = (span: Span): string | undefined => {
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (noTrace.test(traceId) || noTrace.test(spanId)) return undefined;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
};
