import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createApp } from '../../../src/app.js';
import type { Endpoint, Fault } from '../../../src/local-pool/index.js';
import { createHealth } from '../../../src/ops/health.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { returning, withParameters } from '../../support/callback.js';
import { signedIn } from '../../support/people.js';
import { hearTokens, partsOf } from '../../support/refusal.js';
import { routesOf } from '../../support/routes.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

// Whatever a request brings along, and whatever the pool answers, carries a word that may stand in no line of the log.
// Two things of a request are logged on purpose, cut short: the path where no route fits, and a Host that is not ours.

const canary = 'Canary7f3a9c';

let site: WholeSite;
let paths: readonly string[];
let offsetMs = 0;
beforeAll(async () => {
  site = await startWholeSite({
    now: () => Date.now() + offsetMs,
    env: { SESSION_MAX_HOURS: '24', SESSION_IDLE_MINUTES: '1440' },
  });
  const health = createHealth({ parts: [], onChecked: () => undefined, now: Date.now });
  const routes = routesOf(createApp({ ...site, health, log: site.log.write }).router);
  // What stands for a part of the path is outside as well.
  paths = [...new Set(routes.map(({ path }) => path.replaceAll(/:\w+/g, canary)))];
});
afterAll(() => site.close());

const advance = (ms: number): void => {
  offsetMs += ms;
  site.pool.clock.advance(ms);
};

const planted = fc.constantFrom(
  canary,
  `/${canary}`,
  `https://${canary}.example/`,
  `${canary}@example.com`,
  `eyJ${canary}.eyJ${canary}.${canary}`,
  `\r\n${canary}`,
  `{"${canary}":1}`,
  canary.repeat(40),
);
/** As a header or a cookie can carry it. */
const plantedInHeader = planted.map((text) => text.replaceAll(/\r|\n/g, ''));

