import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testSecret } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { signIn } from '../../support/people.js';
import { startPoolFor } from '../../support/pool.js';
import { sourcesIn } from '../../support/sources.js';
import { makeStranger, packBoth, recipe, type Packed, type Stranger } from './packed.js';

// Projects of somebody else that install the packages: nothing of this repository is in them but the tarballs.

let packed: Packed;
beforeAll(async () => {
  packed = await packBoth();
}, 120_000);
afterAll(() => packed.close());
const closing = closeAfterEach();

const endAfterwards = (child: ChildProcess): void => {
  closing({
    close: async () => {
      if (child.exitCode !== null) return;
      const stopped = once(child, 'exit');
      child.kill();
      await stopped;
    },
  });
};

const express5 = { 'express': 'express', 'express-session': 'express-session' };
const types = {
  '@types/express': '@types/express',
  '@types/express-session': '@types/express-session',
  '@types/node': '@types/node',
};

const project = async (options: Omit<Parameters<typeof makeStranger>[0], 'packed'>): Promise<Stranger> =>
  closing(await makeStranger({ packed, ...options }));

/** What `tsc --init` writes, but for declarations of an app's own, and with a look into those of its packages. */
const strict = {
  module: 'nodenext',
  target: 'esnext',
  types: ['node'],
  sourceMap: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  strict: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noUncheckedSideEffectImports: true,
  moduleDetection: 'force',
  skipLibCheck: false,
};

const startApp = async (stranger: Stranger, app: string) => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const pool = closing(await startPoolFor(origin));
  const child = stranger.start(
    {
      PORT: String(port),
      BASE_URL: origin,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      SESSION_SECRET: testSecret,
      RECIPE: app,
    },
    'server.mjs',
  );
  endAfterwards(child);
  await eventually(() => createBrowser().send(`${origin}/account`));
  return { origin, pool };
};

// The same for each of them, in plain JavaScript: types and comments of the lift's server fall away.
const server = async (): Promise<string> => {
  const text = await readFile('test/outside/lift/server.ts', 'utf8');
  return text
    .replace(/\/\*\*[\s\S]*?\n}\n/, '')
    .replace(' as Recipe', '')
    .replace(/^import type.*\n/, '');
};

const expectSignInAndOut = async (stranger: Stranger, app: string): Promise<void> => {
  const { origin, pool } = await startApp(stranger, app);
  const browser = createBrowser();
  const page = await signIn(browser, `${origin}/account`);
  expect([page.url, page.text]).toEqual([`${origin}/account`, '{"hello":"ada@example.com"}']);
  const out = await browser.post(`${origin}/auth/sign-out`);
  expect(out.headers.location).toContain(`${pool.domain}/logout?`);
  expect((await browser.send(`${origin}/account`)).status).toBe(303);
};

const uses = ['cognito-relying-party'];

