import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AuthError, createMemoryStore, type AuthEvent } from '../../../src/auth/index.js';
import { createFamilies } from '../../../src/ops/metrics/families.js';
import type { LabelValues } from '../../../src/ops/metrics/instruments.js';
import { createMetrics, type Metrics } from '../../../src/ops/metrics.js';
import { createFaultyStore } from '../../support/faulty-store.js';
import { samplesIn, valueOf } from '../../support/exposition.js';
import { describeWithPromtool, promtool } from '../../support/promtool.js';
import { sampleSession } from '../../support/sample-session.js';

const session = { session: 'Qm9vZ2ll', userId: 'ada' };
const person = { issuer: 'https://issuer.example', id: 'ada' };

const told = async (...events: readonly AuthEvent[]): Promise<string> => {
  const metrics = createMetrics();
  for (const event of events) metrics.countAuthEvent(event);
  return metrics.text();
};

describe('how many sign-ins get lost', () => {
  const started = { type: 'sign_in_started', isStepUp: false } as const;
  const succeeded = { type: 'sign_in_succeeded', durationMs: 12_000, isStepUp: false, ...session } as const;

  test('is told by those that began, those that ended well, and those that failed by their code', async () => {
    const text = await told(started, started, started, succeeded, {
      type: 'sign_in_failed',
      code: 'sign_in_refused',
      reason: 'pool_answered_error',
    });
    expect(valueOf(text, 'sign_ins_started_total', { kind: 'person' })).toBe(3);
    expect(valueOf(text, 'sign_in_duration_seconds_count', { kind: 'person' })).toBe(1);
    expect(valueOf(text, 'sign_ins_failed_total', { code: 'sign_in_refused' })).toBe(1);
    expect(valueOf(text, 'sign_ins_failed_total')).toBe(1);
  });

  test('is not blurred by looks that nobody asked for, nor by a second trip of the same sign-in', async () => {
    const text = await told(
      { ...started, isSilent: true },
      { ...started, isAgain: true },
      { ...started, isStepUp: true },
      { ...succeeded, isSilent: true },
      { ...succeeded, isStepUp: true },
    );
    const startedAs = (kind: string) => valueOf(text, 'sign_ins_started_total', { kind });
    const completedAs = (kind: string) => valueOf(text, 'sign_in_duration_seconds_count', { kind });
    expect(['person', 'step_up', 'silent', 'again'].map(startedAs)).toEqual([0, 1, 1, 1]);
    expect(['person', 'step_up', 'silent'].map(completedAs)).toEqual([0, 1, 1]);
  });

  test('goes with how long they take, from the redirect to the session', async () => {
    const text = await told(succeeded);
    expect(valueOf(text, 'sign_in_duration_seconds_sum', { kind: 'person' })).toBe(12);
    expect(valueOf(text, 'sign_in_duration_seconds_bucket', { kind: 'person', le: '10' })).toBe(0);
    expect(valueOf(text, 'sign_in_duration_seconds_bucket', { kind: 'person', le: '20' })).toBe(1);
    expect(valueOf(text, 'sign_in_duration_seconds_bucket', { kind: 'person', le: '+Inf' })).toBe(1);
  });
});

test('refreshes are told by what came of them', async () => {
  const failed = { type: 'refresh_failed', ...session } as const;
  const text = await told(
    { type: 'tokens_refreshed', durationMs: 300, ...session },
    { ...failed, isTransient: true, code: 'pool_timeout', reason: 'deadline' },
    { ...failed, isTransient: false, code: 'invalid_grant' },
    { ...failed, isTransient: false, code: 'pool_rejected', reason: 'other_sign_in' },
  );
  const of = (outcome: string) => valueOf(text, 'token_refreshes_total', { outcome });
  expect(['refreshed', 'failed_for_now', 'refused', 'failed'].map(of)).toEqual([1, 1, 1, 1]);
  expect(valueOf(text, 'token_refresh_duration_seconds_sum')).toBe(0.3);
});

