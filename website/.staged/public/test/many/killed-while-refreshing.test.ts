import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openForAllTests } from '../support/opened.js';
import { describeWithRedis } from '../support/redis-server.js';
import { eventually } from '../support/eventually.js';
import { startFleet } from './support/fleet.js';
import { say, size, spread, tally } from './support/say.js';
import type { SiteProcess } from './support/site-process.js';
import type { Visitor } from './support/visitor.js';

const rounds = size(2, 50);
const requestsAtOnce = size(60, 200);
// A refresh is over by then.
const killWithinMs = 150;
const drip = { kind: 'slow-body', chunkBytes: 10, everyMs: 50 } as const;

describeWithRedis('processes that are killed while they refresh', () => {
  const fleet = openForAllTests(() => startFleet({ processes: 4 }), 60_000);

  const anyTwo = (): readonly SiteProcess[] =>
    fleet.sites
      .map((site) => ({ site, order: Math.random() }))
      .toSorted((a, b) => a.order - b.order)
      .slice(0, 2)
      .map(({ site }) => site);

  const killSoon = async (site: SiteProcess): Promise<void> => {
    await pause(Math.random() * killWithinMs);
    await site.kill();
    await site.start();
  };

  const round = async () => {
    const visitor = await fleet.signInDue();
    fleet.giveTokens({ lifeSeconds: 3600 });
    const before = fleet.presented().length;
    const deaths = anyTwo().map(killSoon);
    const answers = await Promise.all(
      Array.from({ length: requestsAtOnce }, (_, index) =>
        visitor.get(fleet.sites[index % fleet.sites.length]?.port ?? 0),
      ),
    );
    await Promise.all(deaths);
    const later = await Promise.all(fleet.sites.map(({ port }) => visitor.get(port)));
    const presented = fleet.presented().slice(before);
    return { answers, later, wasLost: new Set(presented).size < presented.length };
  };

  const graces = [
    { graceSeconds: 0, who: 'nobody but whose new refresh token died with the process' },
    { graceSeconds: 10, who: 'nobody at all' },
  ];

  test.each(graces)(
    'with a grace of $graceSeconds s at the pool sign out $who (R-10)',
    async ({ graceSeconds }) => {
      fleet.pool.updateClient(fleet.pool.client.id, { rotation: { graceSeconds } });
      const seen: Awaited<ReturnType<typeof round>>[] = [];
      while (seen.length < rounds) seen.push(await round());
      const answers = seen.flatMap((one) => one.answers);
      // Whoever asks a process that dies has no answer; nobody has a wrong one.
      expect(answers.filter(({ status }) => status >= 400)).toEqual([]);
      for (const { later, wasLost } of seen)
        expect(later.map(({ status }) => status)).toEqual(
          later.map(() => (wasLost && graceSeconds === 0 ? 303 : 200)),
        );
      say('kills', {
        rounds,
        kills: 2 * rounds,
        graceSeconds,
        tokensLost: seen.filter(({ wasLost }) => wasLost).length,
        signedOut: seen.filter(({ later }) => later.some(({ status }) => status !== 200)).length,
        statuses: tally(answers.map(({ status, failure }) => failure ?? status)),
        ms: spread(answers.filter(({ status }) => status > 0).map(({ durationMs }) => durationMs)),
      });
    },
    400_000,
  );

  test('a kill before the pool answers costs a wait of one lease, and nothing else', async () => {
    const [first, second] = fleet.sites;
    const visitor = await fleet.signInDue();
    fleet.giveTokens({ lifeSeconds: 3600 });
    fleet.pool.faults.add({ endpoint: 'token', fault: { kind: 'silence' }, times: 1 });
    await killedInTheCall(first, visitor);
    const answer = await visitor.get(second?.port ?? 0);
    expect(answer.status).toBe(200);
    expect(answer.durationMs).toBeLessThan(4000);
    say('killed before the answer', { status: answer.status, waitedMs: Math.round(answer.durationMs) });
  });

  test('with a grace of ten seconds at the pool the same kill signs nobody out', async () => {
    const [first, second] = fleet.sites;
    const visitor = await fleet.signInDue();
    fleet.giveTokens({ lifeSeconds: 3600 });
    fleet.pool.updateClient(fleet.pool.client.id, { rotation: { graceSeconds: 10 } });
    fleet.pool.faults.add({ endpoint: 'token', fault: drip, times: 1 });
    await killedInTheCall(first, visitor);
    const answer = await visitor.get(second?.port ?? 0);
    fleet.pool.updateClient(fleet.pool.client.id, { rotation: { graceSeconds: 0 } });
    expect(answer.status).toBe(200);
    say('killed with the answer, ten seconds of grace', { waitedMs: Math.round(answer.durationMs) });
  });

  test('a kill while the answer is under way signs this one person out, with a way back in', async () => {
    const [first, second] = fleet.sites;
    const visitor = await fleet.signInDue();
    fleet.giveTokens({ lifeSeconds: 3600 });
    fleet.pool.faults.add({ endpoint: 'token', fault: drip, times: 1 });
    await killedInTheCall(first, visitor);
    const answer = await visitor.get(second?.port ?? 0);
    expect([answer.status, answer.location]).toEqual([303, '/auth/sign-in?return_to=%2Faccount']);
    expect(answer.durationMs).toBeLessThan(6000);
    expect(second?.logged('session_ended').at(-1)).toMatchObject({ reason: 'refresh_token_refused' });
    // The pool still knows the browser: nothing has to be typed.
    const page = await visitor.browser.visit(`${fleet.origin}/account`);
    expect([page.status, page.url]).toEqual([200, `${fleet.origin}/account`]);
    say('killed with the answer', { status: answer.status, waitedMs: Math.round(answer.durationMs) });
  });

  const killedInTheCall = async (site: SiteProcess | undefined, visitor: Visitor): Promise<void> => {
    const before = fleet.presented().length;
    const cutOff = visitor.get(site?.port ?? 0);
    await eventually(() => expect(fleet.presented().length).toBe(before + 1));
    await site?.kill();
    expect((await cutOff).status).toBe(0);
    await site?.start();
  };
});
