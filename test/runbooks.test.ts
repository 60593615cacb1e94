import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { statusByCode } from '../src/auth/index.js';
import { endReasons, familyReasons, hintFor, reasonFamilies, reasons } from '../src/auth/reasons.js';
import { settings } from '../src/config/settings.js';
import { createMetrics } from '../src/ops/metrics.js';
import { plainText } from '../src/ops/log.js';
import { sourcesIn } from './support/sources.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const nightCalls = [
  'pool-away',
  'store-away',
  'everybody-signed-out',
  'nobody-can-sign-in',
  'sign-in-loops',
  'memory-grows',
  'keys-rotated',
  'secret-leaked',
  'moving-to-another-pool',
  'moving-to-another-domain',
];
const pathOf = (name: string): string => `docs/runbooks/${name}.md`;

type Line = Readonly<Record<string, unknown>>;

const linesIn = (page: string): readonly Line[] =>
  [...page.matchAll(/^ *(\{"level".*\})$/gm)].map(([, line = '']) => JSON.parse(line) as Line);

const schema = JSON.parse(read('docs/audit-log.schema.json')) as {
  readonly oneOf: readonly { readonly $ref: string }[];
};
const isAuditLine = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);

const sources = sourcesIn('src').map(({ path }) => read(path));
const events = new Set([
  ...schema.oneOf.map(({ $ref }) => $ref.replace('#/$defs/', '')),
  ...sources.flatMap((text) =>
    [...text.matchAll(/\blog\(\s*(?:\w+ >= 500[^,]+|'\w+'), '(\w+)'|event: '(\w+)'/g)].map(
      ([, called, written]) => called ?? written ?? '',
    ),
  ),
]);
const codes = new Set([...Object.keys(statusByCode), 'invalid_grant', 'unexpected']);
const isReason = (word: string): boolean =>
  word in reasons ||
  word in endReasons ||
  word in familyReasons ||
  /^(?:pool_status_|err_|oauth_|E[A-Z]+$|UND_ERR_)/.test(word);

/** The names of the metrics, and the values of those labels that are there from the start. */
const metricWords = async (): Promise<ReadonlySet<string>> => {
  const text = await createMetrics({ withProcess: true }).text();
  const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
  const values = [...text.matchAll(/="(\w+)"/g)].map(([, value = '']) => value);
  return new Set([...names.flatMap((name) => [name, `${name}_count`, `${name}_bucket`]), ...values]);
};

/** Words of Redis, of Node and of OpenID Connect, which are not ours to have. */
const ofOthers = new Set(
  'evicted_keys maxmemory maxmemory_policy noeviction requirepass uptime_in_seconds used_memory_human NODE_OPTIONS jwks_uri redirect_mismatch invalid_request sub'.split(
    ' ',
  ),
);

/** What a line of the audit log may have. */
const members = new Set(
  [...read('docs/audit-log.schema.json').matchAll(/"(\w+)": \{/g)].map(([, name = '']) => name),
);

describe.each(nightCalls)('docs/runbooks/%s.md', (name) => {
  const page = read(pathOf(name));

  test('goes from what leads there to what not to do', () => {
    const parts = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(page).toMatch(/^# .*\n\nLeads here: /);
    expect(parts).toEqual([
      'What people see',
      'What to look at',
      'What to do',
      'How to know that it is over',
      'What not to do',
    ]);
  });

  test('quotes lines that the site writes, with the hint that it gives', () => {
    for (const line of linesIn(page)) {
      expect(events).toContain(line['event']);
      if (line['audit'] !== undefined) expect([line, isAuditLine(line)]).toEqual([line, true]);
      if (typeof line['code'] === 'string') expect(codes).toContain(line['code']);
      const { reason } = line;
      if (typeof reason !== 'string') continue;
      expect([reason, isReason(reason) || codes.has(reason)]).toEqual([reason, true]);
      // The site calls by Node's HTTP client: words of undici are those of apps with the fetch of Node.
      expect(reason).not.toMatch(/^UND_ERR_/);
      const hint = hintFor(reason);
      if (hint !== undefined && line['hint'] !== undefined) expect(line['hint']).toBe(plainText(hint));
    }
  });

  test('names events, codes, reasons, metrics and settings that there are', async () => {
    const metrics = await metricWords();
    const isSetting = (word: string): boolean => word.replace(/_FILE$/, '') in settings;
    const said = [...page.matchAll(/`([^`\n]+)`|^(?!\{)([^`|\n]*(?:logs|ask|store) [^`\n]*)$/gm)].map(
      ([, span, command]) => span ?? command ?? '',
    );
    // A word alone may be an event or a reason too: `listening`, `timeout`.
    const words = said.flatMap((text) => text.match(/^[a-z]+$|[A-Za-z]+(?:_[A-Za-z0-9]+)+/g) ?? []);
    const unknown = words.filter(
      (word) =>
        !events.has(word) &&
        !codes.has(word) &&
        !isReason(word) &&
        !metrics.has(word) &&
        !isSetting(word) &&
        !members.has(word) &&
        !ofOthers.has(word),
    );
    expect(unknown).toEqual([]);
    expect(words.length).toBeGreaterThan(3);
  });

  test('names alerts that there are, and each alert that leads here', () => {
    const { groups } = parse(read('ops/alerts.yaml')) as {
      readonly groups: readonly {
        readonly rules: readonly {
          readonly alert: string;
          readonly annotations: { readonly runbook: string };
        }[];
      }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    const head = page.slice(0, page.indexOf('## What people see'));
    const leading = rules.filter(({ annotations }) => annotations.runbook === pathOf(name));
    for (const { alert } of leading) expect(head).toContain(`\`${alert}\``);
    const named = [...head.matchAll(/`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`/g)].map(([, alert]) => alert);
    expect(named.filter((alert) => !rules.some((rule) => rule.alert === alert))).toEqual([]);
  });
});

test('there is a page for each night call, no other, and docs/operations.md leads to each', () => {
  expect(readdirSync('docs/runbooks').toSorted()).toEqual(nightCalls.map((name) => `${name}.md`).toSorted());
  const index = read('docs/operations.md');
  expect(nightCalls.filter((name) => !index.includes(`](runbooks/${name}.md)`))).toEqual([]);
});

test('families of reasons that the pages name are those of the code', () => {
  expect(Object.keys(reasonFamilies).join(' ')).toMatch(/pool_status_.*err_.*oauth_/);
});

/** The anchors of a page, as GitHub makes them from its headings. */
const anchorsOf = (path: string): ReadonlySet<string> => {
  const text = read(path).replaceAll(/^ *```[\s\S]*?^ *```/gm, '');
  return new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
};

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

test.each(pages)('%s: every link to a part of a page leads to one', (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)#([^)\s]+)\)/g)];
  const broken = links.filter(([, file = '', anchor = '']) => {
    const target = file === '' ? path : join(dirname(path), file);
    return target.endsWith('.md') && !(existsSync(target) && anchorsOf(target).has(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});
