import { expect, test } from '@jest/globals';
import { passedLimitOf } from '../../../src/auth/sessions/limits.js';
import { sampleSignIn } from '../../support/sample-session.js';

const nowMs = 1_800_000_000_000;
const idleMs = 3_600_000;

test.each([
  ['just begun', 1, 0, undefined],
  ['at its absolute limit', 0, 0, 'absolute_limit'],
  ['past it', -1, 0, 'absolute_limit'],
  ['almost too long unused', 1, idleMs - 1, undefined],
  ['too long unused', 1, idleMs, 'idle_limit'],
  ['past both limits', -1, idleMs + 1, 'absolute_limit'],
])('a session that is %s (F-M4)', (_what, leftMs, unusedMs, expected) => {
  const session = { signIn: sampleSignIn({ endsAtMs: nowMs + leftMs }), lastSeenAtMs: nowMs - unusedMs };
  expect(passedLimitOf(session, { now: () => nowMs, idleMs })).toBe(expected);
});
