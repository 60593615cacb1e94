import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { closeAfterEach } from '../../support/closing.js';
import { openForAllTests } from '../../support/opened.js';
import { createBrowser } from '../../support/browser.js';
import { signIn } from '../../support/people.js';
import { makeStranger, packBoth, recipe, type Packed, type Stranger } from './packed.js';
import { startApp } from './started.js';

// Pages of the documentation, followed to the letter: their commands and their files as they stand there, in a project of
// somebody else. Only what npm would bring lies there already.

const run = promisify(execFile);
const closing = closeAfterEach();
let packed: Packed;
beforeAll(async () => {
  packed = await packBoth();
}, 120_000);

/** A folder that stands for the clone in which `npm run package` has run. */
const clone = openForAllTests(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clone-'));
  await mkdir(join(folder, 'build'));
  await symlink(join(packed.folder, 'packages'), join(folder, 'build/packages'), 'dir');
  await symlink(join(process.cwd(), 'src'), join(folder, 'src'), 'dir');
  return { folder, close: () => rm(folder, { recursive: true }) };
});

/** The block of commands of a page that has these words. */
const commandsWith = (page: string, words: string): string => {
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const found = blocks.find((block) => block.includes(words));
  if (found === undefined) throw new Error(`No commands have ${words}`);
  return found;
};

