import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { createFamilies } from '../../../src/ops/metrics/families.js';
import { createProcessMetrics } from '../../../src/ops/metrics/process.js';
import { groupsIn, selectorsIn } from '../../support/promql.js';
import { describeWithPromtool, promtool } from '../../support/promtool.js';

// The dashboard and the alert rules ask for nothing that the code does not have, and leave nothing out without a word.

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const { groups } = parse(readFileSync('ops/alerts.yaml', 'utf8')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readFileSync('ops/dashboard.json', 'utf8')) as {
  readonly panels: readonly Panel[];
};
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map((one) => ({ title, ...one })),
);

const families = Object.values(createFamilies());
const ofProcess = await createProcessMetrics().text();

/** Labels that Prometheus adds to every series. */
const ofPrometheus = ['instance', 'job'];

/** The labels of a metric, each with its values where they have names. Undefined: there is no such metric. */
const labelsOf = (metric: string): ReadonlyMap<string, readonly string[] | undefined> | undefined => {
  const family = families.find(({ name, type }) =>
    type === 'histogram'
      ? ['_bucket', '_sum', '_count'].some((end) => name + end === metric)
      : name === metric,
  );
  const always = ofPrometheus.map((label) => [label, undefined] as const);
  if (family !== undefined) {
    const own = Object.entries(family.labels).map(
      ([label, values]) => [label, 'most' in values ? undefined : values] as const,
    );
    return new Map([...own, ...always, ...(metric.endsWith('_bucket') ? [['le', undefined] as const] : [])]);
  }
  const base = metric.replace(/_(?:bucket|sum|count)$/, '');
  return new RegExp(`^# TYPE (?:${metric}|${base}) `, 'm').test(ofProcess) ? new Map(always) : undefined;
};

const fits = (
  { operator, value }: { readonly operator: string; readonly value: string },
  word: string,
): boolean => (operator.includes('~') ? new RegExp(`^(?:${value})$`).test(word) : value === word);

/** What an expression asks for and the code does not have. */
const unknownIn = (expression: string): readonly string[] => {
  const selectors = selectorsIn(expression);
  const known = new Set(selectors.flatMap(({ metric }) => [...(labelsOf(metric)?.keys() ?? [])]));
  return [
    ...selectors.flatMap(({ metric, matchers }) => {
      const labels = labelsOf(metric);
      if (labels === undefined) return [metric];
      return matchers.flatMap((one) => {
        const values = labels.get(one.label);
        if (!labels.has(one.label)) return [`${metric} ${one.label}`];
        return values === undefined || values.some((word) => fits(one, word))
          ? []
          : [`${metric} ${one.label}${one.operator}${one.value}`];
      });
    }),
    ...groupsIn(expression).filter((label) => !known.has(label)),
  ];
};

describe('the look for what an expression asks for', () => {
  test.each([
    ['sum by (code) (rate(sign_ins_failed_total{code="pool_rejected"}[5m])) > 450e6', []],
    ['rate(sign_ins_failed_totals[5m] offset 10m)', ['sign_ins_failed_totals']],
    ['sum(sign_ins_failed_total{kode="pool_rejected"})', ['sign_ins_failed_total kode']],
    ['sum(sign_ins_failed_total{code=~"pool_reject"})', ['sign_ins_failed_total code=~pool_reject']],
    ['sum by (kode) (sign_ins_failed_total)', ['kode']],
    ['rate(token_refresh_wait_seconds[5m])', ['token_refresh_wait_seconds']],
  ])('%s', (expression, unknown) => {
    expect(unknownIn(expression)).toEqual(unknown);
  });
});

