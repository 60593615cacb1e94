import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seedPassword } from '../../../src/local-pool/index.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { poolForAllTests } from '../../support/pool.js';

const library = 'node_modules/amazon-cognito-identity-js/dist/amazon-cognito-identity.min.js';

describeWithChromium('a page of another origin in a real browser (quirk: CORS)', () => {
  const pool = poolForAllTests();
  let site: Server;
  let chromium: Browser;
  let page: Page;

  beforeAll(async () => {
    chromium = await launchChromium();
    const html = `<!doctype html><script>${readFileSync(library, 'utf8')}</script>`;
    site = createServer((_req, res) => res.setHeader('Content-Type', 'text/html').end(html));
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    page = await chromium.newPage();
    await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
  });
  afterAll(async () => {
    await chromium.close();
    site.close();
  });

  /** In the page, with the same names in scope. */
  const inPage = (script: string): Promise<unknown> => {
    const names = {
      id: pool.userPoolId,
      client: pool.publicClient.id,
      endpoint: pool.api,
      domain: pool.domain,
      issuer: pool.issuer,
      password: seedPassword,
    };
    return page.evaluate(
      `(async ({ ${Object.keys(names).join(', ')} }) => { ${script} })(${JSON.stringify(names)})`,
    );
  };

  test('signs in with SRP, reads attributes, refreshes and signs out everywhere with amazon-cognito-identity-js', async () => {
    const done = await inPage(`
      const { AuthenticationDetails, CognitoUser, CognitoUserPool } = AmazonCognitoIdentity;
      const Pool = new CognitoUserPool({ UserPoolId: id, ClientId: client, endpoint });
      const Username = 'ada@example.com';
      const user = new CognitoUser({ Username, Pool });
      const details = new AuthenticationDetails({ Username, Password: password });
      const calling = (act) => new Promise((resolve, reject) => act((error, value) => (error ? reject(error) : resolve(value))));
      const session = await new Promise((onSuccess, onFailure) => user.authenticateUser(details, { onSuccess, onFailure }));
      const attributes = await calling((done) => user.getUserAttributes(done));
      const refreshed = await calling((done) => user.refreshSession(session.getRefreshToken(), done));
      const out = await new Promise((onSuccess, onFailure) => user.globalSignOut({ onSuccess, onFailure }));
      return [attributes.some(({ Name }) => Name === 'sub'), refreshed.getIdToken().payload.email, out];
    `);
    expect(done).toEqual([true, 'ada@example.com', 'SUCCESS']);
  });

  test('reads why it was refused by the API, the token endpoint, userInfo and revoke', async () => {
    const statuses = await inPage(`
      const form = (path, fields) => fetch(domain + path, { method: 'POST', body: new URLSearchParams({ client_id: client, ...fields }) });
      const target = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' };
      const api = await fetch(endpoint, { method: 'POST', headers: target, body: '{"AccessToken":"x"}' });
      const token = await form('/oauth2/token', { grant_type: 'refresh_token', refresh_token: 'x' });
      const userInfo = await fetch(domain + '/oauth2/userInfo', { headers: { authorization: 'Bearer x' } });
      const revoke = await form('/oauth2/revoke', {});
      return [(await api.json()).__type, (await token.json()).error, userInfo.status, (await revoke.json()).error];
    `);
    expect(statuses).toEqual(['NotAuthorizedException', 'invalid_grant', 401, 'invalid_request']);
  });

  test('may read discovery and keys, and neither authorize nor the pages', async () => {
    const readable = await inPage(`
      const urls = [issuer + '/.well-known/openid-configuration', issuer + '/.well-known/jwks.json',
        domain + '/oauth2/authorize?client_id=' + client, domain + '/login', domain + '/logout', domain + '/_local/'];
      return Promise.all(urls.map((url) => fetch(url).then(({ ok }) => ok, () => 'blocked')));
    `);
    expect(readable).toEqual([true, true, 'blocked', 'blocked', 'blocked', 'blocked']);
  });
});
