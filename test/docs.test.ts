import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { configurationPage, envExample } from '../src/config/docs.js';
import { checks } from '../src/doctor/checks.js';
import { createAuth, createMemoryStore } from '../src/auth/index.js';
import { snippetFormats } from '../src/local-pool/start/snippets.js';
import { operationStates } from '../src/local-pool/user-pools-api/model/operation-states.js';
import { checksOfApi, checksOfPool, checksOfSite } from '../src/auth/option-rules.js';
import { routesOf } from './support/routes.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const pages = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
  'packages/relying-party/README.md',
  'packages/local-pool/README.md',
];

const scriptsIn = (file: string): Readonly<Record<string, string>> =>
  (JSON.parse(read(file)) as { readonly scripts: Record<string, string> }).scripts;

// Those of the examples are named where somebody has gone into their folder.
const scripts: Readonly<Record<string, string>> = Object.assign(
  {},
  ...readdirSync('examples').map((name) => scriptsIn(`examples/${name}/package.json`)),
  scriptsIn('package.json'),
);

describe('the settings', () => {
  test('docs/configuration.md says what the table says (else: npm run docs:config)', () => {
    expect(read('docs/configuration.md')).toBe(configurationPage());
  });

  test('.env.example says what the table says (else: npm run docs:config)', () => {
    expect(read('.env.example')).toBe(envExample());
  });

  test('.env.example has no value that would pass for a secret', () => {
    expect(envExample()).toMatch(/^SESSION_SECRET=$/m);
    expect(envExample()).toMatch(/^# COGNITO_CLIENT_SECRET=$/m);
  });
});

describe('the pages', () => {
  test.each(pages)('%s: every command is a script of package.json', (page) => {
    const commands = [...read(page).matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name);
    expect(
      commands.filter(
        (name) =>
          !['ci', 'init', 'install', 'pack', 'pkg', 'update'].includes(name) && scripts[name] === undefined,
      ),
    ).toEqual([]);
  });

  test.each(pages)('%s: every link to a file leads to one', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });
});

// A block of code below such a mark is part of a file that is compiled and tested.
const marked = /<!-- region (\w+) of (\S+) -->\s+```[jt]s\n([\s\S]*?)```/g;

// What stands inside of a function begins at the left in a page.
const atTheLeft = (code: string): string => {
  const [indent = ''] = /^ */.exec(code) ?? [];
  return code.replaceAll(new RegExp(`^ {0,${indent.length}}`, 'gm'), '');
};

