import { trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-node';
import type { Tracer } from '../../src/auth/index.js';

/** OpenTelemetry as an app has it, whose spans stay here. */
export interface CollectedSpans {
  readonly tracer: Tracer;
  /** Those that have ended, in the order of their ends. */
  readonly all: () => readonly ReadableSpan[];
  readonly named: (name: string) => readonly ReadableSpan[];
  /** The names of what happened within a span, in the order of their beginnings. */
  readonly within: (span: ReadableSpan | undefined) => readonly string[];
  readonly forget: () => void;
}

/** Registers it for this process, or this test file: once. */
export const collectSpans = (): CollectedSpans => {
  const exporter = new InMemorySpanExporter();
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  const all = (): readonly ReadableSpan[] => exporter.getFinishedSpans();
  return {
    tracer: trace.getTracer('tests'),
    all,
    named: (name) => all().filter((span) => span.name === name),
    within: (span) =>
      all()
        .filter(({ parentSpanContext }) => parentSpanContext?.spanId === span?.spanContext().spanId)
        .toSorted((one, other) => timeOf(one) - timeOf(other))
        .map(({ name }) => name),
    forget: () => exporter.reset(),
  };
};

const timeOf = ({ startTime: [seconds, nanoseconds] }: ReadableSpan): number => seconds * 1e9 + nanoseconds;
