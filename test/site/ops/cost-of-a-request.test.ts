import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { builtProgram } from '../../support/built.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { openForAllTests } from '../../support/opened.js';
import { callbackOf, signedIn } from '../../support/people.js';
import { startPoolFor } from '../../support/pool.js';
import { countCommands, describeWithRedis, redisForAllTests } from '../../support/redis-server.js';

// No time is measured here: `npm run bench` does that. These are the parts that a request is paid in, counted, so that a change
// that needs one more of them says so.

type Counts = Readonly<Record<string, number>>;

interface CountedSite {
  readonly origin: string;
  /** What was counted since it was asked the last time. */
  counts(): Promise<Counts>;
  /** Whether Node keeps a record of every promise for somebody (`AsyncLocalStorage`, as Node 20 and 22 have it). */
  arePromisesFollowed(): Promise<boolean>;
  close(): Promise<void>;
}

const counter = fileURLToPath(new URL('support/count-calls.mjs', import.meta.url));

const startCountedSite = async (store: Record<string, string>): Promise<CountedSite> => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const pool = await startPoolFor(origin);
  const site = fork(await builtProgram('server.js'), {
    cwd: tmpdir(),
    execArgv: ['--import', counter],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: origin,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      ...store,
    },
  });
  await eventually(async () => {
    const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`);
    if (!ok) throw new Error('not ready');
  }, 20_000);
  return {
    origin,
    counts: () => ask<Counts>(site, 'counts'),
    arePromisesFollowed: () => ask<boolean>(site, 'are promises followed'),
    close: () => endBoth(site, pool),
  };
};

const ask = async <Answer>(site: ChildProcess, question: string): Promise<Answer> => {
  const told = once(site, 'message');
  site.send(question);
  const [answer] = (await told) as [Answer];
  return answer;
};

const endBoth = async (site: ChildProcess, pool: { close(): Promise<void> }): Promise<void> => {
  const ended = once(site, 'exit');
  site.kill('SIGKILL');
  await ended;
  await pool.close();
};

/** What one step costs once everything that is done only once has been done. */
const costOf = async (site: CountedSite, step: () => Promise<unknown>): Promise<Counts> => {
  await step();
  // The line of the log comes after the answer.
  await settled(site);
  await step();
  return settled(site);
};

/** Everything counted until nothing is added any more. */
const settled = async (site: CountedSite): Promise<Counts> => {
  const total: Record<string, number> = {};
  await eventually(async () => {
    const more = Object.entries(await site.counts());
    for (const [name, count] of more) total[name] = (total[name] ?? 0) + count;
    if (more.length > 0) throw new Error('still at it');
  });
  return total;
};

/** A callback of the pool each time, with nothing counted of how it was come by. */
const costOfCallback = async (site: CountedSite): Promise<Counts> => {
  const browser = createBrowser();
  const callbacks = [await callbackOf(browser, site), await callbackOf(browser, site)];
  await settled(site);
  return costOf(site, () => browser.send(callbacks.shift() ?? ''));
};

const everyAnswer = { 'randomUUID': 1, 'log write': 1 };

describe('with sessions in memory', () => {
  const site = openForAllTests(() => startCountedSite({ SESSION_STORE: 'memory' }));

  test('the page of somebody who is signed in goes out in one piece, for one cookie that is verified', async () => {
    const browser = await signedIn(site);
    expect(await costOf(site, () => browser.send(`${site.origin}/account`))).toEqual({
      ...everyAnswer,
      'socket write': 1,
      // Its signature, which express-session compares by two digests; the session before the page and after it.
      'createHmac': 1,
      'createHash': 4,
      // The name of the session in the store.
      'hash': 1,
    });
  });

  test('a stranger who is sent to sign in has no session, and nothing is signed or sealed', async () => {
    expect(await costOf(site, () => createBrowser().send(`${site.origin}/account`))).toEqual({
      ...everyAnswer,
      'socket write': 1,
    });
  });

  test('a sign-in that starts seals its cookie and keeps nothing here', async () => {
    expect(await costOf(site, () => createBrowser().send(`${site.origin}/auth/sign-in`))).toEqual({
      'randomUUID': 1,
      'log write': 2,
      'socket write': 1,
      // The name of its cookie.
      'createHash': 1,
      // PKCE's challenge.
      'hash': 1,
      'createCipheriv': 2,
    });
  });

  test('a callback calls the pool once and verifies two tokens', async () => {
    expect(await costOfCallback(site)).toEqual({
      'randomUUID': 1,
      'log write': 3,
      // To the token endpoint, the answer, and to have the sign-in revoked that this browser had before.
      'socket write': 3,
      'createDecipheriv': 1,
      'subtle.verify': 2,
      'createHmac': 2,
      'createHash': 7,
      'hash': 5,
    });
  });

  test('no promise of the process is followed, which every request would pay for from the first sign-in on', async () => {
    await signedIn(site);
    expect(await site.arePromisesFollowed()).toBe(false);
  });
});

describeWithRedis('with sessions in Redis', () => {
  const redis = redisForAllTests();
  const site = openForAllTests(() => startCountedSite({ REDIS_URL: redis.url }));

  const commandsOf = async (step: () => Promise<unknown>): Promise<readonly string[]> => {
    await settled(site);
    const commands = await countCommands(redis, async () => {
      await step();
      await settled(site);
    });
    return commands.map(([name = '']) => name);
  };

  test('a page reads the store once, by one command, and opens one seal', async () => {
    const browser = await signedIn(site);
    const page = () => browser.send(`${site.origin}/account`);
    expect(await costOf(site, page)).toMatchObject({ createDecipheriv: 1 });
    expect(await commandsOf(page)).toEqual(['HMGET']);
  });

  test('a callback takes seven commands, and seals what the store is given', async () => {
    expect(await costOfCallback(site)).toMatchObject({ 'subtle.verify': 2, 'createCipheriv': 2 });
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    const commands = await commandsOf(() => browser.send(callback));
    // Counted against the limit; the claim of the callback; the session and its place among those of its person; what ended
    // sign-ins say of the person and of everybody; and whether the person has too many.
    expect(commands.toSorted()).toEqual(['EVAL', 'EVALSHA', 'EVALSHA', 'GET', 'GET', 'SET', 'ZRANGE']);
  });
});
