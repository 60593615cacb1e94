import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

/** What `scripts/llms.mjs --json` reads from website/navigation.json and from the folders. */
interface Read {
  readonly text: string;
  readonly pages: readonly string[];
  readonly unlisted: readonly string[];
  readonly missing: readonly string[];
}

const { text, pages, unlisted, missing } = JSON.parse(
  execFileSync(process.execPath, ['scripts/llms.mjs', '--json'], { encoding: 'utf8' }),
) as Read;

describe('the menu of the documentation site', () => {
  test('has every page (else: a row in website/navigation.json)', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(unlisted).toEqual([]);
  });

  test('has no page that is gone', () => {
    expect(missing).toEqual([]);
  });
});

describe('llms.txt', () => {
  const lines = readFileSync('llms.txt', 'utf8').split('\n');

  test('says what the menu says (else: npm run docs:llms)', () => {
    expect(lines.join('\n')).toBe(text);
  });

  test('has the form of llmstxt.org: one title, a summary, and sections of links', () => {
    expect(lines[0]).toMatch(/^# \S/);
    expect(lines[2]).toMatch(/^> \S/);
    const [first = 0] = lines.flatMap((line, index) => (line.startsWith('## ') ? [index] : []));
    const others = lines.slice(first).filter((line) => line !== '' && !/^## \S/.test(line));
    expect(others.filter((line) => !/^- \[[^\]]+\]\([^)]+\)(: \S.*)?$/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('# '))).toHaveLength(1);
  });

  test('leads to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});

test('no registry is named in the lock file of the site, and nothing of it is a dependency here', () => {
  expect(readFileSync('website/package-lock.json', 'utf8')).not.toContain('"resolved"');
  expect(readFileSync('package.json', 'utf8')).not.toMatch(/vitepress|mermaid/);
});
