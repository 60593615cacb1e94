import { describe, expect, test } from '@jest/globals';
import { nothingBeforeSignIn, sessionOfApp } from '../../../src/auth/sessions/session-of-app.js';
import type { SessionView } from '../../../src/auth/sessions/session-view.js';
import { sampleSignIn } from '../../support/sample-session.js';

type Session = SessionView['session'];
type Data = Record<string, unknown>;

const shownOf = (session: object): Data => sessionOfApp(session as Session) as unknown as Data;

describe('the session of somebody who is signed in', () => {
  test('is shown as it is', () => {
    const session = { signIn: sampleSignIn() };
    expect(shownOf(session)).toBe(session);
  });
});

describe('the session of somebody who is not', () => {
  test('is one and the same each time, and can be read', () => {
    const session = { id: 'an id', cookie: { path: '/' } };
    expect(shownOf(session)).toBe(shownOf(session));
    expect(shownOf(session)).toEqual(session);
    expect(shownOf(session)['cart']).toBeUndefined();
  });

  test.each<readonly [string, (session: Data) => unknown]>([
    ['set', (session) => (session['cart'] = ['tea'])],
    ['set to null', (session) => (session['cart'] = null)],
    ['assigned', (session) => Object.assign(session, { cart: ['tea'] })],
    ['defined', (session) => Object.defineProperty(session, 'cart', { value: ['tea'], enumerable: true })],
  ])('refuses what is to be kept, however it is %s', (_how, keep) => {
    const session = {};
    expect(() => keep(shownOf(session))).toThrow(nothingBeforeSignIn);
    expect(session).toEqual({});
  });

  test('takes what would be kept nowhere: nothing, and functions that others put around its own', () => {
    const session = {};
    const save = (): void => undefined;
    expect(Object.assign(shownOf(session), { cart: undefined, save })).toEqual({ cart: undefined, save });
    expect(session).toEqual({ cart: undefined, save });
    expect(Reflect.deleteProperty(shownOf(session), 'save')).toBe(true);
    expect(session).toEqual({ cart: undefined });
  });

  test('takes everything once somebody has signed in on it', () => {
    const session: Data = {};
    const shown = shownOf(session);
    session['signIn'] = sampleSignIn();
    shown['cart'] = ['tea'];
    expect(session).toMatchObject({ cart: ['tea'] });
  });
});

test.each([[null], [undefined]])('no session is none: %p', (session) => {
  expect(sessionOfApp(session)).toBe(session);
});