test('how long requests wait for a refresh is told, and where it was made', async () => {
  const text = await told(
    { type: 'refresh_waited', durationMs: 200, isElsewhere: false, ...session },
    { type: 'refresh_waited', durationMs: 1500, isElsewhere: true, ...session },
  );
  expect(valueOf(text, 'token_refresh_wait_seconds_sum', { refreshed: 'here' })).toBe(0.2);
  expect(valueOf(text, 'token_refresh_wait_seconds_sum', { refreshed: 'elsewhere' })).toBe(1.5);
});

test('sessions are told by how they end, those of a sign-out everywhere each', async () => {
  const text = await told(
    { type: 'session_ended', reason: 'idle_limit', ...session },
    { type: 'signed_out', isEverywhere: false, sessions: 1, ...session },
    { type: 'signed_out', isEverywhere: true, sessions: 4, ...session },
    { type: 'sign_in_ended', ...session },
  );
  const of = (reason: string) => valueOf(text, 'sessions_ended_total', { reason });
  expect(['idle_limit', 'signed_out', 'signed_out_everywhere', 'ended_by_person'].map(of)).toEqual([
    1, 1, 4, 1,
  ]);
});

test('calls to the pool are told by endpoint and by what came of them', async () => {
  const text = await told(
    { type: 'pool_called', endpoint: 'jwks', durationMs: 40, outcome: 200 },
    { type: 'pool_called', endpoint: 'token', durationMs: 5000, outcome: 'deadline' },
  );
  expect(valueOf(text, 'pool_call_duration_seconds_count', { endpoint: 'jwks', outcome: '200' })).toBe(1);
  expect(valueOf(text, 'pool_call_duration_seconds_sum', { endpoint: 'token', outcome: 'deadline' })).toBe(5);
});

test('calls of the AWS SDK are told by operation, by what came of them, and by which no it was', async () => {
  const metrics = createMetrics();
  metrics.countAwsCall({ operation: 'GetUser', durationMs: 40, outcome: 'ok' });
  const change = { operation: 'ChangePassword', durationMs: 60, outcome: 'refused' } as const;
  metrics.countAwsCall({ ...change, reason: 'NotAuthorizedException' });
  const text = await metrics.text();
  const of = (end: string, labels: Readonly<Record<string, string>>) =>
    valueOf(text, `aws_call_duration_seconds_${end}`, labels);
  expect(of('count', { operation: 'GetUser', outcome: 'ok', reason: '' })).toBe(1);
  expect(
    of('sum', { operation: 'ChangePassword', outcome: 'refused', reason: 'NotAuthorizedException' }),
  ).toBe(0.06);
});

describe('limits that are hit', () => {
  test('are told by which one it was', async () => {
    const metrics = createMetrics();
    for (const reason of ['rate', 'redirect_loop', 'ending_elsewhere'] as const)
      metrics.countFailure({ error: new AuthError('too_many_requests', { reason }), status: 429 });
    const full = new AuthError('store_unreachable', { reason: 'memory_full' });
    metrics.countFailure({ error: full, status: 503 });
    metrics.countAuthEvent({ type: 'session_ended', reason: 'too_many', ...session });
    metrics.countAuthEvent({
      type: 'pool_called',
      endpoint: 'token',
      durationMs: 0,
      outcome: 'too_many_pool_calls',
    });
    const hit = samplesIn(await metrics.text()).filter(({ name }) => name === 'limits_hit_total');
    expect(hit.map(({ labels, value }) => [labels['limit'], value])).toEqual([
      ['requests', 1],
      ['redirect_loop', 1],
      ['pool_calls', 1],
      ['sessions_per_person', 1],
      ['memory_store', 1],
      ['ending', 1],
    ]);
  });
});

