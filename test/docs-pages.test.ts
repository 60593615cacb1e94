import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createAuth, createMemoryStore } from '../src/auth/index.js';
import { settings } from '../src/config/settings.js';
import { awsTexts } from '../src/pages/aws-texts.js';
import { errorTexts, textsByPoolError, textsByReason } from '../src/pages/error-texts.js';
import { textForStatus } from '../src/pages/status-texts.js';
import { routesOf } from './support/routes.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const sourcesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(join(folder, file)))
    .join('\n');

describe('docs/troubleshooting.md', () => {
  const page = read('docs/troubleshooting.md');
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  const titled = (title: string): string | undefined => rows.find((row) => row.startsWith(`| ${title} `));

  test.each(Object.entries(errorTexts))(
    'has the page of %s by its title, with its code (F-R99)',
    (code, { title }) => {
      expect(titled(title)).toContain(`\`${code}\``);
    },
  );

  test('has every other title that a page of errors can have (F-R99)', () => {
    const texts = [
      ...textsByPoolError.values(),
      ...textsByReason.values(),
      ...awsTexts.values(),
      ...[400, 404, 405, 413, 418, 500].map(textForStatus),
    ];
    expect(texts.map(({ title }) => title).filter((title) => titled(title) === undefined)).toEqual([]);
  });

  test('has the beginnings of what src/auth says of a mistake in the app, as they are (F-L3, F-L7)', () => {
    const [, lifted = ''] = page.split('## In the terminal');
    const words = [...lifted.matchAll(/^\| `([^`]+)` /gm)].map(([, words = '']) => words);
    const code = sourcesIn('src/auth');
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((one) => !code.includes(one))).toEqual([]);
  });

  test('has what the site prints when it cannot start or is not asked as it should be, as it is', () => {
    const [, own = ''] = page.split(/^## (?:What this site prints and logs|On pages of Cognito).*$/m);
    const words = [...own.matchAll(/^\| `([^`]+)` /gm)].flatMap(([, said = '']) => said.split(/ ?… ?/));
    const code = sourcesIn('src');
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((one) => !code.includes(one))).toEqual([]);
  });

  test('has at least 25 words of Cognito’s side (F-R99)', () => {
    const [, cognito = ''] = page.split(/^## (?:On pages of Cognito|In the terminal).*$/m);
    expect(cognito.split('\n').filter((line) => line.startsWith('| ')).length - 2).toBeGreaterThanOrEqual(25);
  });
});

test('what the page after a sign-out says stands in a document, with what it does not end (F-R57)', () => {
  const page = read('docs/pages.md');
  for (const said of [
    'Other browsers and devices',
    'Access tokens already given out',
    'A company or social account',
  ])
    expect(page).toContain(`| ${said}`);
});

/** As GitHub makes anchors of headings. */
const anchorsOf = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

const everyPage = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

test.each(everyPage)('%s leads to headings that are there (F-R98)', (page) => {
  const links = [...read(page).matchAll(/\]\(((?!https?:)[\w./-]*)#([^)\s]+)\)/g)];
  const broken = links.filter(([, file = '', anchor = '']) => {
    const target = file === '' ? page : join(dirname(page), file);
    return target.endsWith('.md') && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

describe('README.md', () => {
  const page = read('README.md');

  test('lists every document of docs (F-R98)', () => {
    const documents = readdirSync('docs').filter((file) => file.endsWith('.md'));
    expect(documents.filter((file) => !page.includes(`| [docs/${file}](docs/${file})`))).toEqual([]);
  });

  test('shows pictures that are there', () => {
    const pictures = [...page.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file);
    expect(pictures).not.toEqual([]);
    expect(pictures.filter((file) => !existsSync(file))).toEqual([]);
  });
});

test('no two decisions have one number, and each begins with its own', () => {
  const files = readdirSync('docs/decisions');
  const numbers = files.map((file) => Number(file.slice(0, 4)));
  expect(new Set(numbers).size).toBe(files.length);
  for (const [at, file] of files.entries())
    expect(read(`docs/decisions/${file}`)).toMatch(new RegExp(`^# ${numbers[at]}\\. `));
});

test('docs/what-happens-to-a-request.md names files that are there', () => {
  const files = [...read('docs/what-happens-to-a-request.md').matchAll(/[\w-]+\/[\w-]+\.ts/g)].map(String);
  expect(files.length).toBeGreaterThan(15);
  expect(files.filter((file) => !existsSync(`src/auth/${file}`))).toEqual([]);
});

describe('what pages name', () => {
  const metricSources = sourcesIn('src/ops');
  const auth = createAuth({
    pool: { issuer: 'http://127.0.0.1:9400/us-east-1_Local0001', clientId: 'client' },
    baseUrl: 'http://localhost:3000',
    secrets: ['a secret of the tests that is long enough'],
    store: createMemoryStore(),
  });

  // Those that this release only speaks of: names of other programs begin otherwise.
  test.each(everyPage)('%s: every setting is one (F-R98)', (page) => {
    const named = [
      ...read(page).matchAll(/^[+-]?((?:COGNITO|SESSION|REDIS|TRUST|AUDIT|API|BASE)_[A-Z_]+)=/gm),
    ].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in settings))).toEqual([]);
  });

  test.each(everyPage)('%s: every member of auth is one (F-R98)', (page) => {
    const named = [...read(page).matchAll(/(?<![\w/.-])auth\.(?!ts\b)([a-z]\w+)\b(?!\.)/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !(name in auth))).toEqual([]);
  });

  test.each(everyPage)('%s: every route below /auth is one (F-R98)', (page) => {
    const routes = new Set(routesOf(auth.router, '/auth').map(({ path }) => path));
    const named = [...read(page).matchAll(/(?<![\w.])(\/auth\/[a-z-]+)(?![\w./*-])/g)].map(
      ([, path = '']) => path,
    );
    // Those of Auth.js.
    const elsewhere = new Set(['/auth/signin', '/auth/signout']);
    expect(named.filter((path) => !routes.has(path) && !elsewhere.has(path))).toEqual([]);
  });

  // Those of Node itself are made by prom-client.
  test.each(everyPage)('%s: every metric is one (F-R98)', (page) => {
    const named = [...read(page).matchAll(/`((?!nodejs_|process_)[a-z]+_[a-z_]+_(?:total|seconds))`/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !metricSources.includes(`'${name}'`))).toEqual([]);
  });
});

describe('the forms for issues', () => {
  const forms = readdirSync('.github/ISSUE_TEMPLATE').filter((file) => file !== 'config.yml');

  test.each(forms)('%s says what it is for, and asks', (file) => {
    const form = parse(read(join('.github/ISSUE_TEMPLATE', file))) as {
      readonly body: readonly { readonly type: string; readonly id?: string }[];
    };
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const ids = form.body.flatMap(({ id }) => (id === undefined ? [] : [id]));
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
