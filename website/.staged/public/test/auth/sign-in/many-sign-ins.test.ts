import { describe, expect, test } from '@jest/globals';
import { createMemoryStore, type SessionStore } from '../../../src/auth/index.js';
import { startBareSite, type BareSite, type BareSiteOptions } from '../../support/bare-site.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { createFaultyStore } from '../../support/faulty-store.js';
import { ada, grace, signedIn } from '../../support/people.js';
import { newKey, sampleSession, sampleSignIn } from '../../support/sample-session.js';

const closing = closeAfterEach();
const start = async (options: BareSiteOptions = {}): Promise<BareSite> =>
  closing(await startBareSite(options));
const personOf = ({ pool }: BareSite, { username } = ada) => ({
  issuer: pool.issuer,
  id: pool.person(username).sub,
});

/** Sessions put straight into the store, older than any sign-in. */
const heap = async (site: BareSite, count: number): Promise<void> => {
  const { user } = sampleSignIn();
  const signIn = {
    ...sampleSignIn({ user: { ...user, ...personOf(site) } }),
    endsAtMs: Date.now() + 3_600_000,
  };
  for (let made = 0; made < count; made += 1) await site.store.create(newKey(), sampleSession({ signIn }));
};

describe('a person who signs in more often than they may', () => {
  test('loses the oldest sign-ins, tokens and all, and is told by an event (F-S12)', async () => {
    const site = await start({ auth: { sessionsPerPerson: 2 } });
    const browsers = [];
    for (let made = 0; made < 4; made += 1) {
      browsers.push(await signedIn(site));
      site.advance(1000);
    }
    const other = await signedIn(site, grace);
    const statuses = await Promise.all(
      [...browsers, other].map(async (browser) => (await browser.send(`${site.origin}/account`)).status),
    );
    expect(statuses).toEqual([303, 303, 200, 200, 200]);
    expect(site.eventsOf('session_ended').map(({ reason }) => reason)).toEqual(['too_many', 'too_many']);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(2));
  });

  test('comes down from any heap by pieces, each of twenty at the most (F-S12)', async () => {
    const site = await start({ auth: { sessionsPerPerson: 5 } });
    await heap(site, 60);
    await signedIn(site);
    expect(await site.store.keysOf(personOf(site))).toHaveLength(41);
    await signedIn(site);
    await signedIn(site);
    expect(await site.store.keysOf(personOf(site))).toHaveLength(5);
  });

  test('sees no more of them than they may have, and reads them in pieces of ten (F-S12)', async () => {
    let atOnce = 0;
    let most = 0;
    const site = await start({
      auth: { sessionsPerPerson: 30 },
      store: (now) => {
        const inner = createMemoryStore({ now });
        const read: SessionStore['read'] = async (key) => {
          most = Math.max(most, (atOnce += 1));
          await Promise.resolve();
          atOnce -= 1;
          return inner.read(key);
        };
        return { ...inner, read };
      },
    });
    const browser = await signedIn(site);
    await heap(site, 100);
    const listed = JSON.parse((await browser.send(`${site.origin}/sign-ins`)).text);
    expect(listed).toHaveLength(30);
    expect(listed.filter((one: { readonly isThisOne: boolean }) => one.isThisOne)).toHaveLength(1);
    expect(most).toBe(10);
  });

  test('is signed in all the same while the store cannot say how many there are (F-S12)', async () => {
    const site = await start({ store: (now) => createFaultyStore(createMemoryStore({ now })) });
    (site.store as ReturnType<typeof createFaultyStore>).fail('keysOf');
    expect((await (await signedIn(site)).send(`${site.origin}/account`)).status).toBe(200);
  });

  test('ends everything once at a time, whoever asks and how often (F-S12)', async () => {
    let running = 0;
    let most = 0;
    const site = await start({
      store: (now) => {
        const inner = createMemoryStore({ now });
        const keysOf: SessionStore['keysOf'] = async (...args) => {
          if (args[1] !== undefined) return inner.keysOf(...args);
          most = Math.max(most, (running += 1));
          const keys = await inner.keysOf(...args);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return keys;
        };
        return { ...inner, keysOf };
      },
    });
    await heap(site, 20);
    const browsers = await Promise.all([signedIn(site), signedIn(site), signedIn(site)]);
    const ends = browsers.map((browser) => browser.post(`${site.origin}/auth/sign-out-everywhere`));
    const statuses = (await Promise.all(ends)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 303).length).toBeGreaterThanOrEqual(1);
    expect(await site.store.keysOf(personOf(site))).toEqual([]);
    expect(most).toBe(1);
  });
});

describe('an operator or an app', () => {
  test('ends the sign-ins of one person, revokes them and leaves the mark (F-R41)', async () => {
    const site = await start();
    const [first, second, other] = [await signedIn(site), await signedIn(site), await signedIn(site, grace)];
    expect(await site.auth.endSignInsOf({ sub: personOf(site).id })).toBe(2);
    for (const browser of [first, second])
      expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
    expect((await other.send(`${site.origin}/account`)).status).toBe(200);
    expect(site.pool.requests.count('revoke')).toBe(2);
    expect(await site.store.endedAtMs(personOf(site))).toBeGreaterThan(0);
    expect(await site.store.endedAtMs(personOf(site, grace))).toBeUndefined();
    expect(site.eventsOf('session_ended').map(({ reason }) => reason)).toEqual([
      'ended_by_operator',
      'ended_by_operator',
    ]);
    expect(site.eventsOf('sign_ins_ended')).toEqual([
      { type: 'sign_ins_ended', userId: personOf(site).id, sessions: 2 },
    ]);
    expect(
      await site.auth.endSignInsOf({ issuer: 'https://other.example', sub: personOf(site, grace).id }),
    ).toBe(0);
  });

  test('ends those of everybody, also when some of them were signed out before a snapshot brought them back (F-R41)', async () => {
    const site = await start();
    const browsers = [await signedIn(site), await signedIn(site, grace)];
    await heap(site, 150);
    expect(await site.auth.endSignInsOf('everybody')).toBe(152);
    for (const browser of browsers) expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
    expect(await site.store.endedAtMs(personOf(site, grace))).toBeGreaterThan(0);
    expect(site.eventsOf('sign_ins_ended')).toEqual([{ type: 'sign_ins_ended', sessions: 152 }]);
  });

  test('is told when a sign-in could not be ended, and the others have ended (F-R41)', async () => {
    const site = await start({ store: (now) => createFaultyStore(createMemoryStore({ now })) });
    await heap(site, 10);
    (site.store as ReturnType<typeof createFaultyStore>).fail('end', 1);
    await expect(site.auth.endSignInsOf({ sub: personOf(site).id })).rejects.toMatchObject({
      code: 'store_unreachable',
    });
    expect(await site.store.keysOf(personOf(site))).toHaveLength(1);
    expect(await site.auth.endSignInsOf({ sub: personOf(site).id })).toBe(1);
  });
});