describe('cognito-relying-party, installed', () => {
  test('compiles in a strict TypeScript project that looks into its declarations, and signs people in (F-L2)', async () => {
    const stranger = await project({
      uses,
      links: { ...express5, ...types, redis: 'redis' },
      files: {
        'app.ts': await recipe('lift.ts'),
        'store.ts': "export { createRedisStore, connectRedis } from 'cognito-relying-party/redis';\n",
        'server.mjs': await server(),
        'tsconfig.json': JSON.stringify({ compilerOptions: strict, files: ['app.ts', 'store.ts'] }),
      },
    });
    expect(await stranger.compile()).toBe('');
    await expectSignInAndOut(stranger, './app.js');
  }, 120_000);

  test('compiles beside the types of Express 4', async () => {
    const stranger = await project({
      uses,
      links: { ...express5, ...types, '@types/express': '@types/express-4' },
      files: {
        'app.ts': await recipe('lift.ts'),
        'tsconfig.json': JSON.stringify({ compilerOptions: { ...strict, noEmit: true }, files: ['app.ts'] }),
      },
    });
    expect(await stranger.compile()).toBe('');
  }, 120_000);

  test.each([
    ['plain JavaScript', 'plain-javascript.js', 'express'],
    ['Express 4', 'express-4.js', 'express-4'],
    ['an app with a session of its own', 'own-session.js', 'express'],
  ])(
    'signs people in with %s (F-L2)',
    async (_name, file, express) => {
      const stranger = await project({
        uses,
        links: { ...express5, express },
        files: { [file]: await recipe(file), 'server.mjs': await server() },
      });
      await expectSignInAndOut(stranger, `./${file}`);
    },
    60_000,
  );

  test('signs people in from a CommonJS project, by require (F-L5)', async () => {
    const stranger = await project({
      uses,
      links: express5,
      files: { 'app.cjs': await recipe('common-js.cjs'), 'server.mjs': await server() },
      type: 'commonjs',
    });
    await expectSignInAndOut(stranger, './app.cjs');
  }, 60_000);

  test('does not ask for the client of Redis before its store is imported', async () => {
    const stranger = await project({ uses, links: express5, files: {} });
    const load = (name: string) => stranger.run('-p', `Object.keys(require('${name}')).length > 2`);
    expect(await load('cognito-relying-party')).toBe('true\n');
    await expect(load('cognito-relying-party/redis')).rejects.toThrow("Cannot find package 'redis'");
  }, 60_000);
});

describe('cognito-local-pool, installed', () => {
  test('compiles in a strict TypeScript project and starts a pool (F-L2)', async () => {
    const stranger = await project({
      uses: ['cognito-local-pool'],
      links: { '@types/node': '@types/node' },
      files: {
        'pool.ts': await recipe('local-pool.ts'),
        'try.mjs': [
          "import { poolForOneTest } from './pool.js';",
          "const pool = await poolForOneTest('http://localhost:3000/callback');",
          'console.log((await fetch(`${pool.issuer}/.well-known/openid-configuration`)).status);',
          'await pool.close();',
        ].join('\n'),
        'tsconfig.json': JSON.stringify({ compilerOptions: strict, files: ['pool.ts'] }),
      },
    });
    expect(await stranger.compile()).toBe('');
    expect(await stranger.run('try.mjs')).toBe('200\n');
  }, 120_000);

  test('compiles from its sources, copied, with the types of Node 26 (F-L6)', async () => {
    const stranger = await project({
      uses: [],
      links: {
        '@simplewebauthn/server': '@simplewebauthn/server',
        'ejs': 'ejs',
        'express': 'express',
        '@types/ejs': '@types/ejs',
        '@types/express': '@types/express',
        '@types/node': '@types/node-26',
      },
      files: {
        ...Object.fromEntries(sourcesIn('src/local-pool').map(({ path, text }) => [path, text])),
        'tsconfig.json': JSON.stringify({
          compilerOptions: { ...strict, target: 'es2023', skipLibCheck: true, noEmit: true },
          include: ['src'],
        }),
      },
    });
    expect(await stranger.compile()).toBe('');
  }, 120_000);

  test('can be required from CommonJS (F-L5)', async () => {
    const stranger = await project({ uses: ['cognito-local-pool'], files: {}, type: 'commonjs' });
    expect(await stranger.run('-p', "typeof require('cognito-local-pool').startLocalPool")).toBe(
      'function\n',
    );
  });

  test('is a command that serves its pages, with nothing of the relying party installed (F-L4)', async () => {
    const stranger = await project({ uses: ['cognito-local-pool'], files: {} });
    const [port, domainPort] = [await freePort(), await freePort()];
    const { bin } = JSON.parse(
      await readFile(`${stranger.folder}/node_modules/cognito-local-pool/package.json`, 'utf8'),
    ) as { readonly bin: Readonly<Record<string, string>> };
    const child = stranger.start(
      {},
      `node_modules/cognito-local-pool/${bin['cognito-local-pool']}`,
      '--port',
      String(port),
      '--domain-port',
      String(domainPort),
    );
    endAfterwards(child);
    const page = await eventually(() => createBrowser().send(`http://127.0.0.1:${domainPort}/_local/`));
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('</html>')]);
  }, 60_000);
});