/** The code below the mark of a region. */
const codeOf = (page: string, region: string): string =>
  new RegExp(`<!-- region ${region} of [^\\n]*\\n+\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

/** Runs commands of a page in the app's folder, but those that npm would run, and gives what they print. */
const follow = async ({ folder }: Stranger, commands: string, src = '.'): Promise<string> => {
  const lines = commands.split('\n').filter((line) => !/^np[mx] |^\(cd /.test(line));
  const text = lines.join('\n').replaceAll('../cognito', clone.folder);
  const env = { ...process.env, REPO: clone.folder, APP: folder, SRC: src };
  return (await run('sh', ['-ec', text], { cwd: folder, env })).stdout;
};

const express5 = { 'express': 'express', 'express-session': 'express-session' };
const forCopy = { ...express5, 'openid-client': 'openid-client', 'jose': 'jose' };

const asInstalled = Object.fromEntries(
  ['@aws-sdk/client-s3', '@jest/globals', 'jest', 'redis', 'supertest'].map((name) => [name, name]),
);
const typesOf = (...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [`@types/${name}`, `@types/${name}`]));

const forTests = {
  ...express5,
  ...typesOf('express', 'express-session', 'node', 'supertest'),
  ...asInstalled,
};

const strictest = {
  module: 'nodenext',
  target: 'es2023',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noEmit: true,
  // Declarations of others: those of the package are looked into in strangers.test.ts.
  skipLibCheck: true,
};

const emptyApp = async (
  way: 'package' | 'copy',
  type: 'module' | 'commonjs' = 'module',
): Promise<Stranger> => {
  const uses = way === 'package' ? ['cognito-relying-party'] : [];
  const links = way === 'package' ? express5 : forCopy;
  return closing(await makeStranger({ packed, uses, links, files: {}, type }));
};

const write = ({ folder }: Stranger, name: string, code: string): Promise<void> =>
  writeFile(join(folder, name), code);

/** What the check of step 6 of AGENTS.md prints last, for both pages, and what the app answers where a sign-out ends. */
const signInsOf = async (stranger: Stranger, file: string, trial = 'try-sign-in.js') => {
  const { origin } = await startApp(closing, stranger, { file });
  const lastLine = async (path: string): Promise<string> =>
    (await stranger.run(trial, `${origin}${path}`)).trim().split('\n').at(-1) ?? '';
  const lines = [await lastLine('/account'), await lastLine('/admin')];
  const signedOut = (await createBrowser().send(`${origin}/signed-out`)).status;
  return [...lines.map((line) => line.replace(origin, '')), signedOut];
};

const asThePageSays = ['200 /account {"hello":"ada@example.com"}', '200 /admin {"secret":42}', 200];

/** Every file in TypeScript that a page shows, by the name under which its others import it. */
const filesOf = (page: string): Readonly<Record<string, string>> => {
  const blocks = page.matchAll(/(?:<!-- region \w+ of \S*?([\w.-]+) -->\n+)?```ts\n([\s\S]*?)```/g);
  return Object.fromEntries(
    [...blocks].map(([, name, code = ''], at) => [
      name === 'lift.ts' ? 'app.ts' : (name ?? `block-${at}.ts`),
      code,
    ]),
  );
};

test('packages/relying-party/README.md: all of its TypeScript compiles in the strictest project', async () => {
  const files = filesOf(await readFile('packages/relying-party/README.md', 'utf8'));
  expect(Object.keys(files).length).toBeGreaterThan(5);
  const stranger = closing(
    await makeStranger({
      packed,
      uses: ['cognito-relying-party'],
      links: forTests,
      files: {
        ...files,
        'tested-app.ts': await recipe('tested-app.ts'),
        'tsconfig.json': JSON.stringify({ compilerOptions: strictest }),
      },
    }),
  );
  expect(await stranger.compile()).toBe('');
}, 120_000);

test('docs/testing.md, followed, runs its tests without a browser with Jest', async () => {
  const stranger = closing(
    await makeStranger({
      packed,
      uses: ['cognito-relying-party'],
      links: forTests,
      files: {
        'src/tested-app.ts': await recipe('tested-app.ts'),
        'src/tested-by-supertest.test.ts': await recipe('tested-by-supertest.test.ts'),
        'src/tested-api.test.ts': await recipe('tested-api.test.ts'),
        'tsconfig.json': JSON.stringify({
          compilerOptions: { ...strictest, noEmit: false, rootDir: 'src', outDir: 'dist' },
        }),
      },
    }),
  );
  expect(await stranger.compile()).toBe('');
  const commands = commandsWith(await readFile('docs/testing.md', 'utf8'), 'jest.js');
  expect(await follow(stranger, `${commands.trim()} 2>&1`)).toMatch(/Tests: +4 passed, 4 total/);
}, 120_000);

describe('AGENTS.md, followed', () => {
  const ways = [
    ['package', '.'],
    ['package', 'src'],
    ['copy', '.'],
    ['copy', 'src'],
  ] as const;
  test.each(ways)(
    'signs somebody in with the %s, with its sources in %s',
    async (way, src) => {
      const page = await readFile('AGENTS.md', 'utf8');
      const app = await emptyApp(way);
      const isCopy = way === 'copy';
      if (isCopy) await follow(app, commandsWith(page, 'dist/auth'), src);
      const imported = isCopy ? './$SRC/auth/index.js' : "import('cognito-relying-party')";
      expect(await follow(app, commandsWith(page, imported), src)).toBe('function\n');
      // Where there is a folder of sources, somebody has made it.
      await mkdir(join(app.folder, src), { recursive: true });
      const plain = codeOf(page, 'plain');
      const code = isCopy ? plain : plain.replace("'./auth/index.js'", "'cognito-relying-party'");
      await write(app, join(src, 'app.js'), code);
      await write(app, join(src, 'server.js'), codeOf(page, 'server'));
      await write(app, 'try-sign-in.js', codeOf(page, 'trial'));
      expect(await follow(app, commandsWith(page, 'node --check'), src)).toBe('');
      expect(page).toContain('node --env-file=.env "$SRC"/server.js\n');
      expect(await signInsOf(app, join(src, 'server.js'))).toEqual(asThePageSays);
    },
    60_000,
  );

  test('copies the sources for an app in TypeScript, where there is no src yet', async () => {
    const app = await emptyApp('copy');
    await follow(app, commandsWith(await readFile('AGENTS.md', 'utf8'), '"$REPO"/src/auth'), 'src');
    expect(existsSync(join(app.folder, 'src/auth/index.ts'))).toBe(true);
  }, 60_000);
});

test('docs/lifting.md, followed with CommonJS, signs somebody in with a copy', async () => {
  const page = await readFile('docs/lifting.md', 'utf8');
  const agents = await readFile('AGENTS.md', 'utf8');
  const app = await emptyApp('copy', 'commonjs');
  await follow(app, commandsWith(page, 'dist/auth'));
  await follow(app, commandsWith(page, 'auth/package.json'));
  await write(app, 'app.js', codeOf(page, 'commonjs'));
  await write(app, 'server.mjs', codeOf(agents, 'server'));
  await write(app, 'try-sign-in.mjs', codeOf(agents, 'trial'));
  expect(await signInsOf(app, 'server.mjs', 'try-sign-in.mjs')).toEqual(asThePageSays);
}, 60_000);

/** What a diff of a page leads to. */
const resultOf = (page: string): string => {
  const [, diff = ''] = /```diff\n([\s\S]*?)```/.exec(page) ?? [];
  const after = diff.split('\n').filter((line) => !line.startsWith('-'));
  return after.map((line) => line.slice(1)).join('\n');
};

describe.each([['express-openid-connect'], ['quick-start'], ['passport'], ['auth-js']])(
  'docs/moving/%s.md, followed in an app in plain JavaScript',
  (name) => {
    test.each(['copy', 'package'] as const)(
      'signs somebody in with the %s',
      async (way) => {
        const app = await emptyApp(way);
        const code = resultOf(await readFile(`docs/moving/${name}.md`, 'utf8'));
        if (way === 'copy')
          await follow(app, commandsWith(await readFile('docs/moving/README.md', 'utf8'), 'dist/auth'));
        await write(
          app,
          'app.js',
          way === 'copy' ? code : code.replace("'./auth/index.js'", "'cognito-relying-party'"),
        );
        await write(
          app,
          'server.js',
          "import { app } from './app.js';\napp.listen(Number(process.env.PORT));\n",
        );
        const { origin } = await startApp(closing, app, { file: 'server.js' });
        const browser = createBrowser();
        await signIn(browser, `${origin}/account`);
        expect((await browser.send(`${origin}/account`)).text).toBe('{"hello":"ada@example.com"}');
      },
      60_000,
    );
  },
);