const names = [
  ['return_to', 'login_hint', 'lang', 'identity_provider', 'screen', 'prompt', 'max_age', 'acr_values'],
  ['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'session_state'],
  ['access_token', 'id_token', 'refresh_token', 'pool', canary],
].flat();
const parameters = fc.dictionary(fc.constantFrom(...names), planted, { maxKeys: 4 });

const cookies = fc
  .array(
    fc.tuple(
      fc.constantFrom('session', 'signin.a', 'signin.AAAAAAAAAAAAAAAAAAAAAA', '__Host-session', canary),
      plantedInHeader.map((text) => encodeURIComponent(`s:${text}.${text}`)),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('; '));

const headers = fc.record(
  {
    'authorization': fc
      .tuple(fc.constantFrom('Bearer', 'Basic', 'Digest'), plantedInHeader)
      .map(([scheme, text]) => `${scheme} ${text}`),
    'cookie': cookies,
    'referer': plantedInHeader,
    'user-agent': plantedInHeader,
    'origin': plantedInHeader,
    'sec-fetch-site': fc.oneof(fc.constantFrom('same-origin', 'cross-site'), plantedInHeader),
    'sec-fetch-dest': fc.oneof(fc.constantFrom('document', 'image'), plantedInHeader),
    'purpose': plantedInHeader,
    'accept': fc.oneof(fc.constantFrom('text/html', 'application/json'), plantedInHeader),
    'accept-language': plantedInHeader,
    'content-type': fc.oneof(
      fc.constantFrom('application/json', 'application/x-www-form-urlencoded'),
      plantedInHeader,
    ),
    'x-request-id': fc.constant(canary),
    'x-forwarded-for': plantedInHeader,
    'x-forwarded-host': plantedInHeader,
    'x-forwarded-proto': plantedInHeader,
    'forwarded': plantedInHeader,
    'if-none-match': plantedInHeader,
    'range': plantedInHeader,
    'x-csrf-token': plantedInHeader,
  },
  { requiredKeys: [] },
);

const json = { 'Content-Type': 'application/json' };
const answer = fc
  .record({
    status: fc.constantFrom(200, 302, 400, 401, 403, 429, 500, 503),
    body: fc.constantFrom(
      `{"error":"${canary}","error_description":"${canary}"}`,
      `{"error":"invalid_grant","error_description":"${canary}"}`,
      `{"access_token":"${canary}","id_token":"${canary}","token_type":"${canary}"}`,
      `{"keys":[{"kid":"${canary}"}],"issuer":"${canary}"}`,
      `<p>${canary}</p>`,
    ),
    headers: fc.constantFrom(
      json,
      { 'Content-Type': canary },
      { ...json, 'WWW-Authenticate': `Bearer error="${canary}"` },
      { ...json, 'Location': `https://${canary}.example/`, 'Retry-After': canary },
      { ...json, 'x-amzn-ErrorType': `TooManyRequests${canary}` },
    ),
  })
  .map(({ status, body, headers }): Fault => ({ kind: 'status', status, body, headers }));

const tokenFault = fc.constantFrom<Fault>(
  ...['id_token', 'access_token', 'refresh_token', 'token_type', 'scope'].map((name): Fault => ({
    kind: 'token-response',
    change: { [name]: canary },
  })),
  ...['iss', 'aud', 'sub', 'nonce', 'token_use', 'client_id', 'auth_time', 'exp'].flatMap((name) =>
    (['id', 'access'] as const).map((of): Fault => ({ kind: 'token', of, claims: { [name]: canary } })),
  ),
  ...['alg', 'kid', 'typ', 'crit'].map((name): Fault => ({
    kind: 'token',
    of: 'id',
    header: { [name]: canary },
  })),
);

const fault: fc.Arbitrary<readonly [Endpoint, Fault]> = fc.oneof(
  fc.tuple(
    fc.constantFrom<Endpoint>('token', 'revoke', 'jwks', 'discovery'),
    fc.oneof(answer, fc.constantFrom<Fault>({ kind: 'drop' }, { kind: 'broken-json' })),
  ),
  fc.tuple(fc.constant<Endpoint>('token'), tokenFault),
);

const request = fc.record({
  pathAt: fc.nat(),
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'),
  query: parameters,
  headers,
  body: fc.option(parameters, { nil: undefined }),
});

type Sent = typeof request extends fc.Arbitrary<infer One> ? One : never;

const visit = fc.record({
  isSignedIn: fc.boolean(),
  /** Sends the callback of a sign-in that is under way, with these parameters in place of its own. */
  callback: fc.option(parameters, { nil: undefined }),
  laterMs: fc.constantFrom(0, 0, 59 * 60_000, 61 * 60_000),
  faults: fc.array(fault, { maxLength: 2 }),
  requests: fc.array(request, { minLength: 1, maxLength: 5 }),
});

const send = async (browser: Browser, one: Sent): Promise<void> => {
  const path = paths[one.pathAt % paths.length] ?? '/';
  const query = new URLSearchParams(one.query).toString();
  // A refused request may be cut off: what counts is what the log says of it.
  await browser
    .send(`${site.origin}${path}?${query}`, {
      method: one.method,
      headers: one.headers,
      ...(one.body !== undefined && { body: new URLSearchParams(one.body).toString() }),
    })
    .catch(() => undefined);
};

test('no line of the log holds anything that a request, a browser or the pool brought along', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(visit, async ({ isSignedIn, callback, laterMs, faults, requests }) => {
      site.pool.faults.clear();
      const tokensBefore = hearTokens(site);
      const browser = isSignedIn ? await signedIn(site) : createBrowser();
      const back = callback && (await returning(site, { browser }));
      const { searchParams } = new URL(back?.callback ?? site.origin);
      const kept = Object.values(await browser.cookies(`${site.origin}/auth/callback`));
      for (const [endpoint, fault] of faults) site.pool.faults.add({ endpoint, fault });
      const tokens = hearTokens(site);
      advance(laterMs);
      if (back && callback) await browser.send(withParameters(back.callback, callback));
      for (const one of requests) await send(browser, one);

      const lines = site.log.lines.splice(0);
      seen += lines.length;
      const secrets = [
        ...searchParams.values(),
        ...kept,
        ...tokensBefore,
        ...tokens,
        site.pool.client.secret,
      ];
      const forbidden = [canary, ...secrets.flatMap(partsOf)].map((one) => one.toLowerCase());
      expect(lines.filter((line) => forbidden.some((one) => line.toLowerCase().includes(one)))).toEqual([]);
      expect((await site.metrics.text()).toLowerCase()).not.toContain(canary.toLowerCase());
    }),
    { numRuns: 60 },
  );
  // The log was listened to, and at its most talkative.
  expect(seen).toBeGreaterThan(200);
}, 120_000);

test('a path that no route has is logged, and nothing else of that request', async () => {
  site.log.lines.splice(0);
  await createBrowser().send(`${site.origin}/no-such-${canary}?${canary}`, { headers: { referer: canary } });
  const lines = site.log.lines.filter((line) => line.includes(canary));
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { event: 'request', path: `/no-such-${canary}`, status: 404 },
  ]);
  expect(lines.join('').split(canary)).toHaveLength(2);
});
