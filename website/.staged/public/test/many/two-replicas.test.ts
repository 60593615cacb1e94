import { beforeAll, expect, test } from '@jest/globals';
import { createBrowser } from '../support/browser.js';
import { openForAllTests } from '../support/opened.js';
import { ada, callbackOf, signIn, signedIn } from '../support/people.js';
import { countCommands, describeWithRedis } from '../support/redis-server.js';
import { startFleet } from './support/fleet.js';
import { say, size } from './support/say.js';
import { visitorOf } from './support/visitor.js';

// With the three and a half kilobytes of Cognito's tokens that is six kilobytes for a session.
const mostBytesBesideTokens = 2500;
const sessions = size(100, 1000);

describeWithRedis('two replicas on one Redis', () => {
  const fleet = openForAllTests(() => startFleet({ processes: 2 }), 60_000);
  let a: number;
  let b: number;
  beforeAll(async () => {
    [a = 0, b = 0] = fleet.sites.map(({ port }) => port);
    // The first use of each script carries its text.
    await (await fleet.signInDue()).get(a);
    await signedIn(fleet);
  }, 60_000);

  const namesOf = async (work: () => Promise<unknown>): Promise<readonly string[]> =>
    (await countCommands(fleet.redis, work)).map(([name = '']) => name.toUpperCase());

  test('a sign-in that starts on one ends on the other, and a sign-out on one counts on the other (R-11)', async () => {
    const browser = createBrowser();
    const callback = new URL(await callbackOf(browser, fleet));
    const returning = await visitorOf(browser, fleet.origin);
    const answer = await returning.get(b, callback.pathname + callback.search);
    expect([answer.status, answer.location]).toEqual([303, '/account']);
    for (const cookie of answer.cookies) await browser.jar.setCookie(cookie, fleet.origin);

    const visitor = await visitorOf(browser, fleet.origin);
    expect((await visitor.get(a)).text).toContain(ada.username);
    expect((await visitor.post(a, '/auth/sign-out')).location).toContain('/logout');
    expect((await visitor.get(b)).status).toBe(303);
  });

  test('a page view is one command that writes nothing, and without a session there is none', async () => {
    const visitor = await fleet.signIn({ lifeSeconds: 3600 });
    const stranger = await visitorOf(createBrowser(), fleet.origin);
    expect(await namesOf(() => visitor.get(b))).toEqual(['HMGET']);
    expect(await namesOf(() => stranger.get(b, '/'))).toEqual([]);
    expect(await namesOf(() => stranger.get(b, '/healthz'))).toEqual([]);
  });

  test('a whole sign-in, from a protected page and back to it, is nine commands at most: two ask whether sign-ins were ended, one how many there are', async () => {
    const browser = createBrowser();
    const names = await namesOf(() => signIn(browser, `${fleet.origin}/account`));
    const signOut = await namesOf(() => browser.post(`${fleet.origin}/auth/sign-out`));
    say('Redis commands', { signIn: names, signOut });
    expect(names.length).toBeLessThanOrEqual(9);
  });

  test('a refresh is a lease, the tokens read, and the tokens written', async () => {
    const visitor = await fleet.signInDue();
    fleet.giveTokens({ lifeSeconds: 3600 });
    const names = await namesOf(() => visitor.get(a));
    expect(names).toEqual(['HMGET', 'EVALSHA', 'HMGET', 'EVALSHA', 'EVALSHA']);
  });

  test(`a session takes less than ${mostBytesBesideTokens} bytes beside its tokens`, async () => {
    await fleet.signInMany(sessions, { lifeSeconds: 3600 });
    const names = await keysOf('auth:session:*');
    // A session and its place in the list of its person; claims are gone within ten minutes.
    const bytes = await sumOf([...names, ...(await keysOf('auth:person:*'))], 'MEMORY', 'USAGE');
    const tokenBytes = Math.round((await sumOf(names, 'HSTRLEN')) / names.length);
    const bytesEach = Math.round(bytes / names.length);
    say('Redis memory', { sessions: names.length, bytesEach, tokenBytes });
    expect(bytesEach - tokenBytes).toBeLessThan(mostBytesBesideTokens);
  }, 300_000);

  const keysOf = async (pattern: string): Promise<readonly string[]> =>
    (await fleet.redis.command('KEYS', pattern)) as string[];

  const sumOf = async (keys: readonly string[], ...command: readonly string[]): Promise<number> => {
    const field = command[0] === 'HSTRLEN' ? ['tokens'] : [];
    let sum = 0;
    for (const key of keys) sum += Number(await fleet.redis.command(...command, key, ...field));
    return sum;
  };
});