describe('calls to the store', () => {
  const stored = () => {
    const metrics = createMetrics();
    const faulty = createFaultyStore(createMemoryStore());
    return { metrics, faulty, store: metrics.measureStore(faulty) };
  };
  const ofOperation = async (metrics: Metrics, operation: string, outcome: string) =>
    valueOf(await metrics.text(), 'store_call_duration_seconds_count', { operation, outcome });

  test('are told by operation, with how long they took, and by why they failed', async () => {
    const { metrics, faulty, store } = stored();
    await store.create('key', sampleSession());
    await store.read('key');
    faulty.fail('read', 1);
    await expect(store.read('key')).rejects.toThrow('store_unreachable');
    expect(await ofOperation(metrics, 'create', 'ok')).toBe(1);
    expect(await ofOperation(metrics, 'read', 'ok')).toBe(1);
    expect(await ofOperation(metrics, 'read', 'store_other')).toBe(1);
  });

  test('answer what they would have answered, and every piece of a long list is one', async () => {
    const { metrics, store } = stored();
    await store.create('one', sampleSession());
    await store.create('two', sampleSession());
    const keys: string[] = [];
    for await (const some of store.everyKey()) keys.push(...some);
    expect(keys.toSorted()).toEqual(['one', 'two']);
    expect(await ofOperation(metrics, 'everyKey', 'ok')).toBeGreaterThan(0);
  });

  test('leases are told by whether they were free, and whether they were kept', async () => {
    const { metrics, store } = stored();
    await store.leases.take('refresh:a', 'me', 3000);
    await store.leases.take('refresh:a', 'another', 3000);
    await store.leases.renew('refresh:a', 'another', 3000);
    await store.leases.take(`end:${JSON.stringify(person)}`, 'me', 3000);
    const text = await metrics.text();
    const of = (lease: string, outcome: string) => valueOf(text, 'store_leases_total', { lease, outcome });
    expect([of('refresh', 'taken'), of('refresh', 'contended'), of('refresh', 'lost')]).toEqual([1, 1, 1]);
    expect([of('end', 'taken'), of('end', 'contended')]).toEqual([1, 0]);
  });
});

describe('requests that ended in an error', () => {
  test('are told by code and reason, and one that nobody foresaw as such', async () => {
    const metrics = createMetrics();
    const timeout = new AuthError('pool_timeout', { reason: 'deadline' });
    metrics.countFailure({ error: timeout, status: 504 });
    metrics.countFailure({ error: new Error('canary'), status: 500 });
    const text = await metrics.text();
    const of = (code: string, reason: string) => valueOf(text, 'failed_requests_total', { code, reason });
    expect([of('pool_timeout', 'deadline'), of('unexpected', '')]).toEqual([1, 1]);
  });

  test('are not those that the site refused, as it is to', async () => {
    const metrics = createMetrics();
    metrics.countFailure({ error: new AuthError('forbidden'), status: 403 });
    metrics.countFailure({ error: Object.assign(new Error('canary'), { status: 413 }), status: 413 });
    expect(valueOf(await metrics.text(), 'failed_requests_total')).toBe(0);
  });
});

test('what people change about their accounts is counted', async () => {
  const metrics = createMetrics();
  metrics.countAccountEvent({ type: 'password_changed' });
  expect(valueOf(await metrics.text(), 'account_events_total', { event: 'password_changed' })).toBe(1);
});

test('lost lines of the log are counted once each', async () => {
  let lost = 2;
  const metrics = createMetrics({ linesLost: () => lost });
  expect(valueOf(await metrics.text(), 'log_lines_lost_total')).toBe(2);
  lost = 5;
  expect(valueOf(await metrics.text(), 'log_lines_lost_total')).toBe(5);
});

describe('what an alert waits for', () => {
  test('stands at zero before it happens for the first time: a series that appears is no increase', async () => {
    const text = await createMetrics().text();
    expect(valueOf(text, 'failed_requests_total', { code: 'unexpected' })).toBe(0);
    expect(valueOf(text, 'sign_ins_failed_total', { code: 'pool_misconfigured' })).toBe(0);
    expect(valueOf(text, 'sessions_ended_total', { reason: 'other_person' })).toBe(0);
    expect(valueOf(text, 'limits_hit_total', { limit: 'redirect_loop' })).toBe(0);
    expect(valueOf(text, 'log_lines_lost_total')).toBe(0);
  });
});

