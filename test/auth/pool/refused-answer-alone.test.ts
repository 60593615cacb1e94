import { beforeEach, expect, test } from '@jest/globals';
import { orDiscard } from '../../../src/auth/pool/refused-answer.js';
import type { Revocable } from '../../../src/auth/store.js';
import { poolAnswer } from './support.js';

let discarded: Revocable[];
beforeEach(() => {
  discarded = [];
});
const discard = (tokens: Revocable): void => void discarded.push(tokens);

/** A grant in which this was heard, and which the library then refuses. */
const refusedAfter = (body: string): Promise<unknown> =>
  orDiscard(discard, async (hear) => {
    hear(poolAnswer(body));
    throw new RangeError('another nonce');
  });

test('an answer that is taken is kept by whoever asked, and nothing is discarded', async () => {
  const given = orDiscard(discard, async (hear) => hear(poolAnswer('{"refresh_token":"good"}')).text);
  expect(await given).toBe('{"refresh_token":"good"}');
  expect(discarded).toEqual([]);
});

test('of one that is refused, the refresh token is discarded, and the refusal goes on (F-S9)', async () => {
  await expect(refusedAfter('{"refresh_token":"orphan"}')).rejects.toThrow(new RangeError('another nonce'));
  expect(discarded).toEqual([{ refreshToken: 'orphan' }]);
});

test.each(['{}', '{"refresh_token":""}', '{"refresh_token":7}', 'null', '"refresh_token"', '<html>', ''])(
  'where none came (%j) there is nothing to discard',
  async (body) => {
    await expect(refusedAfter(body)).rejects.toThrow(RangeError);
    expect(discarded).toEqual([]);
  },
);

test('a call that is refused before anything came discards nothing', async () => {
  await expect(orDiscard(discard, () => Promise.reject(new RangeError('away')))).rejects.toThrow('away');
  expect(discarded).toEqual([]);
});

test('each call hears of its own answer, however many are under way (F-S9)', async () => {
  const bodies = ['a', 'b', 'c'].map((token) => `{"refresh_token":"${token}"}`);
  await Promise.allSettled(bodies.map(refusedAfter));
  expect(discarded).toHaveLength(3);
  expect(new Set(discarded.map(({ refreshToken }) => refreshToken))).toEqual(new Set(['a', 'b', 'c']));
});
