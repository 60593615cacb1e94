import { collectDefaultMetrics, Registry } from 'prom-client';

/** What there is to say of the process: memory, CPU, garbage collection, and how late the event loop is. */
export interface ProcessMetrics {
  readonly text: () => Promise<string>;
}

/** Once per process. */
export const createProcessMetrics = (): ProcessMetrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return { text: () => registry.metrics() };
};