describe('labels', () => {
  const families = Object.values(createFamilies());
  const familyOf = (name: string) =>
    families.find((one) =>
      [one.name, ...['_bucket', '_sum', '_count'].map((end) => one.name + end)].includes(name),
    );

  /** What stands in a label and in no list of its metric. */
  const strangersIn = (text: string): readonly string[] =>
    samplesIn(text).flatMap(({ name, labels }) =>
      Object.entries(labels).flatMap(([label, value]) => {
        const values = familyOf(name)?.labels[label];
        const isListed = Array.isArray(values) && [...values, 'other'].includes(value);
        return label === 'le' || label === 'route' || isListed ? [] : [`${name} ${label}=${value}`];
      }),
    );

  const anyWord = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'err_made_up',
      'oauth_made_up',
      'pool_status_299',
      'store_made_up',
      'EMADEUP',
      'a"b\\c\nd',
    ),
  );

  test('P-07: have values from fixed lists only, whatever callers, the pool and the store say', async () => {
    await fc.assert(
      fc.asyncProperty(anyWord, fc.integer(), async (word, number) => {
        const metrics = createMetrics();
        const failure = { code: word, reason: word };
        for (const type of ['sign_in_failed', 'refresh_failed', 'session_ended', 'cross_site_refused', word])
          metrics.countAuthEvent({ type, isTransient: false, ...failure, ...session } as never);
        for (const outcome of [word, number])
          metrics.countAuthEvent({ type: 'pool_called', endpoint: word, durationMs: 1, outcome } as never);
        metrics.countAccountEvent({ type: word } as never);
        metrics.countAwsCall({ operation: word, durationMs: 1, outcome: word, reason: word } as never);
        const error = new AuthError(word as never, { reason: word as never });
        metrics.countFailure({ error, status: 500 });
        metrics.countClosed(word as never);
        metrics.setReady(word, false);
        metrics.observeRequest(
          { method: word, route: '/', status: number, durationMs: 1 } as never,
          {} as never,
        );
        const store = metrics.measureStore({
          ...createMemoryStore(),
          read: () => Promise.reject(new AuthError('store_unreachable', { reason: word as never })),
        });
        await store.read('key').catch(() => undefined);
        await store.leases.take(word, 'me', 1000);
        expect(strangersIn(await metrics.text())).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('of routes are the patterns of the code, and never more than two hundred', async () => {
    const metrics = createMetrics();
    for (let index = 0; index < 1000; index += 1)
      metrics.observeRequest(
        { method: 'GET', route: `/${index}`, status: 200, durationMs: 1 } as never,
        {} as never,
      );
    const text = await metrics.text();
    const routes = new Set(
      samplesIn(text)
        .filter(({ name }) => name === 'http_request_duration_seconds_count')
        .map(({ labels }) => labels['route']),
    );
    expect(routes.size).toBe(201);
    expect(valueOf(text, 'http_request_duration_seconds_count', { route: 'other' })).toBe(800);
  });

  test('make few series before anything has happened', async () => {
    expect(samplesIn(await createMetrics().text()).length).toBeLessThan(1000);
  });
});

test('docs/operations.md has every metric with its labels and what it says, and no other', () => {
  const table =
    readFileSync('docs/operations.md', 'utf8')
      .split(/^## Metrics$/m)[1]
      ?.split(/^## /m)[0] ?? '';
  const rows = [...table.matchAll(/^\| (`\w+`) +\| (.*?) *\| (.*?) *\|$/gm)].map(([, ...cells]) => cells);
  // Where a label has a few values, they stand beside it.
  const shown = (label: string, values: LabelValues): string =>
    'most' in values || values.length > 8 ? `\`${label}\`` : `\`${label}\`: ${values.join(', ')}`;
  expect(rows).toEqual(
    Object.values(createFamilies()).map(({ name, labels, help }) => [
      `\`${name}\``,
      Object.entries<LabelValues>(labels)
        .map(([label, values]) => shown(label, values))
        .join('; '),
      help,
    ]),
  );
});

describeWithPromtool('the text of /metrics', () => {
  test('is one that Prometheus reads without a complaint about its form', async () => {
    const metrics = createMetrics({ withProcess: true });
    metrics.countAuthEvent({ type: 'pool_called', endpoint: 'token', durationMs: 40, outcome: 200 });
    metrics.setReady('store', true);
    const { said } = promtool(['check', 'metrics'], await metrics.text());
    // prom-client's own names, which it keeps for those who have them on a dashboard.
    const ofOthers = /^nodejs_active_(?:handles|requests|resources)_total /;
    expect(said.split('\n').filter((line) => line !== '' && !ofOthers.test(line))).toEqual([]);
  });
});
