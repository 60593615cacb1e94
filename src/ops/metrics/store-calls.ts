import { AuthError, watchStore, type SessionStore, type StoreOperation } from '../../auth/index.js';
import type { Families } from './families.js';
import { storeOperations, reasonLabel } from './label-values.js';

/** The same store, with its calls and leases counted. */
export const measureStore = (store: SessionStore, families: Families): SessionStore => {
  const { storeCalls, leases } = families;
  // Each request makes such a call: its series is looked up here, once.
  const good = Object.fromEntries(
    storeOperations.map((operation) => [operation, storeCalls.of({ operation, outcome: 'ok' })]),
  ) as Readonly<Record<StoreOperation, ReturnType<typeof storeCalls.of>>>;

  const watched = watchStore(store, (operation, call) => {
    const startedAtMs = performance.now();
    const seconds = (): number => (performance.now() - startedAtMs) / 1000;
    const answer = call();
    // Beside the way of the answer, so that nobody gets it later.
    answer.then(
      () => good[operation].observe(seconds()),
      (error: unknown) => storeCalls.of({ operation, outcome: outcomeOf(error) }).observe(seconds()),
    );
    return answer;
  });

  const count = (name: string, outcome: 'taken' | 'contended' | 'lost'): void =>
    leases.of({ lease: name.slice(0, name.indexOf(':')), outcome }).add();
  return {
    ...watched,
    leases: {
      ...watched.leases,
      async take(name, holder, forMs) {
        const isTaken = await watched.leases.take(name, holder, forMs);
        count(name, isTaken ? 'taken' : 'contended');
        return isTaken;
      },
      async renew(name, holder, forMs) {
        const isKept = await watched.leases.renew(name, holder, forMs);
        if (!isKept) count(name, 'lost');
        return isKept;
      },
    },
  };
};

const outcomeOf = (error: unknown): string =>
  error instanceof AuthError ? reasonLabel(error.reason ?? error.code) : 'unexpected';
