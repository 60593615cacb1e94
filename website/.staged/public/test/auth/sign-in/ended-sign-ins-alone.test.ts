import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { createEndedSignIns, isOldSignIn } from '../../../src/auth/sign-in/ended-sign-ins.js';
import type { SessionStore } from '../../../src/auth/store.js';
import type { IdClaims } from '../../../src/auth/tokens/token-verifier.js';

const issuer = 'https://issuer.example';
const ada = { issuer, id: 'ada' };
const hourMs = 3_600_000;

let time: number;
let store: SessionStore;
beforeEach(() => {
  time = 1_800_000_000_000;
  store = createMemoryStore({ now: () => time });
});

const ended = () => createEndedSignIns({ settings: { now: () => time }, store });

/** What becomes of a sign-in whose password was typed so long ago. */
const broughtBack = async (secondsAgo: number | undefined, sub = 'ada', iss = issuer): Promise<string> => {
  const claims: IdClaims = {
    iss,
    sub,
    iat: time / 1000,
    exp: time / 1000 + 3600,
    authTimeSeconds: secondsAgo === undefined ? undefined : time / 1000 - secondsAgo,
  };
  const refusal: unknown = await ended()
    .refuseOld(claims)
    .catch((error: unknown) => error);
  if (refusal === undefined) return 'taken';
  expect(isOldSignIn(refusal)).toBe(true);
  return refusal instanceof AuthError ? refusal.code : 'failed';
};
const refused = 'authentication_level_required';

describe('a sign-in that the pool brings back', () => {
  test.each([10, 100_000, undefined])('is taken where nobody ended any (%p s old)', async (age) => {
    expect(await broughtBack(age)).toBe('taken');
  });

  test.each([
    ['after the end', 0, 'taken'],
    ['before it, by no more than two clocks may differ', 30, 'taken'],
    ['before it', 31, refused],
    ['at a time that the pool does not say', undefined, refused],
  ])('with a password that was typed %s: %p s ago it is %s (F-S27)', async (_when, ago, outcome) => {
    await ended().mark(ada);
    expect(await broughtBack(ago)).toBe(outcome);
  });

  test.each([
    ['grace', issuer],
    ['ada', 'https://other.example'],
  ])('for %s at %s is another person’s (F-S27)', async (sub, iss) => {
    await ended().mark(ada);
    expect(await broughtBack(100, sub, iss)).toBe('taken');
  });

  test('is refused for anybody where everybody’s were ended (F-S27)', async () => {
    await ended().mark('everybody');
    expect(await broughtBack(100, 'grace')).toBe(refused);
  });

  test('is refused for a day, for longer than a pool remembers a browser (F-S27)', async () => {
    await ended().mark(ada);
    time += 24 * hourMs - 1;
    expect(await broughtBack(24 * 3600 + 100)).toBe(refused);
    time += 1;
    expect(await broughtBack(24 * 3600 + 100)).toBe('taken');
  });
});

test('other failures are no refusal of an old sign-in', () => {
  expect(isOldSignIn(new AuthError('authentication_level_required'))).toBe(false);
  expect(isOldSignIn({ reason: 'sign_in_is_from_before' })).toBe(false);
});
