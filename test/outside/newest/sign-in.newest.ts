// Run by `npm run test:newest` and every week: it needs the registry, so it is no part of `npm test`.
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalPool, type LocalPool } from '../../../src/local-pool/index.js';
import { testSecret } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { signIn } from '../../support/people.js';
import { describeWithRedis, startRedis } from '../../support/redis-server.js';
import { packBoth } from '../packages/packed.js';
import { makeNewestApp, type Installed } from './newest-app.js';

const minuteMs = 60_000;
const packed = await packBoth();

describe.each([
  ['src/auth and src/redis, copied,', undefined],
  ['cognito-relying-party, installed,', await packed.tarball('cognito-relying-party')],
])('%s', (_name, tarball) => {
  let app: Awaited<ReturnType<typeof makeNewestApp>>;
  let installed: readonly Installed[] = [];
  let pool: LocalPool;
  let port: number;

  beforeAll(async () => {
    app = await makeNewestApp(tarball);
    port = await freePort();
    pool = await startLocalPool({
      callbackUrls: [`http://localhost:${port}/auth/callback`],
      logoutUrls: [`http://localhost:${port}/signed-out`],
      passwordCost: 16,
    });
    installed = await app.install();
    for (const { name, range, version } of installed)
      process.stdout.write(`${name} ${version} (allowed: ${range})\n`);
  }, 10 * minuteMs);

  afterAll(async () => {
    await pool.close();
    await app.remove();
  });

  const signsSomebodyIn = async (more: Readonly<Record<string, string>>): Promise<void> => {
    const origin = `http://localhost:${port}`;
    const child = app.start({
      PORT: String(port),
      BASE_URL: origin,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      SESSION_SECRET: testSecret,
      ...more,
    });
    try {
      const browser = createBrowser();
      await eventually(() => browser.send(`${origin}/account`));
      const page = await signIn(browser, `${origin}/account`);
      expect(JSON.parse(page.text)).toEqual({ hello: 'ada@example.com' });
      const out = await browser.post(`${origin}/auth/sign-out`);
      expect(out.headers.location).toContain(`${pool.domain}/logout?`);
      expect((await browser.send(`${origin}/account`)).status).toBe(303);
    } finally {
      const stopped = once(child, 'exit');
      child.kill();
      await stopped;
    }
  };

  test(
    'compiles with the newest version of everything that it allows (F-L1)',
    async () => {
      expect(await app.compile()).toBe('');
    },
    2 * minuteMs,
  );

  test('with those versions somebody signs in and out again', () => signsSomebodyIn({}), minuteMs);

  describeWithRedis('with the newest client of Redis', () => {
    test(
      'somebody signs in and out again',
      async () => {
        const server = await startRedis();
        try {
          await signsSomebodyIn({ REDIS_URL: server.url });
        } finally {
          await server.stop();
        }
      },
      minuteMs,
    );
  });
});