describe('the alert rules', () => {
  test.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s asks for what there is',
    (_name, { expr }) => {
      expect(selectorsIn(expr)).not.toEqual([]);
      expect(unknownIn(expr)).toEqual([]);
    },
  );

  test('have names of their own, say how urgent they are, and what is the matter', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { labels, annotations } of rules) {
      expect(['page', 'ticket']).toContain(labels['severity']);
      expect(annotations.summary).toMatch(/^.{20,}\.$/);
    }
  });

  test('each leads to a page that says what to do', () => {
    const pages = rules.flatMap(({ annotations: { runbook } }) =>
      ['store', 'pool'].map((part) => runbook.replace('{{ $labels.part }}', part)),
    );
    expect(
      pages.filter((page) => !/^docs\/(?:runbooks\/[a-z-]+\.md|[a-z]+\.md(?:#[a-z-]+)?)$/.test(page)),
    ).toEqual([]);
    expect(pages.filter((page) => !existsSync(page.split('#')[0] ?? ''))).toEqual([]);
  });

  test('each is explained in docs/operations.md, and no other', () => {
    const section =
      readFileSync('docs/operations.md', 'utf8')
        .split(/^## Alerts$/m)[1]
        ?.split(/^## /m)[0] ?? '';
    const rows = [...section.matchAll(/^\| `(\w+)` +\| \[[^\]]*\]\(([^)]+)\)/gm)].map(([, name, link]) => [
      name,
      link,
    ]);
    expect(rows).toEqual(
      rules.map(({ alert, annotations: { runbook } }) => [
        alert,
        runbook
          .replace('{{ $labels.part }}', 'store')
          .replace(/^docs\//, '')
          .replace('operations.md#', '#'),
      ]),
    );
  });
});

/** What the tests of the rules look at: an alert at a time, and what is to ring there. */
const { tests } = parse(readFileSync('ops/alerts.test.yaml', 'utf8')) as {
  readonly tests: readonly {
    readonly alert_rule_test: readonly {
      readonly alertname: string;
      readonly exp_alerts?: readonly object[];
    }[];
  }[];
};
const looks = tests.flatMap(({ alert_rule_test }) => alert_rule_test);

describe('ops/alerts.test.yaml', () => {
  test.each(rules.map(({ alert }) => alert))('lets %s ring, and be silent', (alert) => {
    const rings = looks
      .filter(({ alertname }) => alertname === alert)
      .map(({ exp_alerts: expected = [] }) => expected.length > 0);
    expect(new Set(rings)).toEqual(new Set([true, false]));
  });

  test('looks at no alert that there is not', () => {
    const names = new Set(rules.map(({ alert }) => alert));
    expect(looks.filter(({ alertname }) => !names.has(alertname))).toEqual([]);
  });
});

describe('the dashboard', () => {
  test.each(queries.map((query) => [query.title, query] as const))(
    '%s asks for what there is',
    (_title, { expr }) => {
      expect(selectorsIn(expr)).not.toEqual([]);
      expect(unknownIn(expr)).toEqual([]);
    },
  );

  test('names in its legends what its expressions keep apart', () => {
    const wrong = queries.filter(({ expr, legendFormat }) =>
      [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].some(
        ([, label = '']) =>
          !groupsIn(expr).includes(label) && !(label === 'instance' && groupsIn(expr).length === 0),
      ),
    );
    expect(wrong.map(({ title }) => title)).toEqual([]);
  });

  test('shows every metric', () => {
    const shown = new Set(queries.flatMap(({ expr }) => selectorsIn(expr).map(({ metric }) => metric)));
    const missing = families.filter(({ name, type }) =>
      type === 'histogram' ? !['_bucket', '_count'].some((end) => shown.has(name + end)) : !shown.has(name),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('has panels that do not lie on each other, and ids of their own', () => {
    const { panels } = dashboard as unknown as {
      readonly panels: readonly {
        readonly id: number;
        readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
      }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });
});

describeWithPromtool('Prometheus', () => {
  test('takes the rules', () => {
    expect(promtool(['check', 'rules', 'ops/alerts.yaml']).said).toContain(
      `SUCCESS: ${rules.length} rules found`,
    );
  });

  test('lets them ring when they are to, and be silent when they are not', () => {
    const { status, said } = promtool(['test', 'rules', 'ops/alerts.test.yaml']);
    expect([status, said]).toEqual([0, expect.stringContaining('SUCCESS')]);
  }, 60_000);

  test('takes every expression of the dashboard', () => {
    const asRules = queries.map(({ expr }, index) => ({
      record: `panel_${index}`,
      expr: expr.replaceAll('$__rate_interval', '5m'),
    }));
    const file = join(mkdtempSync(join(tmpdir(), 'dashboard-')), 'rules.json');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules: asRules }] }));
    const { said } = promtool(['check', 'rules', file]);
    rmSync(dirname(file), { recursive: true });
    expect(said).toContain(`SUCCESS: ${queries.length} rules found`);
  });
});
