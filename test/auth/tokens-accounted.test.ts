import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createMemoryStore, type SessionStore } from '../../src/auth/index.js';
import { generateKeys } from '../../src/local-pool/index.js';
import { describeWithRedis, startRedis, type RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore, patient } from '../support/redis-store.js';
import { createTokenWorld, type Fate, type Held } from '../support/token-world.js';

// Whatever two people and two processes do at once, and whatever fails or comes too late: every refresh token that the site
// received is in the store, dead at the pool, or named in an event with its session; and what people were told is so.

type Kind = 'refresh' | 'sign out' | 'sign out everywhere' | 'end another';
interface Act {
  readonly kind: Kind;
  readonly session: number;
  readonly process: number;
}

const people = ['ada', 'ada', 'grace', 'grace'];
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Kind>('refresh') },
    {
      weight: 3,
      arbitrary: fc.constantFrom<Kind>('sign out', 'sign out everywhere', 'end another'),
    },
  ),
  session: fc.nat(people.length - 1),
  process: fc.nat(1),
});
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fate>('well') },
  { weight: 2, arbitrary: fc.constant<Fate>('fails') },
  { weight: 2, arbitrary: fc.constant<Fate>('lost') },
);

/** What is done at once, one after the other, with an hour between. */
const visits = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });
const fates = fc.array(fate, { maxLength: 60 });

let key: Awaited<ReturnType<typeof generateKeys>>['id'];
beforeAll(async () => {
  key = (await generateKeys()).id;
});

const accountFor =
  (store: (now: () => number) => SessionStore) =>
  async (
    scheduler: fc.Scheduler,
    rounds: readonly (readonly Act[])[],
    fates: readonly Fate[],
  ): Promise<void> => {
    const world = await createTokenWorld({ store, scheduler, fates, key });
    const sessions: Held[] = [];
    for (const sub of people) sessions.push(await world.signIn(sub));
    const untouched = new Set(sessions.map(({ key: name }) => name));
    const told: { readonly what: string; readonly gone: readonly string[] }[] = [];
    const of = (sub: string) => sessions.filter((one) => one.sub === sub).map(({ key: name }) => name);

    const perform = async ({ kind, session, process }: Act): Promise<void> => {
      const { refresher, signOut } = world.processes[process === 0 ? 0 : 1];
      const held = sessions[session] as Held;
      const ends = (names: readonly string[]): readonly string[] => {
        for (const name of names) untouched.delete(name);
        return names;
      };
      if (kind === 'refresh') {
        const fresh = await refresher.fresh(held.key);
        if (fresh === undefined) told.push({ what: 'over', gone: [held.key] });
      } else if (kind === 'sign out') {
        const gone = ends([held.key]);
        await signOut.here(held.request(), world.response());
        told.push({ what: kind, gone });
      } else if (kind === 'sign out everywhere') {
        const gone = ends(of(held.sub));
        await signOut.everywhere(held.request(), world.response());
        told.push({ what: kind, gone });
      } else {
        const [other = ''] = ends(of(held.sub).filter((name) => name !== held.key));
        if (await signOut.endOne(held.request(), other)) told.push({ what: kind, gone: [other] });
      }
    };

    for (const round of rounds) {
      await scheduler.waitFor(Promise.allSettled(round.map(perform)));
      world.advance(2 * 3_600_000);
    }
    world.heal();
    await scheduler.waitFor(
      Promise.all(world.processes.map(({ refresher }) => refresher.settled(4 * 3_600_000))),
    );

    const kept = new Map<string, string | undefined>();
    for (const { key: name } of sessions) {
      const session = await world.store.readTokens(name);
      if (session !== undefined) kept.set(name, session.tokens.refreshToken);
    }
    const isNamed = (name: string, type: string): boolean =>
      world.events.some(
        (event) => event.type === type && 'session' in event && event.session === name.slice(0, 8),
      );

    const unaccounted = [...world.issued].filter(
      ([token, { session, state, isReceived }]) =>
        state === 'live' &&
        kept.get(session) !== token &&
        !isNamed(session, isReceived ? 'revoke_failed' : 'refresh_failed'),
    );
    expect(unaccounted).toEqual([]);
    expect(told.filter(({ gone }) => gone.some((name) => kept.has(name)))).toEqual([]);

    // Whom nobody signed out, and for whom no answer of the pool was lost, is signed in, with a token that is good.
    const lost = new Set(
      [...world.issued.values()].filter((one) => !one.isReceived).map(({ session }) => session),
    );
    const harmed = [...untouched].filter(
      (name) =>
        !lost.has(name) &&
        !isNamed(name, 'session_ended') &&
        world.issued.get(kept.get(name) ?? '')?.state !== 'live',
    );
    expect(harmed).toEqual([]);
  };

// The same cases each time, so that nobody's change fails by somebody else's luck; TOKEN_SEED and TOKEN_RUNS look further.
const runs = Number(process.env['TOKEN_RUNS'] ?? 60);
const seed = Number(process.env['TOKEN_SEED'] ?? 20_261_129);

test('no refresh token is unaccounted for, with sessions in memory', async () => {
  const property = accountFor((now) => createMemoryStore({ now }));
  await fc.assert(fc.asyncProperty(fc.scheduler(), visits, fates, property), {
    numRuns: runs,
    seed,
    endOnFailure: true,
  });
}, 120_000);

describeWithRedis('with sessions in Redis', () => {
  let server: RedisServer;
  let store: SessionStore;
  beforeAll(async () => {
    server = await startRedis();
    // What fails here is what the fates say. The store's own half second, on a busy machine, would be a failure of nobody's,
    // which comes and goes while fast-check looks for a smaller case: that does not end.
    ({ store } = await openReadyRedisStore(server.url, patient));
  }, 30_000);
  afterAll(async () => {
    await store.close();
    await server.stop();
  });

  test('no refresh token is unaccounted for', async () => {
    const property = accountFor(() => store);
    await fc.assert(fc.asyncProperty(fc.scheduler(), visits, fates, property), {
      numRuns: Math.ceil(runs / 10),
      seed,
      endOnFailure: true,
    });
  }, 120_000);
});
