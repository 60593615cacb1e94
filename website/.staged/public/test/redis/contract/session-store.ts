import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SessionStore } from '../../../src/auth/store.js';
import { newKey, refreshed, sampleSession, sampleTokens } from '../../support/sample-session.js';
import { endsContract } from './ends.js';
import { expiryContract } from './expiry.js';
import { leasesContract } from './leases.js';
import { peopleContract } from './people.js';
import { racesContract } from './races.js';

/** One store, as two processes see it. In memory there is one process only. */
export interface StoreUnderTest {
  readonly store: SessionStore;
  readonly elsewhere: SessionStore;
  /** Takes away what `make` needed beside the store. */
  cleanUp?(): Promise<void>;
}

export type TwoProcesses = () => Pick<StoreUnderTest, 'store' | 'elsewhere'>;

/** What every `SessionStore` must do. The clocks are real, because a server keeps its own; nothing sleeps to be right. */
export const sessionStoreContract = (name: string, make: () => Promise<StoreUnderTest>): void =>
  describe(name, () => {
    let made: StoreUnderTest;
    beforeAll(async () => {
      made = await make();
    }, 30_000);
    afterAll(async () => {
      await made.store.close();
      await made.elsewhere.close();
      await made.cleanUp?.();
    });
    const both: TwoProcesses = () => made;

    sessionsContract(both);
    tokensContract(both);
    peopleContract(both);
    expiryContract(both);
    leasesContract(both);
    racesContract(both);
    endsContract(both);

    test('a store that works passes its check', async () => {
      await expect(both().store.check()).resolves.toBeUndefined();
    });
  });

const sessionsContract = (both: TwoProcesses): void => {
  test('R-11: what one process creates, another reads', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const { tokens, expiresAtMs, ...session } = sampleSession({ appData: { cart: ['🍐', { pears: 2 }] } });
    await store.create(key, { ...session, tokens, expiresAtMs });
    expect(await elsewhere.read(key)).toEqual(session);
    expect(await elsewhere.readTokens(key)).toEqual({ signIn: session.signIn, tokens });
  });

  test('a session that nobody created is not there', async () => {
    const { store } = both();
    expect(await store.read(newKey())).toBeUndefined();
    expect(await store.readTokens(newKey())).toBeUndefined();
    expect(await store.end(newKey())).toBeUndefined();
  });

  test('what a page changes in its copy of the data stays in its copy', async () => {
    const { store } = both();
    const key = newKey();
    const cart = ['pear'];
    await store.create(key, sampleSession({ appData: { cart } }));
    cart.push('changed by who wrote it');
    const copy = (await store.read(key))?.appData['cart'];
    if (Array.isArray(copy)) copy.push('changed by who read it');
    expect((await store.read(key))?.appData).toEqual({ cart: ['pear'] });
  });

  test('data of the app replaces data of the app, and nothing else', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const { tokens, expiresAtMs, ...session } = sampleSession({ appData: { old: true } });
    await store.create(key, { ...session, tokens, expiresAtMs });
    const appData = JSON.parse('{"__proto__":{"isAdmin":true},"lines":"a\\r\\nb\\u0000c"}');
    expect(await elsewhere.writeAppData(key, appData)).toBe(true);
    expect(await store.read(key)).toEqual({ ...session, appData });
    expect(await store.readTokens(key)).toEqual({ signIn: session.signIn, tokens });
  });

  test('data of the app that somebody has changed meanwhile is not replaced by who says what was there (F-R36)', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    await store.create(key, sampleSession());
    expect(await store.writeAppData(key, { cart: ['🍐'] }, { ifStill: {} })).toBe(true);
    expect(await elsewhere.writeAppData(key, { late: 1 }, { ifStill: {} })).toBe(false);
    expect(await elsewhere.writeAppData(key, { late: 1 }, { ifStill: { cart: [] } })).toBe(false);
    expect((await elsewhere.read(key))?.appData).toEqual({ cart: ['🍐'] });
    expect(await elsewhere.writeAppData(key, {}, { ifStill: { cart: ['🍐'] } })).toBe(true);
    expect((await store.read(key))?.appData).toEqual({});
    await store.end(key);
    expect(await store.writeAppData(key, { late: 1 }, { ifStill: {} })).toBe(false);
    expect(await store.read(key)).toBeUndefined();
  });

  test('of twenty who replace the same data of the app at once, one does (F-R36)', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    await store.create(key, sampleSession({ appData: { at: 'first' } }));
    const writes = Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? store : elsewhere).writeAppData(key, { at }, { ifStill: { at: 'first' } }),
    );
    const won = (await Promise.all(writes)).flatMap((isWritten, at) => (isWritten ? [at] : []));
    expect(won).toHaveLength(1);
    expect((await store.read(key))?.appData).toEqual({ at: won[0] });
  });

  test('seen is moved, and nothing else', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const { tokens, expiresAtMs, ...session } = sampleSession();
    await store.create(key, { ...session, tokens, expiresAtMs });
    const lastSeenAtMs = session.lastSeenAtMs + 60_000;
    expect(await elsewhere.markSeen(key, { lastSeenAtMs, expiresAtMs: expiresAtMs + 60_000 })).toBe(true);
    expect(await store.read(key)).toEqual({ ...session, lastSeenAtMs });
  });

  test('nothing but a sign-in makes a session', async () => {
    const { store } = both();
    const key = newKey();
    const { signIn, tokens, lastSeenAtMs, expiresAtMs } = sampleSession();
    expect(await store.writeAppData(key, { a: 1 })).toBe(false);
    expect(await store.markSeen(key, { lastSeenAtMs, expiresAtMs })).toBe(false);
    expect(await store.replaceTokens(key, { fromVersion: 1, signIn, tokens })).toBe(false);
    expect(await store.read(key)).toBeUndefined();
    expect(await store.readTokens(key)).toBeUndefined();
  });

  test('I-07, I-08: what comes after the end changes nothing and brings nothing back', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    expect(await store.end(key)).toEqual({ signIn: session.signIn, tokens: session.tokens });
    const { signIn, tokens, lastSeenAtMs, expiresAtMs } = session;
    expect(await elsewhere.writeAppData(key, { a: 1 })).toBe(false);
    expect(await elsewhere.markSeen(key, { lastSeenAtMs, expiresAtMs })).toBe(false);
    expect(await elsewhere.replaceTokens(key, { fromVersion: 1, signIn: refreshed(signIn), tokens })).toBe(
      false,
    );
    expect(await elsewhere.end(key)).toBeUndefined();
    expect(await store.read(key)).toBeUndefined();
  });
};

