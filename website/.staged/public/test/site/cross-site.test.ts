import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { createHealth } from '../../src/ops/health.js';
import { signedIn } from '../support/people.js';
import { changingPaths } from '../support/routes.js';
import { startWholeSite, type WholeSite } from '../support/whole-site.js';

let site: WholeSite;
beforeAll(async () => {
  site = await startWholeSite();
});
afterAll(() => site.close());

/** Every route of the site that changes something, read from its routers: a new one is tried without being listed here. */
const paths = (): readonly string[] => {
  const health = createHealth({ parts: [], onChecked: () => undefined, now: Date.now });
  return changingPaths(createApp({ ...site, health, log: site.log.write }).router);
};

test('no route of the site that changes something is reached from another site (K-01, K-02, K-03)', async () => {
  expect(paths()).toEqual(
    expect.arrayContaining(['/auth/sign-out', '/auth/sign-out-everywhere', '/account/sign-ins/any/end']),
  );
  const browser = await signedIn(site);
  const foreign = [
    {},
    { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'origin': site.origin, 'sec-fetch-site': 'same-site' },
  ];
  for (const path of paths())
    for (const headers of foreign) {
      const page = await browser.send(`${site.origin}${path}`, {
        method: 'POST',
        headers: { accept: 'application/json', ...headers },
        body: '',
      });
      expect({ path, status: page.status, ...JSON.parse(page.text) }).toMatchObject({
        path,
        status: 403,
        code: 'cross_site',
      });
    }
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
});