// In an app of one's own the folder lies beside the file, or stands among the packages.
const withFolders = (code: string): string =>
  code.replaceAll(/'(?:\.\.\/)+src\//g, "'./").replaceAll("'./lift.js'", "'./app.js'");
const withPackages = (code: string): string =>
  code
    .replaceAll(/'(?:\.\.\/)+src\/auth\/index\.js'/g, "'cognito-relying-party'")
    .replaceAll(/'(?:\.\.\/)+src\/(redis|aws|testing)\/index\.js'/g, "'cognito-relying-party/$1'")
    .replaceAll(/'(?:\.\.\/)+src\/local-pool\/index\.js'/g, "'cognito-local-pool'")
    .replaceAll("'./lift.js'", "'./app.js'");

test('code in the pages is the code that is tested', () => {
  const blocks = pages.flatMap((page) =>
    [...read(page).matchAll(marked)].map(([, region = '', file = '', code = '']) => ({
      page,
      region,
      file,
      code,
    })),
  );
  expect(blocks.length).toBeGreaterThan(0);
  for (const { page, region, file, code } of blocks) {
    const text = new RegExp(`// #region ${region}\\n([\\s\\S]*?)// #endregion`).exec(read(file))?.[1] ?? '';
    const shown = atTheLeft(text);
    expect(code).toBe(page.startsWith('packages/') ? withPackages(shown) : withFolders(shown));
  }
});

// A diff below such a mark leads to a part of a file that is compiled and tested.
const markedDiff = /<!-- diff to region (\w+) of (\S+) -->\s+```diff\n([\s\S]*?)```/g;

test('diffs in the pages lead to the code that is tested', () => {
  const diffs = [...pages.map(read).join('\n').matchAll(markedDiff)];
  expect(diffs.length).toBeGreaterThan(0);
  for (const [, region = '', file = '', diff = ''] of diffs) {
    const text = new RegExp(`// #region ${region}\\n([\\s\\S]*?)// #endregion`).exec(read(file))?.[1] ?? '';
    const after = diff.split('\n').filter((line) => !line.startsWith('-'));
    expect(after.map((line) => line.slice(1)).join('\n')).toBe(withFolders(text));
  }
});

describe('docs/lifting.md', () => {
  const page = read('docs/lifting.md');
  const named = new Set([...page.matchAll(/^\| `([\w./-]+)/gm)].map(([, name = '']) => name));

  test('has every option, and what createAuth gives', () => {
    const store = createMemoryStore();
    const auth = createAuth({
      pool: { issuer: 'http://127.0.0.1:9400/us-east-1_Local0001', clientId: 'client' },
      baseUrl: 'http://localhost:3000',
      secrets: ['a secret of the tests that is long enough'],
      store,
    });
    const pool = Object.keys(checksOfPool).map((name) => `pool.${name}`);
    const api = Object.keys(checksOfApi).map((name) => `api.${name}`);
    const all = [...Object.keys(checksOfSite), ...pool, ...api, ...Object.keys(auth)];
    expect(all.filter((name) => !named.has(name))).toEqual([]);
    const routes = routesOf(auth.router, '/auth').map(({ path }) => path);
    expect(new Set([...named].filter((name) => name.startsWith('/auth/')))).toEqual(new Set(routes));
  });
});

describe("the local pool's book", () => {
  const chapters = readdirSync('docs/local-pool').map((file) => join('docs/local-pool', file));

  test('its first page leads to each chapter, and each chapter back', () => {
    const contents = read('docs/local-pool.md');
    expect(chapters.filter((file) => !contents.includes(`](${file.replace('docs/', '')})`))).toEqual([]);
    expect(
      chapters.filter((file) => !read(file).startsWith('[The local user pool](../local-pool.md)')),
    ).toEqual([]);
  });

  test.each([...chapters, 'docs/local-pool.md'])('%s: every link to a heading leads to one', (page) => {
    const links = [...read(page).matchAll(/\]\(((?!https?:)[^)#\s]*)#([^)]+)\)/g)];
    const broken = links.filter(([, file = '', heading = '']) => {
      const target = file === '' ? page : join(dirname(page), file);
      return !headingsIn(read(target)).includes(heading);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('names each format of --print', () => {
    const [, chapter = ''] =
      /^## What to paste\n([\s\S]*?)^## /m.exec(read('docs/local-pool/start.md')) ?? [];
    const named = [...chapter.matchAll(/^\| `([\w-]+)` /gm)].map(([, name]) => name);
    expect(named).toEqual([...Object.keys(snippetFormats), 'all']);
  });

  test('says of each operation what the table says (else: npm run docs:operations)', () => {
    const plans = { ESSENTIALS: 'Essentials', PLUS: 'Plus' };
    const cells = /^\| \[(\w+)\]\(\S+\) +\| (\w+) +\| (\w+) +\| (.*?) *\|$/gm;
    const rows = [...read('docs/local-pool/operations.md').matchAll(cells)];
    expect(rows.map(([, name, state, plan, note]) => ({ name, state, plan, note }))).toEqual(
      operationStates.map(({ name, state, plan, note = '' }) => ({
        name,
        state,
        plan: plan === undefined ? 'Lite' : plans[plan],
        note,
      })),
    );
  });
});

/** What a link to a heading of a page on GitHub says behind its #. */
const headingsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

test('docs/moving names options of createAuth that there are (F-L2)', () => {
  const moving = pages
    .filter((page) => page.startsWith(join('docs', 'moving')))
    .map(read)
    .join('\n');
  const named = [...moving.matchAll(/`pool\.(\w+)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !(name in checksOfPool))).toEqual([]);
});

test('docs/doctor.md has a row for each check of the doctor, in its order, and marks those of Cognito', () => {
  const rows = [...read('docs/doctor.md').matchAll(/^\| `([a-z-]+)`( ◆)? /gm)];
  expect(rows.map(([, name, mark]) => [name, mark !== undefined])).toEqual(
    checks.map(({ name, isOfCognito = false }) => [name, isOfCognito]),
  );
});

test('test/README.md names a suite for each file of src/redis', () => {
  const files = readdirSync('src/redis').filter((file) => file !== 'index.ts');
  const rows = [...read('test/README.md').matchAll(/^\| `([\w-]+\.ts)` +\| `(redis\/[\w-]+\.test\.ts)`/gm)];
  expect(rows.map(([, file]) => file)).toEqual(files.toSorted());
  expect(rows.filter(([, , suite = '']) => !existsSync(join('test', suite)))).toEqual([]);
});
