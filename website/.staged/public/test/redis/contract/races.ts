import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { SessionStore } from '../../../src/auth/store.js';
import { newKey, refreshed, sampleSession, sampleTokens } from '../../support/sample-session.js';
import type { TwoProcesses } from './session-store.js';

type Session = ReturnType<typeof sampleSession>;

const hourMs = 3_600_000;
// Thousands of calls each: seconds by themselves, and many of them on a machine that is busy with other tests.
const longRunMs = 120_000;
// What a request in flight may still do to a session, each as some process has sent it.
const kinds = ['writeAppData', 'markSeen', 'replaceTokens', 'end'] as const;
const operation = fc.record({ kind: fc.constantFrom(...kinds), isElsewhere: fc.boolean() });
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

const run = async (store: SessionStore, key: string, session: Session, { kind }: Operation) => {
  const signIn = refreshed(session.signIn);
  switch (kind) {
    case 'writeAppData':
      return { kind, done: await store.writeAppData(key, { late: true }) };
    case 'markSeen':
      return { kind, done: await store.markSeen(key, { lastSeenAtMs: 1, expiresAtMs: Date.now() + hourMs }) };
    case 'replaceTokens':
      return {
        kind,
        done: await store.replaceTokens(key, { fromVersion: 1, signIn, tokens: session.tokens }),
      };
    case 'end':
      return { kind, done: (await store.end(key)) !== undefined };
  }
};

/** What must hold however the requests of two processes fall over each other. */
export const racesContract = (both: TwoProcesses): void => {
  test(
    'I-07: in any order, an ended session stays ended, and one refresh and one end win',
    async () => {
      const { store, elsewhere } = both();
      await fc.assert(
        fc.asyncProperty(fc.array(operation, { minLength: 2, maxLength: 25 }), async (operations) => {
          const key = newKey();
          const session = sampleSession();
          await store.create(key, session);
          const results = await Promise.all(
            operations.map((each) => run(each.isElsewhere ? elsewhere : store, key, session, each)),
          );
          const won = (kind: string): number =>
            results.filter((each) => each.kind === kind && each.done).length;
          const wasEnded = operations.some(({ kind }) => kind === 'end');
          expect(won('end')).toBe(wasEnded ? 1 : 0);
          expect(won('replaceTokens')).toBeLessThanOrEqual(1);
          expect((await store.read(key)) === undefined).toBe(wasEnded);
        }),
        { numRuns: 100 },
      );
    },
    longRunMs,
  );

  test('the tokens of a session are handed out to one of fifty who end it at once', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    const ends = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? store : elsewhere).end(key));
    const handedOut = (await Promise.all(ends)).filter((each) => each !== undefined);
    expect(handedOut).toEqual([{ signIn: session.signIn, tokens: session.tokens }]);
  });

  test(
    'I-07: a sign-out among a hundred requests in flight is final, a hundred times',
    async () => {
      const { store, elsewhere } = both();
      for (let round = 0; round < 100; round += 1) {
        const key = newKey();
        await store.create(key, sampleSession());
        const writes = Array.from(
          { length: 100 },
          (_, index) => () => (index % 3 === 0 ? elsewhere : store).writeAppData(key, { index }),
        );
        const inFlight = writes.toSpliced(round, 0, async () => (await elsewhere.end(key)) !== undefined);
        await Promise.all(inFlight.map((send) => send()));
        expect(await store.read(key)).toBeUndefined();
        expect(await elsewhere.readTokens(key)).toBeUndefined();
      }
    },
    longRunMs,
  );

  test('of many refreshes from the same tokens one is kept, whole, and each version once', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    for (let version = 1; version <= 5; version += 1) {
      const attempts = Array.from({ length: 10 }, () => ({
        fromVersion: version,
        signIn: { ...session.signIn, tokensVersion: version + 1 },
        tokens: sampleTokens(),
      }));
      const won = await Promise.all(
        attempts.map((attempt, index) => (index % 2 === 0 ? store : elsewhere).replaceTokens(key, attempt)),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      const winner = attempts[won.indexOf(true)];
      expect(await elsewhere.readTokens(key)).toEqual({ signIn: winner?.signIn, tokens: winner?.tokens });
    }
  });

  test('pages that write their data never undo a refresh', async () => {
    const { store, elsewhere } = both();
    const key = newKey();
    const session = sampleSession();
    await store.create(key, session);
    const next = { signIn: refreshed(session.signIn), tokens: sampleTokens() };
    const writes = Array.from({ length: 50 }, (_, index) => elsewhere.writeAppData(key, { index }));
    await Promise.all([...writes, store.replaceTokens(key, { fromVersion: 1, ...next })]);
    expect(await elsewhere.readTokens(key)).toEqual(next);
    expect(Object.keys((await store.read(key))?.appData ?? {})).toEqual(['index']);
  });
};
