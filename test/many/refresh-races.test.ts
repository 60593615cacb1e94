import { expect, test } from '@jest/globals';
import { openForAllTests } from '../support/opened.js';
import { describeWithRedis } from '../support/redis-server.js';
import { startFleet } from './support/fleet.js';
import { say, size, spread, tally } from './support/say.js';

// As many sign-ins as one person may have at a time.
const rounds = size(10, 50);
const requestsAtOnce = size(60, 200);

describeWithRedis('four processes on one Redis, at a pool that rotates refresh tokens without grace', () => {
  const fleet = openForAllTests(() => startFleet({ processes: 4 }), 60_000);

  const portOf = (index: number): number => fleet.sites[index % fleet.sites.length]?.port ?? 0;

  test('refresh a session once, however many requests find its tokens ended (H-07)', async () => {
    const statuses: number[] = [];
    const durations: number[] = [];
    const visitors = await fleet.signInMany(rounds, { lifeSeconds: 1 });
    await fleet.untilDue();
    // One alone first, so that what the many present has been rotated before.
    for (const [round, visitor] of visitors.entries())
      expect((await visitor.get(portOf(round))).status).toBe(200);
    await fleet.untilDue();
    fleet.giveTokens({ lifeSeconds: 3600 });
    for (const visitor of visitors) {
      const before = fleet.presented().length;
      const answers = await Promise.all(
        Array.from({ length: requestsAtOnce }, (_, index) => visitor.get(portOf(index))),
      );
      expect(fleet.presented().length - before).toBe(1);
      statuses.push(...answers.map(({ status }) => status));
      durations.push(...answers.map(({ durationMs }) => durationMs));
    }
    expect(tally(statuses)).toEqual({ 200: rounds * requestsAtOnce });
    expect(new Set(fleet.presented()).size).toBe(2 * rounds);
    expect(fleet.sites.flatMap((site) => site.logged('session_ended'))).toEqual([]);
    say('refresh race', {
      rounds,
      requestsAtOnce,
      statuses: tally(statuses),
      refreshes: fleet.presented().length - rounds,
      ms: spread(durations),
    });
  }, 120_000);
});
