import { randomUUID } from 'node:crypto';
import type { Leases } from '../store.js';

// Short, so that a process that is killed does not keep the others waiting for long; it is renewed while work goes on.
const leaseMs = 3000;

/**
 * Does `work` while holding the lease `name`, which no other process then holds. `undefined` when somebody else has it.
 * Where `work` leaves something behind, the lease is held for as long as `rest` takes too, without its caller waiting.
 * A lease that cannot be renewed is lost silently: whoever works under one must not rely on it alone.
 */
export const underLease = async <Value>(
  leases: Leases,
  name: string,
  { work, rest }: { readonly work: () => Promise<Value>; readonly rest?: () => Promise<unknown> | undefined },
): Promise<{ readonly value: Value } | undefined> => {
  const holder = randomUUID();
  if (!(await leases.take(name, holder, leaseMs))) return undefined;
  const hold = async (): Promise<void> => {
    // Lost while the store was away: it is taken again, unless somebody was faster.
    if (!(await leases.renew(name, holder, leaseMs))) await leases.take(name, holder, leaseMs);
  };
  const renewal = setInterval(() => {
    hold().catch(() => undefined);
  }, leaseMs / 3).unref();
  const giveBack = async (): Promise<void> => {
    clearInterval(renewal);
    // A lease that could not be given back runs out by itself.
    await leases.release(name, holder).catch(() => undefined);
  };
  try {
    return { value: await work() };
  } finally {
    const left = rest?.();
    if (left === undefined) await giveBack();
    else void left.then(giveBack, giveBack);
  }
};