const tokensContract = (both: TwoProcesses): void => {
  test('a refresh replaces the tokens and the sign-in together', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const session = sampleSession({ appData: { kept: 1 } });
    await store.create(key, session);
    const next = { signIn: refreshed(session.signIn), tokens: sampleTokens({ refreshToken: undefined }) };
    expect(await elsewhere.replaceTokens(key, { fromVersion: 1, ...next })).toBe(true);
    expect(await store.readTokens(key)).toEqual(next);
    expect(await store.read(key)).toEqual({
      signIn: next.signIn,
      appData: { kept: 1 },
      lastSeenAtMs: session.lastSeenAtMs,
    });
  });

  test('H-06: a refresh that began from older tokens is refused, and can see whose are newer', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    const winner = { signIn: refreshed(session.signIn), tokens: sampleTokens() };
    await store.replaceTokens(key, { fromVersion: 1, ...winner });
    const late = { fromVersion: 1, signIn: refreshed(session.signIn), tokens: sampleTokens() };
    expect(await elsewhere.replaceTokens(key, late)).toBe(false);
    expect(await elsewhere.readTokens(key)).toEqual(winner);
  });

  test('an end that is meant for older tokens leaves newer ones alone', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    const next = { signIn: refreshed(session.signIn), tokens: sampleTokens() };
    await store.replaceTokens(key, { fromVersion: 1, ...next });
    expect(await elsewhere.end(key, { ifVersion: 1 })).toBeUndefined();
    expect(await store.readTokens(key)).toEqual(next);
    expect(await elsewhere.end(key, { ifVersion: 2 })).toEqual(next);
    expect(await store.read(key)).toBeUndefined();
  });
};
