// Registers OpenTelemetry for a process: node --import ./ops/opentelemetry.js dist/server.js. How to: docs/tracing.md
// #region register
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'site' }),
  // To OTEL_EXPORTER_OTLP_ENDPOINT, or http://localhost:4318: once a second, so that a stop loses little.
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 1000 })],
});
provider.register();
process.once('SIGTERM', () => void provider.forceFlush());
// #endregion
