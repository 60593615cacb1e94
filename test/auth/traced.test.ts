import { readFileSync } from 'node:fs';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../src/auth/index.js';
import { traceFlow, traceRefresher, traceStore } from '../../src/auth/traced.js';
import { createBrowser } from '../support/browser.js';
import { openForEachTest } from '../support/opened.js';
import { signIn } from '../support/people.js';
import { startShortLivedSite, tokenMs } from '../support/short-lived.js';
import { collectSpans } from '../support/spans.js';
import { tokensOf } from '../support/tokens.js';

const spans = collectSpans();
beforeEach(spans.forget);

describe('a site with a tracer', () => {
  const site = openForEachTest(() => startShortLivedSite({ auth: { tracer: spans.tracer } }));

  test('shows a sign-in as two traces, each with the calls that it made', async () => {
    await signIn(createBrowser(), `${site.origin}/account`);
    const [start] = spans.named('sign-in start');
    const [callback] = spans.named('sign-in callback');
    expect(spans.within(start)).toEqual(['GET discovery']);
    expect(spans.within(callback)).toEqual(
      expect.arrayContaining(['GET jwks', 'store claim', 'POST token', 'store create']),
    );
    expect(callback?.spanContext().traceId).not.toBe(start?.spanContext().traceId);
    expect([start, callback].map((span) => [span?.kind, span?.status.code])).toEqual([
      [SpanKind.INTERNAL, SpanStatusCode.UNSET],
      [SpanKind.INTERNAL, SpanStatusCode.UNSET],
    ]);
  });

  test('shows calls to the pool as HTTP clients are shown', async () => {
    await signIn(createBrowser(), `${site.origin}/account`);
    const { hostname, port, origin } = new URL(site.pool.domain);
    expect(spans.named('POST token').map(({ kind, attributes }) => ({ kind, attributes }))).toEqual([
      {
        kind: SpanKind.CLIENT,
        attributes: {
          'http.request.method': 'POST',
          'server.address': hostname,
          'server.port': Number(port),
          'url.full': `${origin}/oauth2/token`,
          'http.response.status_code': 200,
          'cognito.endpoint': 'token',
        },
      },
    ]);
  });

  test('shows a refresh, with the lease and what was written, and every request that waited for it', async () => {
    const browser = createBrowser();
    await signIn(browser, `${site.origin}/account`);
    spans.forget();
    site.advance(tokenMs);
    await Promise.all([browser.visit(`${site.origin}/account`), browser.visit(`${site.origin}/account`)]);
    const refreshes = spans.named('token refresh');
    expect(refreshes).toHaveLength(2);
    expect(
      refreshes.map((span) => spans.within(span)).toSorted((one, other) => one.length - other.length),
    ).toEqual([
      [],
      expect.arrayContaining([
        'store leases.take',
        'POST token',
        'store replaceTokens',
        'store leases.release',
      ]),
    ]);
  });

  test('shows by one word what went wrong, where it did and above', async () => {
    await createBrowser().visit(`${site.origin}/auth/callback?code=made-up&state=made-up`);
    expect(spans.named('sign-in callback').map(({ status, attributes }) => [status, attributes])).toEqual([
      [{ code: SpanStatusCode.ERROR }, { 'error.type': 'no_pending_sign_in' }],
    ]);
    spans.forget();
    site.store.fail('read');
    await signIn(createBrowser(), `${site.origin}/account`).catch(() => undefined);
    site.store.heal();
    const failed = spans.all().filter(({ status }) => status.code === SpanStatusCode.ERROR);
    for (const { attributes } of failed) expect(attributes['error.type']).toMatch(/^[a-zA-Z_0-9]+$/);
  });

  test('shows a failure of the pool with its status', async () => {
    const browser = createBrowser();
    await signIn(browser, `${site.origin}/account`);
    site.advance(tokenMs);
    spans.forget();
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 503 }, times: 1 });
    await browser.visit(`${site.origin}/account`);
    expect(spans.named('POST token').map(({ attributes, status }) => [attributes, status.code])).toEqual([
      [
        expect.objectContaining({ 'http.response.status_code': 503, 'error.type': 'pool_status_503' }),
        SpanStatusCode.ERROR,
      ],
    ]);
  });

  test('P-01: tells no token, code, cookie, session or person to whoever keeps the traces', async () => {
    const browser = createBrowser();
    const account = await signIn(browser, `${site.origin}/account`);
    site.advance(tokenMs);
    await browser.visit(`${site.origin}/account`);
    const tokens = (await tokensOf(site, 'ada@example.com')).flatMap((one) => Object.values(one));
    const keys: string[] = [];
    for await (const some of site.store.everyKey()) keys.push(...some);
    const { user } = JSON.parse(account.text) as { readonly user: { readonly id: string } };
    const secrets = [
      ...tokens,
      ...keys,
      user.id,
      'ada@example.com',
      site.pool.client.secret ?? '',
      'Local-Pool-1',
    ];
    const told = JSON.stringify(
      spans
        .all()
        .map(({ name, attributes, events, status, links }) => ({ name, attributes, events, status, links })),
    );
    expect(secrets.filter((secret) => secret !== undefined && told.includes(String(secret)))).toEqual([]);
    expect(told).not.toMatch(/eyJ|[?&](?:code|state)=/);
    const names = new Set(spans.all().flatMap(({ attributes }) => Object.keys(attributes)));
    const page = readFileSync('docs/tracing.md', 'utf8').split('| attribute')[1]?.split('\n\n')[0] ?? '';
    // What the AWS SDK is asked is traced elsewhere (test/aws/watched-calls.test.ts).
    const rows = page.split('\n').filter((row) => !row.includes('| calls of the AWS SDK'));
    const cells = rows.map((row) => row.split('|')[1] ?? '');
    const named = [...cells.join(' ').matchAll(/`([\w.]+)`/g)];
    // Nothing failed here; what `error.type` is, the tests above say.
    expect(new Set([...names, 'error.type'])).toEqual(new Set(named.map(([, name]) => name)));
  });
});

describe('a site without a tracer', () => {
  const site = openForEachTest(() => startShortLivedSite());

  test('makes no span, though the process has OpenTelemetry', async () => {
    await signIn(createBrowser(), `${site.origin}/account`);
    expect(spans.all()).toEqual([]);
  });

  test('is made of the very parts that it would be made of anyway', () => {
    const store = createMemoryStore();
    const flow = {} as Parameters<typeof traceFlow>[0];
    const refresher = {} as Parameters<typeof traceRefresher>[0];
    expect(traceStore(store, undefined)).toBe(store);
    expect(traceFlow(flow, undefined)).toBe(flow);
    expect(traceRefresher(refresher, undefined)).toBe(refresher);
  });
});
