import { expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { newKey, sampleSession, sampleSignIn } from '../../support/sample-session.js';
import type { TwoProcesses } from './session-store.js';

const dayMs = 24 * 3_600_000;

/** What every store must do about the ends of sign-ins: those of one person, and those of everybody. */
export const endsContract = (both: TwoProcesses): void => {
  test('that the sign-ins of a person were ended is known everywhere, of that person only (F-S27)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    expect(await store.endedAtMs(user)).toBeUndefined();
    await store.markEnded(user, 1_700_000_000_123, dayMs);
    expect(await elsewhere.endedAtMs(user)).toBe(1_700_000_000_123);
    expect(await elsewhere.endedAtMs({ ...user, issuer: 'https://issuer.example/other' })).toBeUndefined();
    expect(await elsewhere.endedAtMs(sampleSignIn().user)).toBeUndefined();
  });

  test('of two ends the later one counts, in whichever order they come (F-S27)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    await Promise.all([2000, 3000, 1000].map((atMs) => store.markEnded(user, atMs, dayMs)));
    expect(await elsewhere.endedAtMs(user)).toBe(3000);
    await elsewhere.markEnded(user, 2500, dayMs);
    expect(await store.endedAtMs(user)).toBe(3000);
  });

  test('an end is forgotten after its time (F-S27)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    await store.markEnded(user, 1000, 100);
    await eventually(async () => expect(await elsewhere.endedAtMs(user)).toBeUndefined());
  });

  test('every session there is can be named, whoever has it, in pieces (F-S22)', async () => {
    const { store, elsewhere } = both();
    const keys = Array.from({ length: 150 }, newKey);
    await Promise.all(keys.map((key) => store.create(key, sampleSession())));
    const found = new Set<string>();
    let pieces = 0;
    for await (const piece of elsewhere.everyKey()) {
      pieces += 1;
      for (const key of piece) found.add(key);
    }
    expect(keys.filter((key) => !found.has(key))).toEqual([]);
    expect(pieces).toBeGreaterThan(1);
    await Promise.all([...found].map((key) => store.end(key)));
    for await (const piece of elsewhere.everyKey()) expect(piece).toEqual([]);
  });

  // The last one: whatever comes after it would see this mark.
  test('an end of everybody counts for each of them, as long as none of their own is later (F-S22)', async () => {
    const { store, elsewhere } = both();
    const { user } = sampleSignIn();
    await store.markEnded(user, 5000, dayMs);
    await store.markEnded('everybody', 4000, dayMs);
    expect(await elsewhere.endedAtMs(user)).toBe(5000);
    expect(await elsewhere.endedAtMs(sampleSignIn().user)).toBe(4000);
    await store.markEnded('everybody', 6000, 200);
    expect(await elsewhere.endedAtMs(user)).toBe(6000);
    await eventually(async () => expect(await elsewhere.endedAtMs(user)).toBe(5000));
  });
};
