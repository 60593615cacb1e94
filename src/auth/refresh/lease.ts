import { randomUUID } from 'node:crypto';
import type { Leases } from '../store.js';

// Short, so that a process that is killed does not keep the others waiting for long; it is renewed while work goes on.
const leaseMs = 3000;

/**
 * Does `work` while holding the lease `name`, which no other process then holds. `undefined` when somebody else has it.
 * A lease that cannot be renewed is lost silently: whoever works under one must not rely on it alone.
 */
export const underLease = async <Value>(
  leases: Leases,
  name: string,
  work: () => Promise<Value>,
): Promise<{ readonly value: Value } | undefined> => {
  const holder = randomUUID();
  if (!(await leases.take(name, holder, leaseMs))) return undefined;
  const renewal = setInterval(() => {
    leases.renew(name, holder, leaseMs).catch(() => undefined);
  }, leaseMs / 3);
  try {
    return { value: await work() };
  } finally {
    clearInterval(renewal);
    // A lease that could not be given back runs out by itself.
    await leases.release(name, holder).catch(() => undefined);
  }
};
