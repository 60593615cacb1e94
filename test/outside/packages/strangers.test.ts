import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { testSecret } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { signIn } from '../../support/people.js';
import { sourcesIn } from '../../support/sources.js';
import { makeStranger, packBoth, recipe, type Packed, type Stranger } from './packed.js';
import { endAfterwards, startApp } from './started.js';

// Projects of somebody else that install the packages: nothing of this repository is in them but the tarballs.

let packed: Packed;
beforeAll(async () => {
  packed = await packBoth();
}, 120_000);
const closing = closeAfterEach();

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

// The same for each of them, in plain JavaScript: types and comments of the lift's server fall away.
const server = async (): Promise<string> => {
  const text = await readFile('test/outside/lift/server.ts', 'utf8');
  return text
    .replace(/\/\*\*[\s\S]*?\n}\n/, '')
    .replace(' as Recipe', '')
    .replace(/^import type.*\n/, '');
};

const expectSignInAndOut = async (stranger: Stranger, app: string): Promise<void> => {
  const { origin, pool } = await startApp(closing, stranger, { app });
  const browser = createBrowser();
  const page = await signIn(browser, `${origin}/account`);
  expect([page.url, page.text]).toEqual([`${origin}/account`, '{"hello":"ada@example.com"}']);
  const out = await browser.post(`${origin}/auth/sign-out`);
  expect(out.headers.location).toContain(`${pool.domain}/logout?`);
  const end = await browser.visit(out.location);
  expect([end.status, end.url]).toEqual([200, `${origin}/signed-out`]);
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

// An app that shows a profile and the name of an access key: both kinds of calls to AWS, in plain JavaScript.
const awsApp = `
import express from 'express';
import { AuthError, createAuth, createMemoryStore } from 'cognito-relying-party';
import { createAwsCredentials, createSelfService, selfServiceScope } from 'cognito-relying-party/aws';

export const createMyApp = (options) => {
  const pool = { ...options.pool, scopes: ['openid', selfServiceScope] };
  const auth = createAuth({ store: createMemoryStore(), ...options, pool });
  const { POOL_API: endpoint } = process.env;
  const selfService = createSelfService({ issuer: pool.issuer, endpoint });
  const aws = createAwsCredentials({
    identityPoolId: 'us-east-1:11111111-2222-3333-4444-555555555555',
    endpoint,
    idToken: (req) => auth.idToken(req),
    failure: (code, details) => new AuthError(code, details),
  });
  const app = express();
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/account', auth.requireSignIn(), (_req, res) => res.send('signed in'));
  app.get('/key', async (req, res) => res.send((await aws.credentialsOf(req)()).accessKeyId));
  app.get('/profile', async (req, res) =>
    res.json(Object.keys(await selfService.profile(await auth.accessToken(req)))),
  );
  app.use((error, _req, res, _next) => res.status(error.status ?? 500).send(error.message));
  return app;
};
`;

describe('cognito-relying-party/aws, installed', () => {
  const sdks = ['@aws-sdk/client-cognito-identity', '@aws-sdk/client-cognito-identity-provider'] as const;
  const names = ['/key', '/profile'];

  /** What an app answers that has these packages, once somebody has signed in. */
  const answersWith = async (links: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const stranger = await project({
      uses,
      links: { ...express5, ...links },
      files: { 'app.js': awsApp, 'server.mjs': await server() },
    });
    const { origin } = await startApp(closing, stranger, { app: './app.js' });
    const browser = createBrowser();
    expect((await signIn(browser, `${origin}/account`)).text).toBe('signed in');
    const answers: string[] = [];
    for (const name of names) answers.push((await browser.send(`${origin}${name}`)).text);
    return answers;
  };

  test('compiles in a strict TypeScript project that has no SDK: its declarations need none', async () => {
    const stranger = await project({
      uses,
      links: { ...express5, ...types },
      files: {
        'aws.ts': [
          "import { AuthError, type Auth } from 'cognito-relying-party';",
          "import { createAwsCredentials, createSelfService, type SelfService } from 'cognito-relying-party/aws';",
          'export const selfServiceAt = (issuer: string): SelfService => createSelfService({ issuer });',
          'export const awsOf = (auth: Auth, identityPoolId: string) =>',
          '  createAwsCredentials({',
          '    identityPoolId,',
          '    idToken: (req) => auth.idToken(req),',
          '    failure: (code, details) => new AuthError(code, details),',
          '  });',
        ].join('\n'),
        'tsconfig.json': JSON.stringify({ compilerOptions: { ...strict, noEmit: true }, files: ['aws.ts'] }),
      },
    });
    expect(await stranger.compile()).toBe('');
  }, 120_000);

  test('gives an app in plain JavaScript credentials and profiles, with the SDKs beside it', async () => {
    const [key, profile] = await answersWith(Object.fromEntries(sdks.map((sdk) => [sdk, sdk])));
    expect(key).toMatch(/^ASIA/);
    expect(JSON.parse(profile ?? '')).toContain('attributes');
  }, 60_000);

  test('starts without the SDKs, and says at the first call which one to install', async () => {
    expect(await answersWith({})).toEqual(
      sdks.map((sdk) => `This needs the package ${sdk}, which is not installed: npm install ${sdk}`),
    );
  }, 60_000);
});

describe('cognito-relying-party/testing, installed', () => {
  const tries = (app: string): string =>
    [
      "import { once } from 'node:events';",
      "import { createServer } from 'node:http';",
      "import { createMemoryStore } from 'cognito-relying-party';",
      "import { createTestSession, startTestIssuer } from 'cognito-relying-party/testing';",
      `import { createMyApp } from '${app}';`,
      'const issuer = await startTestIssuer();',
      'const options = {',
      "  pool: issuer.pool, baseUrl: 'http://localhost:3000', store: createMemoryStore(),",
      `  secrets: ['${testSecret}'],`,
      '};',
      "const server = createServer(createMyApp(options)).listen(0, '127.0.0.1');",
      "await once(server, 'listening');",
      'const address = server.address();',
      "const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;",
      "const { headers } = await createTestSession(options, { groups: ['admins'] });",
      "const bearer = { authorization: `Bearer ${issuer.accessToken({ scopes: ['orders/read'] })}` };",
      'const statusOf = async (path: string, init?: RequestInit) => (await fetch(origin + path, init)).status;',
      "console.log(await statusOf('/admin', { headers }), await statusOf('/api/orders', { headers: bearer }), await statusOf('/account'));",
      'server.close();',
      'await issuer.close();',
    ].join('\n');

  test('compiles in a strict TypeScript project, and signs its tests in (R 82)', async () => {
    const stranger = await project({
      uses,
      links: { ...express5, ...types },
      files: {
        'tested-app.ts': await recipe('tested-app.ts'),
        'try.ts': tries('./tested-app.js'),
        'tsconfig.json': JSON.stringify({ compilerOptions: strict, files: ['try.ts'] }),
      },
    });
    expect(await stranger.compile()).toBe('');
    expect(await stranger.run('try.js')).toBe('200 200 401\n');
  }, 120_000);

  test('signs the tests of an app in plain JavaScript in, and not in production', async () => {
    const stranger = await project({
      uses,
      links: express5,
      files: {
        'plain-javascript.js': await recipe('plain-javascript.js'),
        'try.mjs': tries('./plain-javascript.js').replace('path: string, init?: RequestInit', 'path, init'),
      },
    });
    // This app has no API.
    expect(await stranger.run('try.mjs')).toBe('200 404 401\n');
    const child = stranger.start({ NODE_ENV: 'production' }, 'try.mjs');
    const said = text(child.stderr);
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, await said]).toEqual([1, expect.stringContaining('does not run with NODE_ENV=production')]);
  }, 60_000);

  test('can be required from CommonJS (F-L5)', async () => {
    const stranger = await project({ uses, links: express5, files: {}, type: 'commonjs' });
    const script = "Object.keys(require('cognito-relying-party/testing')).sort().join()";
    expect(await stranger.run('-p', script)).toBe('createTestSession,startTestIssuer\n');
  });
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
        '@aws-crypto/encrypt-node': '@aws-crypto/encrypt-node',
        '@aws-crypto/material-management-node': '@aws-crypto/material-management-node',
        '@aws-crypto/raw-aes-keyring-node': '@aws-crypto/raw-aes-keyring-node',
        '@peculiar/x509': '@peculiar/x509',
        '@simplewebauthn/server': '@simplewebauthn/server',
        'ejs': 'ejs',
        'express': 'express',
        'jose': 'jose',
        'reflect-metadata': 'reflect-metadata',
        'uqr': 'uqr',
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
    endAfterwards(closing, child);
    const page = await eventually(() => createBrowser().send(`http://127.0.0.1:${domainPort}/_local/`));
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('</html>')]);
  }, 60_000);
});
