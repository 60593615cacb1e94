import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createMemoryStore } from '../../src/auth/sessions/memory-store.js';
import type { SessionStore } from '../../src/auth/store.js';
import { describeWithRedis, startRedis } from '../support/redis-server.js';
import type { RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore } from '../support/redis-store.js';
import { newKey, sampleSession } from '../support/sample-session.js';

const hourMs = 3_600_000;
const version = fc.integer({ min: 1, max: 3 });
const appData = fc.oneof(fc.constant({ cart: ['pear'] }), fc.dictionary(fc.string(), fc.jsonValue()));
// Each step as it is done to any store, on one of two keys; what it answers must not depend on the store.
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), key: fc.nat(1), version }),
  fc.record({
    kind: fc.constant('writeAppData' as const),
    key: fc.nat(1),
    data: appData,
    // Often what is there: nothing at first, and then what one of the steps has written.
    ifStill: fc.option(fc.oneof(fc.constant({}), appData), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('markSeen' as const), key: fc.nat(1), at: fc.nat() }),
  fc.record({ kind: fc.constant('replaceTokens' as const), key: fc.nat(1), from: version, version }),
  fc.record({
    kind: fc.constant('end' as const),
    key: fc.nat(1),
    only: fc.option(version, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('look' as const), key: fc.nat(1) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const session = sampleSession();
const expiresAtMs = Date.now() + hourMs;

const done = async (store: SessionStore, key: string, each: Step): Promise<unknown> => {
  switch (each.kind) {
    case 'create':
      return store.create(key, { ...session, signIn: { ...session.signIn, tokensVersion: each.version } });
    case 'writeAppData':
      return store.writeAppData(key, each.data, each.ifStill && { ifStill: each.ifStill });
    case 'markSeen':
      return store.markSeen(key, { lastSeenAtMs: each.at, expiresAtMs });
    case 'replaceTokens': {
      const signIn = { ...session.signIn, tokensVersion: each.version };
      return store.replaceTokens(key, { fromVersion: each.from, signIn, tokens: session.tokens });
    }
    case 'end':
      return store.end(key, each.only === undefined ? undefined : { ifVersion: each.only });
    case 'look':
      return [
        await store.read(key),
        await store.readTokens(key),
        [...(await store.keysOf(session.signIn.user))].sort(),
      ];
  }
};

describeWithRedis('Redis and memory', () => {
  let server: RedisServer;
  let redis: SessionStore;
  beforeAll(async () => {
    server = await startRedis();
    // A busy machine may need longer for a call than a site allows.
    redis = (await openReadyRedisStore(server.url, { deadlineMs: 20_000 })).store;
  });
  afterAll(async () => {
    await redis.close();
    await server.stop();
  });

  test('whatever is done in whatever order, both stores answer alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        await server.command('FLUSHALL');
        const memory = createMemoryStore();
        const keys = [newKey(), newKey()];
        for (const each of [...steps, { kind: 'look', key: 0 } as const, { kind: 'look', key: 1 } as const]) {
          const key = keys[each.key] ?? '';
          expect(await done(redis, key, each)).toEqual(await done(memory, key, each));
        }
      }),
      { numRuns: 150 },
    );
    // Nearly three thousand calls, which are not what is measured here.
  }, 60_000);
});
