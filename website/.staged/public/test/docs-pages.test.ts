import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { awsTexts } from '../src/pages/aws-texts.js';
import { errorTexts, textsByPoolError, textsByReason } from '../src/pages/error-texts.js';
import { textForStatus } from '../src/pages/status-texts.js';

const read = (path: string): string => readFileSync(path, 'utf8');

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

  test('has at least 25 words of Cognito’s side (F-R99)', () => {
    const [, cognito = ''] = page.split('## On pages of Cognito');
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

test.each(['cookbook', 'pages', 'troubleshooting'])(
  'docs/%s.md leads to headings that are there (F-R98)',
  (name) => {
    const links = [...read(`docs/${name}.md`).matchAll(/\]\(([\w.-]+\.md)#([^)]+)\)/g)];
    const broken = links.filter(
      ([, file = '', anchor = '']) => !anchorsOf(read(`docs/${file}`)).includes(anchor),
    );
    expect(broken.map(([link]) => link)).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  },
);
