import { expect, test } from '@jest/globals';
import { keptPastLimitMs, type SessionStore } from '../../../src/auth/store.js';
import { eventually } from '../../support/eventually.js';
import { newKey, refreshed, sampleSession, sampleSignIn } from '../../support/sample-session.js';
import type { TwoProcesses } from './session-store.js';

/** When the limit was, for a session that the store forgets in so many milliseconds. */
const goneIn = (ms: number): number => Date.now() + ms - keptPastLimitMs;

/** What every store must do about the time of a session: it is over at its limit, and gone a minute later. */
export const expiryContract = (both: TwoProcesses): void => {
  const isGone = (store: SessionStore, key: string): Promise<void> =>
    eventually(async () => expect(await store.read(key)).toBeUndefined());

  test('a session that is over is still given out, for a minute, so that it can be ended and revoked (F-S18)', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const justOver = Date.now() - 1;
    const { tokens, expiresAtMs, ...session } = sampleSession({
      signIn: sampleSignIn({ endsAtMs: justOver }),
      expiresAtMs: justOver,
    });
    await store.create(key, { ...session, tokens, expiresAtMs });
    expect(await elsewhere.read(key)).toEqual(session);
    expect(await elsewhere.readTokens(key)).toEqual({ signIn: session.signIn, tokens });
    expect(await elsewhere.keysOf(session.signIn.user)).toEqual([key]);
    expect(await elsewhere.end(key)).toEqual({ signIn: session.signIn, tokens });
  });

  test('being seen keeps a session for the same minute past its new limit (F-S18)', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    await store.create(key, sampleSession());
    const justOver = { lastSeenAtMs: Date.now(), expiresAtMs: goneIn(40_000) };
    expect(await store.markSeen(key, justOver)).toBe(true);
    expect(await elsewhere.read(key)).toBeDefined();
    expect(await store.markSeen(key, { ...justOver, expiresAtMs: goneIn(-1) })).toBe(true);
    await isGone(elsewhere, key);
  });

  test('a session is gone after its time, for every use', async () => {
    const { store } = both();
    const key = newKey();
    const session = sampleSession({ expiresAtMs: goneIn(100) });
    await store.create(key, session);
    await isGone(store, key);
    expect(await store.readTokens(key)).toBeUndefined();
    expect(await store.writeAppData(key, {})).toBe(false);
    expect(await store.markSeen(key, { lastSeenAtMs: Date.now(), expiresAtMs: Date.now() + 9e5 })).toBe(
      false,
    );
    const { signIn, tokens } = session;
    expect(await store.replaceTokens(key, { fromVersion: 1, signIn: refreshed(signIn), tokens })).toBe(false);
    expect(await store.end(key)).toBeUndefined();
    await isGone(store, key);
  });

  test('being seen keeps a session, and writing to it does not', async () => {
    const { store } = both();
    const [seen, written] = [newKey(), newKey()];
    for (const key of [seen, written]) await store.create(key, sampleSession({ expiresAtMs: goneIn(400) }));
    const later = { lastSeenAtMs: Date.now(), expiresAtMs: Date.now() + 60_000 };
    expect(await store.markSeen(seen, later)).toBe(true);
    expect(await store.writeAppData(written, { a: 1 })).toBe(true);
    await isGone(store, written);
    expect(await store.read(seen)).toBeDefined();
  });

  test('a session whose time is over already is never there', async () => {
    const { store } = both();
    const key = newKey();
    await store.create(key, sampleSession({ expiresAtMs: goneIn(-1) }));
    expect(await store.read(key)).toBeUndefined();
  });

  test('a person is not listed with sessions that are gone', async () => {
    const { store } = both();
    const signIn = sampleSignIn({ endsAtMs: goneIn(100) });
    await store.create(newKey(), sampleSession({ signIn, expiresAtMs: signIn.endsAtMs }));
    await eventually(async () => expect(await store.keysOf(signIn.user)).toEqual([]));
  });
};
