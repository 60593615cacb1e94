import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { ada } from '../support/people.js';
import { describeWithRedis } from '../support/redis-server.js';
import { startFleet, type Fleet } from './support/fleet.js';
import {
  buildFormerRelease,
  describeWithFormerRelease,
  type FormerRelease,
} from './support/former-release.js';
import { describeWithProxy, startProxy, type Proxy } from './support/haproxy.js';
import { startLoad, type Load } from './support/load.js';
import { say, size, spread, tally } from './support/say.js';
import type { SiteProcess } from './support/site-process.js';
import { visitorOf, type Visitor } from './support/visitor.js';

const perSecond = size(30, 200);
const people = size(10, 40);

/** Somebody who has begun to sign in and stands at the pool's page, with the way back in hand. */
interface UnderWay {
  finishAt(site: SiteProcess): Promise<Visitor>;
}

describeWithProxy('two replicas behind HAProxy', () => {
  describeWithRedis('on one Redis', () => {
    describeWithFormerRelease('the release before and this one side by side', () => {
      let former: FormerRelease;
      let fleet: Fleet;
      let proxy: Proxy;
      let port: number;
      let load: Load | undefined;
      beforeAll(async () => {
        former = await buildFormerRelease();
        port = await freePort();
        fleet = await startFleet({
          processes: 2,
          publicPort: port,
          env: { TRUST_PROXY: '1' },
          program: former.program,
        });
        proxy = await startProxy(
          port,
          fleet.sites.map((site) => site.port),
        );
        await eventually(async () => expect(await proxy.replicasUp()).toBe(2));
      }, 120_000);
      afterAll(async () => {
        await load?.stop();
        await proxy.stop();
        await fleet.close();
        await former.remove();
      });

      const beginAt = async (site: SiteProcess): Promise<UnderWay> => {
        const browser = createBrowser({ userAgent: randomUUID() });
        const keep = async (cookies: readonly string[]): Promise<void> => {
          for (const cookie of cookies) await browser.jar.setCookie(cookie, fleet.origin);
        };
        const started = await (
          await visitorOf(browser, fleet.origin)
        ).get(site.port, '/auth/sign-in?return_to=%2Faccount');
        await keep(started.cookies);
        const page = await browser.visit(started.location ?? '');
        const callback = new URL(await browser.submitUntil(page, ada, `${fleet.origin}/auth/callback`));
        return {
          async finishAt(other) {
            const returning = await visitorOf(browser, fleet.origin);
            const done = await returning.get(other.port, callback.pathname + callback.search);
            expect([done.status, done.location]).toEqual([303, '/account']);
            await keep(done.cookies);
            return visitorOf(browser, fleet.origin);
          },
        };
      };

      const replace = async (site: SiteProcess, program?: string): Promise<void> => {
        expect(await site.terminate()).toBe(0);
        await site.start(program);
        await eventually(async () => expect(await proxy.replicasUp()).toBe(2));
      };

      test('one takes the place of the other and gives it back: nobody is signed out, and sign-ins under way end well on either (F-S5)', async () => {
        const [a, b] = fleet.sites as readonly [SiteProcess, SiteProcess];
        const visitors = [...(await fleet.signInMany(people, { lifeSeconds: 63 }))];
        // A refresh takes a while at a real pool, so there is always one under way, on one release or the other.
        fleet.pool.faults.add({ endpoint: 'token', fault: { kind: 'delay', ms: 100 } });
        load = startLoad({
          perSecond,
          send: (number) => {
            const visitor = visitors[number % visitors.length] as Visitor;
            return { what: 'signed in', answer: visitor.get(port) };
          },
        });

        const beganAtFormer = [await beginAt(a), await beginAt(b)];
        await replace(a);
        // This release on `a`, the one before on `b`.
        for (const underWay of beganAtFormer) visitors.push(await underWay.finishAt(a));
        visitors.push(await (await beginAt(a)).finishAt(b), await (await beginAt(b)).finishAt(a));
        const beganAtThis = await beginAt(a);
        await replace(b);
        visitors.push(await (await beginAt(a)).finishAt(b));
        await replace(a, former.program);
        visitors.push(await beganAtThis.finishAt(a), await (await beginAt(b)).finishAt(a));

        // Whoever signs out at one is signed out at the other, whichever release made the session.
        const [leaving, leavingToo] = [
          await (await beginAt(a)).finishAt(a),
          await (await beginAt(b)).finishAt(b),
        ];
        expect((await leaving.post(b.port, '/auth/sign-out')).location).toContain('/logout');
        expect((await leavingToo.post(a.port, '/auth/sign-out')).location).toContain('/logout');
        for (const { port: each } of fleet.sites)
          expect([(await leaving.get(each)).status, (await leavingToo.get(each)).status]).toEqual([303, 303]);

        await replace(b, former.program);
        const sent = await load.stop();
        const failed = sent.filter(({ status }) => status !== 200);
        expect(tally(failed.map(({ status, failure }) => failure ?? status))).toEqual({});
        for (const visitor of visitors)
          for (const site of fleet.sites) expect((await visitor.get(site.port)).status).toBe(200);
        expect(fleet.sites.flatMap((site) => site.logged('session_ended'))).toEqual([]);
        expect(fleet.presented().length).toBeGreaterThan(people);
        say('two releases', {
          requests: sent.length,
          refreshes: fleet.presented().length,
          ms: spread(sent.map(({ durationMs }) => durationMs)),
        });
      }, 120_000);
    });
  });
});
