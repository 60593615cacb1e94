import { afterEach, describe, expect, test } from '@jest/globals';
import type { Endpoint, Fault } from '../../../src/local-pool/index.js';
import { type Answer, send } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { poolForAllTests } from '../../support/pool.js';
import { authorizeUrl } from '../support/app.js';

const pool = poolForAllTests();
afterEach(() => pool.faults.clear());

const api = { 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' };

/** One request to each endpoint, and what it answers when nothing is broken. */
const requests: Readonly<
  Record<Endpoint, { readonly ask: () => Promise<Answer>; readonly unbroken: number }>
> = {
  discovery: { ask: () => send(`${pool.issuer}/.well-known/openid-configuration`), unbroken: 200 },
  jwks: { ask: () => send(`${pool.issuer}/.well-known/jwks.json`), unbroken: 200 },
  authorize: { ask: () => send(authorizeUrl(pool)), unbroken: 302 },
  login: { ask: () => send(authorizeUrl(pool).replace('/oauth2/authorize', '/login')), unbroken: 200 },
  token: { ask: () => send(`${pool.domain}/oauth2/token`, { form: {} }), unbroken: 400 },
  userInfo: { ask: () => send(`${pool.domain}/oauth2/userInfo`), unbroken: 400 },
  revoke: { ask: () => send(`${pool.domain}/oauth2/revoke`, { form: {} }), unbroken: 401 },
  register: { ask: () => send(`${pool.domain}/oauth2/register`, { method: 'POST' }), unbroken: 404 },
  logout: { ask: () => send(`${pool.domain}/logout?client_id=${pool.client.id}`), unbroken: 302 },
  page: { ask: () => send(authorizeUrl(pool).replace('/oauth2/authorize', '/signup')), unbroken: 200 },
  api: { ask: () => send(pool.api, { method: 'POST', headers: api }), unbroken: 400 },
};

const endpoints = Object.keys(requests) as Endpoint[];

/** The answers to three requests, when the fault is planned for two. */
const meetTwice = async (endpoint: Endpoint, fault: Fault): Promise<Answer[]> => {
  const { ask } = requests[endpoint];
  pool.faults.add({ endpoint, fault, times: 2 });
  return [await ask(), await ask(), await ask()];
};

describe.each(endpoints)('the %s endpoint', (endpoint) => {
  test('answers when nothing is broken', async () => {
    const { ask, unbroken } = requests[endpoint];
    expect((await ask()).status).toBe(unbroken);
  });

  test('can answer with any status, a number of times', async () => {
    const answers = await meetTwice(endpoint, { kind: 'status', status: 503 });
    expect(answers.map(({ status }) => status)).toEqual([503, 503, requests[endpoint].unbroken]);
  });

  test('can answer with broken JSON and with a body that is too large', async () => {
    const [broken] = await meetTwice(endpoint, { kind: 'broken-json' });
    expect(() => broken?.json()).toThrow(SyntaxError);
    pool.faults.clear();
    const [large] = await meetTwice(endpoint, { kind: 'oversize', bytes: 100_000 });
    expect(large?.text).toHaveLength(100_000);
  });

  test('can drop the connection until told otherwise', async () => {
    const { ask, unbroken } = requests[endpoint];
    pool.faults.add({ endpoint, fault: { kind: 'drop' } });
    for (let i = 0; i < 3; i += 1) await expect(ask()).rejects.toMatchObject({ code: 'ECONNRESET' });
    pool.faults.clear();
    expect((await ask()).status).toBe(unbroken);
  });

  test('can be late, with its own answer', async () => {
    const { ask, unbroken } = requests[endpoint];
    pool.faults.add({ endpoint, fault: { kind: 'delay', ms: 40 } });
    const startedAt = performance.now();
    expect((await ask()).status).toBe(unbroken);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39);
  });

  test('can drip its own answer', async () => {
    const { ask, unbroken } = requests[endpoint];
    const whole = await ask();
    pool.faults.add({ endpoint, fault: { kind: 'slow-body', chunkBytes: 1000, everyMs: 1 } });
    const dripped = await ask();
    expect([dripped.status, dripped.text.length]).toEqual([unbroken, whole.text.length]);
  });

  test('can stay silent while the others answer', async () => {
    const { ask } = requests[endpoint];
    pool.faults.add({ endpoint, fault: { kind: 'silence' }, times: 1 });
    let isAnswered = false;
    ask().then(
      () => (isAnswered = true),
      () => undefined,
    );
    await eventually(() => expect(pool.faults.list()).toEqual([]));
    const others = endpoints.filter((name) => name !== endpoint);
    for (const name of others) expect((await requests[name].ask()).status).toBe(requests[name].unbroken);
    expect(isAnswered).toBe(false);
  });
});
