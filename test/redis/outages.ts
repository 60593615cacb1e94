import { expect } from '@jest/globals';
import { AuthError } from '../../src/auth/errors.js';
import type { SessionStore } from '../../src/auth/store.js';
import { newKey, sampleSession } from '../support/sample-session.js';

const session = sampleSession();
const { signIn, tokens, lastSeenAtMs, expiresAtMs } = session;

/** Every call of a store that talks to the server, by name. */
const everyCall: Readonly<Record<string, (store: SessionStore, key: string) => Promise<unknown>>> = {
  read: (store, key) => store.read(key),
  create: (store, key) => store.create(key, session),
  writeAppData: (store, key) => store.writeAppData(key, { a: 1 }),
  markSeen: (store, key) => store.markSeen(key, { lastSeenAtMs, expiresAtMs }),
  readTokens: (store, key) => store.readTokens(key),
  replaceTokens: (store, key) => store.replaceTokens(key, { fromVersion: 1, signIn, tokens }),
  end: (store, key) => store.end(key),
  keysOf: (store) => store.keysOf(signIn.user),
  everyKey: async (store) => {
    for await (const piece of store.everyKey()) expect(piece).toBeDefined();
  },
  markEnded: (store) => store.markEnded(signIn.user, 1000, 1000),
  endedAtMs: (store) => store.endedAtMs(signIn.user),
  claim: (store, key) => store.claim(key, 1000),
  takeLease: (store, key) => store.leases.take(key, 'holder', 1000),
  renewLease: (store, key) => store.leases.renew(key, 'holder', 1000),
  releaseLease: (store, key) => store.leases.release(key, 'holder'),
  check: (store) => store.check(),
};

/** How a call went: the reason why the store could not be reached, or `undefined`; and how long that took. */
export const outcomeOf = async (call: Promise<unknown>) => {
  const startedAt = performance.now();
  const reason = await call.then(
    () => undefined,
    (error: unknown) => {
      expect(error).toBeInstanceOf(AuthError);
      expect(error).toMatchObject({ code: 'store_unreachable' });
      return error instanceof AuthError ? error.reason : 'another error';
    },
  );
  return { reason, tookMs: performance.now() - startedAt };
};

/** Every call at once, while the server is in trouble: each must fail in time, with one of the reasons. */
export const expectEveryCallToFail = async (
  store: SessionStore,
  options: { readonly within: number; readonly reasons: readonly string[] },
) => {
  for (const [name, call] of Object.entries(everyCall)) {
    const { reason, tookMs } = await outcomeOf(call(store, newKey()));
    expect({ name, reason, isInTime: tookMs < options.within }).toEqual({
      name,
      reason: options.reasons.find((each) => each === reason) ?? options.reasons,
      isInTime: true,
    });
  }
};
