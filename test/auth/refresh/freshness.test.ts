import { expect, test } from '@jest/globals';
import { freshnessOf, isHolding, type Freshness } from '../../../src/auth/refresh/freshness.js';
import type { SignIn } from '../../../src/auth/store.js';
import { sampleSignIn } from '../../support/sample-session.js';

const nowMs = 1_800_000_000_000;
const hourMs = 3_600_000;

/** Tokens of which so much is left; they came long ago. */
const left = (leftMs: number, changes: Partial<SignIn> = {}): SignIn =>
  sampleSignIn({ accessTokenEndsAtMs: nowMs + leftMs, tokensRefreshedAtMs: nowMs - hourMs, ...changes });

const withoutRefreshToken = { isRefreshable: false };

test.each<readonly [string, SignIn, Freshness]>([
  ['with more than a minute left', left(60_001), 'fresh'],
  ['with a minute left', left(60_000), 'due'],
  ['at their end', left(0), 'due'],
  ['long past it', left(-10 * hourMs), 'due'],
  ['with more than a minute left, and no refresh token', left(60_001, withoutRefreshToken), 'fresh'],
  ['with a minute left, and no refresh token', left(60_000, withoutRefreshToken), 'last_minute'],
  ['with a moment left, and no refresh token', left(1, withoutRefreshToken), 'last_minute'],
  ['at their end, without a refresh token', left(0, withoutRefreshToken), 'ended'],
  ['past it, without a refresh token', left(-1, withoutRefreshToken), 'ended'],
  ['of which one ends in a minute', left(hourMs, { tokensEndAtMs: nowMs + 60_000 }), 'due'],
  ['of which one ends in more', left(hourMs, { tokensEndAtMs: nowMs + 60_001 }), 'fresh'],
  [
    'of which one has ended, and no refresh token',
    left(1, { tokensEndAtMs: nowMs - 1, ...withoutRefreshToken }),
    'last_minute',
  ],
])('tokens %s', (_what, signIn, expected) => {
  expect(freshnessOf(signIn, nowMs)).toBe(expected);
});

const minute = 60_000;
test.each<readonly [number, number, Freshness]>([
  [4 * minute, minute, 'due'],
  [4 * minute, minute + 1, 'fresh'],
  [2 * minute, minute / 2, 'due'],
  [2 * minute, minute / 2 + 1, 'fresh'],
  [minute, minute / 4 + 1, 'fresh'],
  [hourMs, minute, 'due'],
  [0, 0, 'due'],
  // Where the end lies before the beginning, clocks were set; no share of that counts.
  [-hourMs, 1, 'fresh'],
  [-hourMs, 0, 'due'],
])('tokens that live for %i ms, with %i left: %s', (lifeMs, leftMs, expected) => {
  const signIn = left(leftMs, { tokensRefreshedAtMs: nowMs + leftMs - lifeMs });
  expect(freshnessOf(signIn, nowMs)).toBe(expected);
});

test('an access token holds until its end, and not at it', () => {
  expect([1, 0, -1].map((leftMs) => isHolding(left(leftMs), nowMs))).toEqual([true, false, false]);
});
