import { describe, expect, test } from '@jest/globals';
import { createAsksForStatus, statusOf } from '../../../src/auth/sessions/session-status.js';
import type { SignIn } from '../../../src/auth/store.js';
import { sampleSignIn } from '../../support/sample-session.js';

describe('which requests ask for it', () => {
  test.each([
    ['/auth/session', true],
    ['/shop/auth/session?again=1', true],
    ['/auth/session/', true],
    ['/AUTH/Session', true],
    ['/auth/sessions', false],
    ['/auth/session/x', false],
    ['/session', false],
    ['/?auth/session', false],
  ])('%s: %s', (originalUrl, expected) => {
    expect(createAsksForStatus({ mountPath: '/auth' })({ originalUrl })).toBe(expected);
  });
});

describe('what is told of a session', () => {
  const idleMs = 3_600_000;
  const ending = (changes: Partial<SignIn>) => {
    const signIn = sampleSignIn({ endsAtMs: 9_000_000, accessTokenEndsAtMs: 60_000, ...changes });
    return (ms: number) => statusOf({ signIn, lastSeenAtMs: 0 }, { now: () => ms, idleMs });
  };

  test('is who is signed in, by the names of the claims, and nothing else of them', () => {
    const { user } = sampleSignIn();
    expect(ending({ user })(0)).toEqual({
      signedIn: true,
      user: { sub: user.id, name: user.name, email: user.email, groups: user.groups },
      secondsLeft: 3600,
    });
  });

  test('counts whole seconds to the idle limit, or to the end where that comes first', () => {
    expect(ending({})(1)).toMatchObject({ signedIn: true, secondsLeft: 3599 });
    expect(ending({ endsAtMs: 120_000 })(500)).toMatchObject({ signedIn: true, secondsLeft: 119 });
  });

  test('is that nobody is signed in, from the limit on', () => {
    expect(ending({})(idleMs - 1)).toMatchObject({ signedIn: true, secondsLeft: 0 });
    expect(ending({})(idleMs)).toEqual({ signedIn: false });
    expect(ending({ endsAtMs: 120_000 })(120_000)).toEqual({ signedIn: false });
  });

  test('without a refresh token it lasts as long as its access token', () => {
    const at = ending({ isRefreshable: false });
    expect(at(1_000)).toMatchObject({ signedIn: true, secondsLeft: 59 });
    expect(at(60_000)).toMatchObject({ signedIn: true, secondsLeft: 0 });
    expect(at(60_001)).toEqual({ signedIn: false });
  });
});
