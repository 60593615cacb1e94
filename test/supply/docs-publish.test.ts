import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

// The branch gh-pages of a repository of its own, after three runs of the workflow `docs`.
const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = resolve('website/publish.sh');
const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
    cwd: join(folder, cwd),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** What one run of the workflow does: a fresh clone, and the pages that were built. */
const publish = (name: string, pages: Readonly<Record<string, string>>): void => {
  const clone = `clone-${name}`;
  git('.', 'clone', '-q', '--branch', 'main', 'origin.git', clone);
  for (const [path, text] of Object.entries(pages)) {
    mkdirSync(join(folder, `built-${name}`, path), { recursive: true });
    writeFileSync(join(folder, `built-${name}`, path, 'index.html'), text);
  }
  execFileSync('sh', [script, `../built-${name}`, name], { cwd: join(folder, clone), stdio: 'ignore' });
};

test('a tag has its folder for good, the newest is at the root, and a page lists all', () => {
  git('.', 'init', '-q', '--bare', '--initial-branch=main', 'origin.git');
  git('.', 'init', '-q', '--initial-branch=main', 'first');
  git('first', 'commit', '-q', '--allow-empty', '-m', 'first');
  git('first', 'push', '-q', '../origin.git', 'main');

  publish('main', { main: 'not released' });
  expect(git('origin.git', 'show', 'gh-pages:index.html')).toContain('url=main/');
  publish('v0.9.0', { 'v0.9.0': 'older', 'latest': 'older at the root', 'latest/gone': 'a page that goes' });
  publish('v0.10.0', { 'v0.10.0': 'newer', 'latest': 'newer at the root' });

  const show = (path: string): string => git('origin.git', 'show', `gh-pages:${path}`);
  expect(git('origin.git', 'ls-tree', '-r', '--name-only', 'gh-pages').trim().split('\n')).toEqual([
    '.nojekyll',
    'index.html',
    'main/index.html',
    'v0.10.0/index.html',
    'v0.9.0/index.html',
    'versions.html',
  ]);
  expect([show('index.html'), show('v0.9.0/index.html')]).toEqual(['newer at the root', 'older']);
  expect([...show('versions.html').matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    'main/',
    'v0.10.0/',
    'v0.9.0/',
  ]);
}, 60_000);
