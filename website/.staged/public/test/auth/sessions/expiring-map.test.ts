import { beforeEach, expect, test } from '@jest/globals';
import { createExpiringMap, type ExpiringMap } from '../../../src/auth/sessions/expiring-map.js';

let time = 0;
let map: ExpiringMap<string>;
beforeEach(() => {
  time = 1_000_000;
  map = createExpiringMap({ most: 3, now: () => time });
});

test('an entry is there until its time is over', () => {
  map.set('a', 'first', 1000);
  expect([map.get('a'), map.get('b')]).toEqual(['first', undefined]);
  time += 999;
  expect(map.get('a')).toBe('first');
  time += 1;
  expect(map.get('a')).toBeUndefined();
});

test('what is over is forgotten with the next entry, though nobody asks for it (F-S31)', () => {
  map.set('a', 'first', 1000);
  map.set('b', 'second', 1000);
  time += 1000;
  map.set('c', 'third', 1000);
  expect(map.size()).toBe(1);
});

test('an entry that is set again lasts from then on, and is not the oldest any more', () => {
  map.set('a', 'first', 1000);
  map.set('b', 'second', 1000);
  time += 600;
  map.set('a', 'again', 1000);
  time += 600;
  map.set('c', 'third', 1000);
  expect([map.get('a'), map.get('b'), map.size()]).toEqual(['again', undefined, 2]);
});

test('a full map forgets the oldest, and only that', () => {
  for (const name of ['a', 'b', 'c', 'd']) map.set(name, name, 1000);
  expect(['a', 'b', 'c', 'd'].map((name) => map.get(name))).toEqual([undefined, 'b', 'c', 'd']);
  map.set('d', 'again', 1000);
  expect(map.size()).toBe(3);
});

test('what is taken out is gone', () => {
  map.set('a', 'first', 1000);
  map.delete('a');
  expect([map.get('a'), map.size()]).toEqual([undefined, 0]);
});
