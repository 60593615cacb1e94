import { beforeEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/index.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { valueOf } from '../../support/exposition.js';
import { createFaultyStore } from '../../support/faulty-store.js';
import { callbackOf, signedIn } from '../../support/people.js';
import { tokenMs } from '../../support/short-lived.js';
import { startWholeSite, type WholeSite, type WholeSiteOptions } from '../../support/whole-site.js';
import { scopes } from '../self-service/support/self-service-site.js';

// What whoever runs the site wants to know of it, asked of /metrics while people use the site.

const closing = closeAfterEach();
let offsetMs: number;
beforeEach(() => {
  offsetMs = 0;
});

const start = async ({ env, ...options }: WholeSiteOptions = {}): Promise<WholeSite> =>
  closing(
    await startWholeSite({
      now: () => Date.now() + offsetMs,
      pool: { accessTokenSeconds: 300, idTokenSeconds: 300 },
      ...options,
      env: { COGNITO_SCOPES: scopes, ...env },
    }),
  );

/** Moves the time of the sites and of their pool. */
const advance = ({ pool }: WholeSite, ms: number): void => {
  offsetMs += ms;
  pool.clock.advance(ms);
};

/** The sum of the samples with at least these labels. */
const metric = async (
  { origin }: WholeSite,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number | undefined> =>
  valueOf((await createBrowser().send(`${origin}/metrics`)).text, name, labels);

const openAccount = async ({ origin }: WholeSite, browser: Browser): Promise<number> =>
  (await browser.send(`${origin}/account`, { headers: { accept: 'text/html' } })).status;

describe('/metrics says of sign-ins', () => {
  test('how many began, were completed, failed and by what, and so how many were lost on the way', async () => {
    const site = await start();
    await signedIn(site);
    await createBrowser().visit(`${site.origin}/account`);
    site.pool.faults.add({
      endpoint: 'authorize',
      fault: { kind: 'callback-error', error: 'access_denied' },
      times: 1,
    });
    await createBrowser().visit(`${site.origin}/account`);
    const [started, completed] = [
      await metric(site, 'sign_ins_started_total', { kind: 'person' }),
      await metric(site, 'sign_in_duration_seconds_count', { kind: 'person' }),
    ];
    expect([started, completed]).toEqual([3, 1]);
    expect(await metric(site, 'sign_ins_failed_total')).toBe(1);
    expect(await metric(site, 'sign_ins_failed_total', { code: 'sign_in_refused' })).toBe(1);
  });

  test('how long they took', async () => {
    const site = await start();
    await signedIn(site);
    expect(await metric(site, 'sign_in_duration_seconds_sum', { kind: 'person' })).toBeGreaterThan(0);
  });
});

describe('/metrics says of refreshes', () => {
  test('what came of them', async () => {
    const site = await start();
    const browser = await signedIn(site);
    advance(site, tokenMs);
    await openAccount(site, browser);
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 503 }, times: 1 });
    advance(site, tokenMs);
    await openAccount(site, browser);
    site.pool.revokeEverything();
    advance(site, tokenMs);
    await openAccount(site, browser);
    const outcomes = ['refreshed', 'failed_for_now', 'refused', 'failed'];
    expect(
      await Promise.all(outcomes.map((outcome) => metric(site, 'token_refreshes_total', { outcome }))),
    ).toEqual([1, 1, 1, 0]);
    expect(await metric(site, 'token_refresh_duration_seconds_sum')).toBeGreaterThan(0);
    expect(await metric(site, 'sessions_ended_total', { reason: 'refresh_token_refused' })).toBe(1);
  });

  test('how often a lease is somebody else’s, and how long requests waited for what another process refreshed', async () => {
    const one = await start();
    const other = await start({
      storage: one.storage,
      env: {
        COGNITO_ISSUER: one.config.pool.issuer,
        COGNITO_CLIENT_ID: one.config.pool.clientId,
        COGNITO_CLIENT_SECRET: one.config.pool.clientSecret ?? '',
        SESSION_SECRET: one.config.sessionSecrets[0] ?? '',
      },
    });
    const browser = await signedIn(one);
    const { store } = one.storage;
    const keys: string[] = [];
    for await (const some of store.everyKey()) keys.push(...some);
    const lease = `refresh:${keys[0] ?? ''}`;
    await store.leases.take(lease, 'somebody else', 60_000);
    advance(one, tokenMs);
    const pages = [one, other].map((site) => openAccount(site, browser));
    for (const site of [one, other])
      await eventually(async () =>
        expect(
          await metric(site, 'store_leases_total', { lease: 'refresh', outcome: 'contended' }),
        ).toBeGreaterThan(0),
      );
    await store.leases.release(lease, 'somebody else');
    expect(await Promise.all(pages)).toEqual([200, 200]);

    const ofBoth = async (name: string, labels: Readonly<Record<string, string>>) =>
      new Set(await Promise.all([one, other].map((site) => metric(site, name, labels))));
    const onceAndNever = new Set([0, 1]);
    expect(await ofBoth('token_refreshes_total', { outcome: 'refreshed' })).toEqual(onceAndNever);
    expect(await ofBoth('token_refresh_wait_seconds_count', { refreshed: 'elsewhere' })).toEqual(
      onceAndNever,
    );
    expect(await ofBoth('store_leases_total', { lease: 'refresh', outcome: 'taken' })).toEqual(onceAndNever);
  });
});

