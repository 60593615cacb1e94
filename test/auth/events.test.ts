import type { Request } from 'express';
import { describe, expect, jest, test } from '@jest/globals';
import { AuthError } from '../../src/auth/errors.js';
import { createEvents, failureIn, type AuthEventListener } from '../../src/auth/events.js';
import { hintFor } from '../../src/auth/reasons.js';
import { sampleSignIn } from '../support/sample-session.js';

const started = { type: 'sign_in_started', isStepUp: false } as const;

/** What Node is told while `work` runs, with whatever that leaves for later. */
const warningsDuring = async (work: () => void): Promise<readonly unknown[]> => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue();
  try {
    work();
    await new Promise(setImmediate);
    return emitWarning.mock.calls.map(([warning]) => warning);
  } finally {
    emitWarning.mockRestore();
  }
};

describe('a listener', () => {
  test('hears what happened, with the request at hand', () => {
    const heard: Parameters<AuthEventListener>[] = [];
    const request = {} as Request;
    createEvents((...args) => heard.push(args)).emit(started, request);
    expect(heard).toEqual([[started, request]]);
    expect(heard[0]?.[1]).toBe(request);
  });

  test('is told what to change, where the reason of a failure is known to have a remedy', () => {
    const heard: unknown[] = [];
    const events = createEvents((event) => heard.push(event));
    const misconfigured = { type: 'sign_in_failed', code: 'pool_misconfigured' } as const;
    const callbackMissing = { ...misconfigured, reason: 'redirect_not_registered' } as const;
    events.emit(callbackMissing);
    events.emit(misconfigured);
    const { hint } = heard[0] as { readonly hint?: string };
    expect(hint).toBe(hintFor('redirect_not_registered'));
    expect(hint).toMatch(/callback/);
    expect(heard).toEqual([{ ...callbackMissing, hint }, misconfigured]);
    // No member is added where nothing is to be said.
    const withoutRemedy = { type: 'sign_in_failed', code: 'sign_in_invalid', reason: 'no_state' } as const;
    events.emit(withoutRemedy);
    expect(Object.keys(heard[2] as object)).toEqual(Object.keys(withoutRemedy));
  });

  test('hears of a session by the first eight characters of its key, and of its person by the id', () => {
    const heard: unknown[] = [];
    const request = {} as Request;
    const signIn = sampleSignIn();
    const events = createEvents((...args) => heard.push(args));
    events.emitFor({ key: '0123456789', signIn }, { type: 'sign_in_ended' }, request);
    expect(heard).toEqual([
      [{ type: 'sign_in_ended', session: '01234567', userId: signIn.user.id }, request],
    ]);
  });

  test('that fails stops nobody; that it failed is told, without what it said', async () => {
    const events = createEvents(() => {
      throw new RangeError('a listener with a secret in its message');
    });
    expect(await warningsDuring(() => events.emit(started))).toEqual([
      'An auth event listener failed on sign_in_started: RangeError',
    ]);
  });

  test('that throws something else than an error is told as well', async () => {
    const events = createEvents(() => {
      throw 'a secret';
    });
    expect(await warningsDuring(() => events.emit(started))).toEqual([
      'An auth event listener failed on sign_in_started: unknown',
    ]);
  });

  test('that is async and fails ends no process, and is told like any other', async () => {
    const listener: () => unknown = async () => {
      throw new TypeError('a secret');
    };
    expect(await warningsDuring(() => createEvents(listener).emit(started))).toEqual([
      'An auth event listener failed on sign_in_started: TypeError',
    ]);
  });

  test('that is async and succeeds is not told of', async () => {
    const listener: () => unknown = async () => 'done';
    expect(await warningsDuring(() => createEvents(listener).emit(started))).toEqual([]);
  });

  test('that is not there misses nothing', async () => {
    expect(await warningsDuring(() => createEvents(undefined).emit(started))).toEqual([]);
  });
});

test.each<readonly [unknown, object]>([
  [
    new AuthError('pool_rejected', {
      reason: 'pool_answered_error',
      poolError: 'access_denied',
      signInUrl: '/x',
    }),
    { code: 'pool_rejected', reason: 'pool_answered_error', poolError: 'access_denied' },
  ],
  [new AuthError('pool_timeout'), { code: 'pool_timeout', reason: undefined, poolError: undefined }],
  [new Error('a secret'), { code: 'unexpected' }],
  ['a secret', { code: 'unexpected' }],
])('events speak of the failure %p in known words', (error, expected) => {
  expect(failureIn(error)).toEqual(expected);
});
