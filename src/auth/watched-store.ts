import type { Leases, SessionStore } from './store.js';

/** A call to a session store, by the name of its function. */
export type StoreOperation = Exclude<keyof SessionStore, 'leases' | 'close'> | `leases.${keyof Leases}`;

/**
 * Does `call`, and may look at the clock before and after. What it answers and throws is the call's own. `given` is what the store
 * is asked with: it has tokens in it.
 */
export type WatchCall = <Value>(
  operation: StoreOperation,
  call: () => Promise<Value>,
  given: readonly unknown[],
) => Promise<Value>;

/**
 * The same store, with `watch` around every call but `close`: to measure it, or to see it in a trace. Of `everyKey` each piece
 * is a call.
 *
 * @example
 * const store = watchStore(createMemoryStore(), async (operation, call) => {
 *   const startedAtMs = performance.now();
 *   try {
 *     return await call();
 *   } finally {
 *     console.log(operation, performance.now() - startedAtMs);
 *   }
 * });
 */
export const watchStore = (store: SessionStore, watch: WatchCall): SessionStore => {
  const { leases } = store;
  return {
    read: (key) => watch('read', () => store.read(key), [key]),
    create: (...given) => watch('create', () => store.create(...given), given),
    writeAppData: (...given) => watch('writeAppData', () => store.writeAppData(...given), given),
    markSeen: (...given) => watch('markSeen', () => store.markSeen(...given), given),
    readTokens: (key) => watch('readTokens', () => store.readTokens(key), [key]),
    replaceTokens: (...given) => watch('replaceTokens', () => store.replaceTokens(...given), given),
    end: (...given) => watch('end', () => store.end(...given), given),
    keysOf: (...given) => watch('keysOf', () => store.keysOf(...given), given),
    everyKey: () => watchedPieces(store, watch),
    markEnded: (...given) => watch('markEnded', () => store.markEnded(...given), given),
    endedAtMs: (person) => watch('endedAtMs', () => store.endedAtMs(person), [person]),
    claim: (...given) => watch('claim', () => store.claim(...given), given),
    leases: {
      take: (...given) => watch('leases.take', () => leases.take(...given), given),
      renew: (...given) => watch('leases.renew', () => leases.renew(...given), given),
      release: (...given) => watch('leases.release', () => leases.release(...given), given),
    },
    check: () => watch('check', () => store.check(), []),
    close: () => store.close(),
  };
};

const watchedPieces = async function* watchPieces(
  store: SessionStore,
  watch: WatchCall,
): AsyncIterable<readonly string[]> {
  const pieces = store.everyKey()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await watch('everyKey', () => pieces.next(), []);
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await pieces.return?.();
  }
};
