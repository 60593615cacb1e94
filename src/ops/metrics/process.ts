import type { Registry } from 'prom-client';

/** What there is to say of the process: memory, CPU, garbage collection, and how late the event loop is. */
export interface ProcessMetrics {
  /** Begins to watch, if that has not begun. What does it is loaded now, so that a site can be ready before. */
  readonly watch: () => Promise<Registry>;
  readonly text: () => Promise<string>;
}

/** Once per process. */
export const createProcessMetrics = (): ProcessMetrics => {
  let watching: Promise<Registry> | undefined;
  const watch = (): Promise<Registry> => (watching ??= startWatching());
  return { watch, text: async () => (await watch()).metrics() };
};

const startWatching = async (): Promise<Registry> => {
  const { collectDefaultMetrics, Registry: NewRegistry } = await import('prom-client');
  const register = new NewRegistry();
  collectDefaultMetrics({ register });
  return register;
};
