import type { Leases, SessionStore } from './store.js';

/** A call to a session store, by the name of its function. */
export type StoreOperation = Exclude<keyof SessionStore, 'leases' | 'close'> | `leases.${keyof Leases}`;

/** Does `call`, and may look at the clock before and after. What it answers and throws is the call's own. */
export type WatchCall = <Value>(operation: StoreOperation, call: () => Promise<Value>) => Promise<Value>;

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
    read: (key) => watch('read', () => store.read(key)),
    create: (...session) => watch('create', () => store.create(...session)),
    writeAppData: (...data) => watch('writeAppData', () => store.writeAppData(...data)),
    markSeen: (...seen) => watch('markSeen', () => store.markSeen(...seen)),
    readTokens: (key) => watch('readTokens', () => store.readTokens(key)),
    replaceTokens: (...tokens) => watch('replaceTokens', () => store.replaceTokens(...tokens)),
    end: (...session) => watch('end', () => store.end(...session)),
    keysOf: (...person) => watch('keysOf', () => store.keysOf(...person)),
    everyKey: () => watchedPieces(store, watch),
    markEnded: (...mark) => watch('markEnded', () => store.markEnded(...mark)),
    endedAtMs: (person) => watch('endedAtMs', () => store.endedAtMs(person)),
    claim: (...claim) => watch('claim', () => store.claim(...claim)),
    leases: {
      take: (...lease) => watch('leases.take', () => leases.take(...lease)),
      renew: (...lease) => watch('leases.renew', () => leases.renew(...lease)),
      release: (...lease) => watch('leases.release', () => leases.release(...lease)),
    },
    check: () => watch('check', () => store.check()),
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
      const piece = await watch('everyKey', () => pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await pieces.return?.();
  }
};
