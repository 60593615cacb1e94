import type { Request } from 'express';
import type { SessionData } from 'express-session';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ExpressStore, withSignIn, type Backing } from '../../../src/auth/sessions/express-store.js';
import { sampleSignIn } from '../../support/sample-session.js';

// express-session speaks in callbacks: every one of them is noted as it came.

const session: SessionData = { cookie: { originalMaxAge: null } };
const failure = new Error('the store is away');

let calls: unknown[];
let isAway: boolean;
let store: ExpressStore;

beforeEach(() => {
  calls = [];
  isAway = false;
  const noting =
    <Value>(name: string, value: Value) =>
    async (...args: readonly unknown[]): Promise<Value> => {
      calls.push([name, ...args]);
      if (isAway) throw failure;
      return value;
    };
  const backing: Backing = {
    get: noting('get', session),
    set: noting('set', undefined),
    destroy: noting('destroy', undefined),
    onRead: (...args) => void calls.push(['onRead', ...args]),
  };
  store = new ExpressStore(backing);
});

const called = (work: (done: (...args: unknown[]) => void) => void): Promise<readonly unknown[]> =>
  new Promise((resolve) => {
    work((...args) => resolve(args));
  });

describe('the store that express-session sees', () => {
  test('reads, writes and ends through to the functions behind it', async () => {
    expect(await called((done) => store.get('one', done))).toEqual([undefined, session]);
    expect(await called((done) => store.set('one', session, done))).toEqual([]);
    expect(await called((done) => store.destroy('one', done))).toEqual([]);
    expect(calls).toEqual([
      ['get', 'one'],
      ['set', 'one', session],
      ['destroy', 'one'],
    ]);
  });

  test('hands a failure to whoever asked', async () => {
    isAway = true;
    expect(await called((done) => store.get('one', done))).toEqual([failure]);
    expect(await called((done) => store.set('one', session, done))).toEqual([failure]);
    expect(await called((done) => store.destroy('one', done))).toEqual([failure]);
  });

  test('ends no process where it fails and nobody listens', async () => {
    isAway = true;
    store.set('one', session);
    store.destroy('one');
    await new Promise(setImmediate);
    isAway = false;
    store.set('one', session);
    store.destroy('one');
    await new Promise(setImmediate);
    expect(calls).toHaveLength(4);
  });

  test('tells which session a request got, and of which data', () => {
    const data = { cookie: { originalMaxAge: null }, theme: 'dark' };
    const made = store.createSession({ sessionID: 'one' } as Request, data);
    expect(made).toMatchObject({ id: 'one', theme: 'dark' });
    expect(calls).toEqual([['onRead', made, data]]);
  });

  test('gives the session its sign-in, which pages read and replace, and nobody has to list', () => {
    const [before, after] = [sampleSignIn(), sampleSignIn()];
    const data = withSignIn({ ...session }, before);
    expect([data.signIn, Object.keys(data)]).toEqual([before, ['cookie']]);
    const made = store.createSession({ sessionID: 'one' } as Request, data);
    expect(made.signIn).toBe(before);
    expect(Object.keys(made)).not.toContain('signIn');
    made.signIn = after;
    expect(made.signIn).toBe(after);
    expect(withSignIn(made, undefined).signIn).toBeUndefined();
    delete made.signIn;
    expect('signIn' in made).toBe(false);
  });

  test('has no touch, which would cost a write for every page', () => {
    expect('touch' in store).toBe(false);
  });
});