describe('/metrics says of the parts that the site depends on', () => {
  test('each call to the pool by endpoint, with how long it took, the fetches of its keys among them', async () => {
    const site = await start();
    await signedIn(site);
    for (const endpoint of ['discovery', 'jwks', 'token']) {
      const labels = { endpoint, outcome: '200' };
      expect(await metric(site, 'pool_call_duration_seconds_count', labels)).toBe(1);
      expect(await metric(site, 'pool_call_duration_seconds_bucket', { ...labels, le: '+Inf' })).toBe(1);
    }
  });

  test('each call to the user pools API and to the identity pool, with how long it took', async () => {
    const COGNITO_IDENTITY_POOL_ID = 'us-east-1:11111111-2222-3333-4444-555555555555';
    const site = await start({ env: { COGNITO_IDENTITY_POOL_ID } });
    const browser = await signedIn(site);
    await browser.visit(`${site.origin}/account/profile`);
    await browser.visit(`${site.origin}/account/aws`);
    for (const operation of ['GetUser', 'GetId', 'GetCredentialsForIdentity']) {
      const labels = { operation, outcome: 'ok', reason: '' };
      expect(await metric(site, 'aws_call_duration_seconds_count', labels)).toBe(1);
      expect(await metric(site, 'aws_call_duration_seconds_sum', labels)).toBeGreaterThan(0);
    }
  });

  test('each call to the store, with how long it took and what was wrong', async () => {
    const store = createFaultyStore(createMemoryStore());
    const site = await start({ storage: { store, counter: undefined } });
    const browser = await signedIn(site);
    store.fail('read', 1);
    expect(await openAccount(site, browser)).toBe(503);
    const read = (outcome: string) =>
      metric(site, 'store_call_duration_seconds_count', { operation: 'read', outcome });
    expect(await read('ok')).toBeGreaterThan(0);
    expect(await read('store_other')).toBe(1);
    expect(await metric(site, 'store_call_duration_seconds_sum', { outcome: 'ok' })).toBeGreaterThan(0);
  });
});

describe('/metrics says of the site itself', () => {
  test('how many sessions were opened, and ended by what', async () => {
    const site = await start();
    const [one, other] = [await signedIn(site), await signedIn(site)];
    await one.submit(await one.visit(`${site.origin}/account`), {}, { action: '/auth/sign-out' });
    advance(site, site.config.sessionIdleMinutes * 60_000);
    await openAccount(site, other);
    expect(await metric(site, 'sessions_opened_total')).toBe(2);
    const ended = (reason: string) => metric(site, 'sessions_ended_total', { reason });
    expect([await ended('signed_out'), await ended('idle_limit')]).toEqual([1, 1]);
  });

  test('which limits were hit', async () => {
    const site = await start({ env: { AUTH_REQUESTS_PER_MINUTE: '2' } });
    for (let number = 0; number < 3; number += 1) await createBrowser().send(`${site.origin}/auth/sign-in`);
    expect(await metric(site, 'limits_hit_total', { limit: 'requests' })).toBe(1);
  });

  test('how often a browser was stopped that signed in again and again', async () => {
    const site = await start();
    const browser = createBrowser();
    const isStopped = async (): Promise<boolean> =>
      (await browser.send(`${site.origin}/auth/sign-in`)).status === 429;
    while (!(await isStopped())) await browser.send(await callbackOf(browser, site));
    expect(await metric(site, 'limits_hit_total', { limit: 'redirect_loop' })).toBe(1);
  });

  test('how late its event loop is', async () => {
    const site = await start({ withProcessMetrics: true });
    const { text } = await createBrowser().send(`${site.origin}/metrics`);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d[\d.e-]*$/m);
  });
});
