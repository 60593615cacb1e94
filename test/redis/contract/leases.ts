import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import type { TwoProcesses } from './session-store.js';

const manyTimes = <T>(count: number, attempt: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => attempt(index)));

/** What every store must do about claims and leases. */
export const leasesContract = (both: TwoProcesses): void => {
  test('a name is claimed by one of fifty who try at once', async () => {
    const { store, elsewhere } = both();
    const name = randomUUID();
    const won = await manyTimes(50, (index) => (index % 2 === 0 ? store : elsewhere).claim(name, 60_000));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('a claim is forgotten after its time', async () => {
    const { store, elsewhere } = both();
    const name = randomUUID();
    expect(await store.claim(name, 100)).toBe(true);
    await eventually(async () => expect(await elsewhere.claim(name, 60_000)).toBe(true));
  });

  test('a lease is held by one of fifty who want it at once', async () => {
    const { store, elsewhere } = both();
    const name = randomUUID();
    const won = await manyTimes(50, (index) =>
      (index % 2 === 0 ? store : elsewhere).leases.take(name, `holder-${index}`, 60_000),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('only its holder prolongs a lease or gives it back', async () => {
    const { store, elsewhere } = both();
    const name = randomUUID();
    await store.leases.take(name, 'first', 60_000);
    expect(await elsewhere.leases.renew(name, 'second', 60_000)).toBe(false);
    await elsewhere.leases.release(name, 'second');
    expect(await elsewhere.leases.take(name, 'second', 60_000)).toBe(false);
    expect(await store.leases.renew(name, 'first', 60_000)).toBe(true);
    await store.leases.release(name, 'first');
    expect(await elsewhere.leases.take(name, 'second', 60_000)).toBe(true);
  });

  test('a lease that nobody prolongs runs out, and its holder is told', async () => {
    const { store, elsewhere } = both();
    const name = randomUUID();
    await store.leases.take(name, 'first', 100);
    await eventually(async () => expect(await elsewhere.leases.take(name, 'second', 60_000)).toBe(true));
    expect(await store.leases.renew(name, 'first', 60_000)).toBe(false);
    await store.leases.release(name, 'first');
    expect(await elsewhere.leases.renew(name, 'second', 60_000)).toBe(true);
  });

  test('a prolonged lease outlasts its first time', async () => {
    const { store, elsewhere } = both();
    const [kept, dropped] = [randomUUID(), randomUUID()];
    await store.leases.take(kept, 'first', 400);
    await store.leases.take(dropped, 'first', 400);
    expect(await store.leases.renew(kept, 'first', 60_000)).toBe(true);
    await eventually(async () => expect(await elsewhere.leases.take(dropped, 'second', 60_000)).toBe(true));
    expect(await elsewhere.leases.take(kept, 'second', 60_000)).toBe(false);
  });

  test('claims and leases of one name do not meet', async () => {
    const { store } = both();
    const name = randomUUID();
    expect(await store.claim(name, 60_000)).toBe(true);
    expect(await store.leases.take(name, 'first', 60_000)).toBe(true);
  });
};
