import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { closeAfterEach } from '../support/closing.js';
import { openForAllTests } from '../support/opened.js';
import { describeWithRedis } from '../support/redis-server.js';
import { ask } from './support/ask.js';
import { startFleet } from './support/fleet.js';
import { startLoad, type Load, type Sent } from './support/load.js';
import { say, size, spread, tally } from './support/say.js';
import type { Visitor } from './support/visitor.js';

const perSecond = size(60, 200);
const people = 20;
const outageMs = size(1500, 10_000);
const backWithinMs = size(4000, 5000);
// The figure that counts is taken at full size on a quiet machine; beside other tests a request only must not hang.
const longestMs = size(8000, 1000);

const closing = closeAfterEach();

describeWithRedis('while Redis is away, under load', () => {
  // On disk, as docs/operations.md asks for: a restart brings back what was there.
  const redisArgs = ['--appendonly', 'yes'];
  const fleet = openForAllTests(() => startFleet({ processes: 2, redisArgs }), 60_000);
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    // Each session is due for a refresh every few seconds, so that refreshes meet the outage as well.
    visitors.push(...(await fleet.signInMany(people, { lifeSeconds: 4 })));
  }, 60_000);

  const send = (number: number): ReturnType<Parameters<typeof startLoad>[0]['send']> => {
    const port = fleet.sites[number % fleet.sites.length]?.port ?? 0;
    const headers = { host: new URL(fleet.origin).host };
    if (number % 10 === 8) return { what: 'health', answer: ask({ port, path: '/healthz' }) };
    if (number % 10 === 9) return { what: 'anonymous', answer: ask({ port, path: '/', headers }) };
    const visitor = visitors[Math.floor(number / 2) % visitors.length];
    return { what: 'signed in', answer: visitor?.get(port) ?? ask({ port, path: '/', headers }) };
  };

  const outages = [
    {
      name: 'stopped (SIGSTOP)',
      begin: async () => fleet.redis.pause(),
      end: async () => fleet.redis.resume(),
    },
    { name: 'killed', begin: () => fleet.redis.kill(), end: () => fleet.redis.restart() },
    { name: 'restarted at once', begin: () => fleet.redis.restart(), end: async () => undefined },
  ];

  test.each(outages)(
    'Redis $name: 503 at once for who needs it, nobody signed out, well again in seconds (J-12, R-03, R-04, R-05)',
    async ({ name, begin, end }) => {
      const load = closing(startLoad({ perSecond, send }));
      await pause(size(500, 2000));
      await begin();
      await pause(outageMs);
      await end();
      const endedAtMs = performance.now();
      const sent = await stopLater(load, backWithinMs + size(500, 2000));
      const afterwards = sent.filter(({ sentAtMs }) => sentAtMs > endedAtMs + backWithinMs);
      sayWhat(name, sent, endedAtMs);

      expect(sent.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
      expect(sent.filter(({ durationMs }) => durationMs > longestMs)).toEqual([]);
      expect(sent.filter(({ what, status }) => what !== 'signed in' && status !== 200)).toEqual([]);
      expect(tally(afterwards.map(({ status }) => status))).toEqual({ 200: afterwards.length });
      expect(fleet.sites.flatMap((site) => site.logged('session_ended'))).toEqual([]);
    },
    60_000,
  );

  const sayWhat = (name: string, sent: readonly Sent[], endedAtMs: number): void => {
    const refused = sent.filter(({ status }) => status !== 200);
    const lastBadAtMs = Math.max(endedAtMs, ...refused.map(({ sentAtMs }) => sentAtMs));
    say(`Redis ${name}`, {
      requests: sent.length,
      statuses: tally(sent.map(({ status, failure }) => failure ?? status)),
      ms: spread(sent.map(({ durationMs }) => durationMs)),
      msRefused: spread(refused.map(({ durationMs }) => durationMs)),
      wellAfterMs: Math.round(lastBadAtMs - endedAtMs),
      refreshes: fleet.presented().length,
      presentedTwice: fleet.presented().length - new Set(fleet.presented()).size,
    });
  };
});

const stopLater = async (load: Load, inMs: number): Promise<readonly Sent[]> => {
  await pause(inMs);
  return load.stop();
};
