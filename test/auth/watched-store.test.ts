import { expect, test } from '@jest/globals';
import { AuthError } from '../../src/auth/errors.js';
import { createMemoryStore } from '../../src/auth/sessions/memory-store.js';
import type { SessionStore } from '../../src/auth/store.js';
import { watchStore } from '../../src/auth/watched-store.js';

const person = { issuer: 'https://issuer.example', id: 'ada' };

/** A store that answers to every call with what it was called with. */
const echo = (pieces: readonly (readonly string[])[] = []) => {
  const closed = { times: 0 };
  const answering =
    (name: string) =>
    async (...given: unknown[]): Promise<never> =>
      [name, ...given] as never;
  const names =
    'read create writeAppData markSeen readTokens replaceTokens end keysOf markEnded endedAtMs claim check'.split(
      ' ',
    );
  const leases = ['take', 'renew', 'release'];
  const store = {
    ...Object.fromEntries(names.map((name) => [name, answering(name)])),
    leases: Object.fromEntries(leases.map((name) => [name, answering(`leases.${name}`)])),
    async *everyKey() {
      try {
        yield* pieces;
      } finally {
        closed.times += 1;
      }
    },
    close: answering('close'),
  } as unknown as SessionStore;
  return { store, names, leases, closed };
};

const watched = (store: SessionStore) => {
  const seen: string[] = [];
  return {
    seen,
    store: watchStore(store, (operation, call) => {
      seen.push(operation);
      return call();
    }),
  };
};

test('every call is watched by its name, with all that it was given, and but for the end of the store', async () => {
  const { store: inner, names, leases } = echo();
  const { store, seen } = watched(inner);
  const call = (of: object, name: string): unknown =>
    (of as Record<string, (...given: unknown[]) => unknown>)[name]?.('one', 'two', 'three');
  const takesOne = new Set(['read', 'readTokens', 'endedAtMs']);
  for (const name of names.filter((one) => one !== 'check'))
    expect(await call(store, name)).toEqual([
      name,
      ...(takesOne.has(name) ? ['one'] : ['one', 'two', 'three']),
    ]);
  for (const name of leases)
    expect(await call(store.leases, name)).toEqual([`leases.${name}`, 'one', 'two', 'three']);
  expect(await store.check()).toEqual(['check']);
  expect(await store.close()).toEqual(['close']);
  expect(seen).toEqual([
    ...names.filter((one) => one !== 'check'),
    ...leases.map((name) => `leases.${name}`),
    'check',
  ]);
});

test('of all keys each piece is a call, and who stops early lets the store stop', async () => {
  const { store: inner, closed } = echo([['a'], ['b'], ['c']]);
  const { store, seen } = watched(inner);
  const all: string[] = [];
  for await (const some of store.everyKey()) all.push(...some);
  expect([all, seen.length, closed.times]).toEqual([['a', 'b', 'c'], 4, 1]);
  for await (const some of store.everyKey()) if (some.includes('b')) break;
  expect([seen.length, closed.times]).toEqual([6, 2]);
});

test('a failure is that of the store', async () => {
  const failing = {
    ...createMemoryStore(),
    keysOf: () => Promise.reject(new AuthError('store_unreachable')),
  };
  await expect(watched(failing).store.keysOf(person)).rejects.toThrow('store_unreachable');
});
