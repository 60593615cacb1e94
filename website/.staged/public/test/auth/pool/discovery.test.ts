import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { startCountingServer } from '../../support/counting-server.js';
import { openForEachTest, openForAllTests } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';

const evil = 'https://evil.example';

describe('a discovery document cannot send anybody, or any secret, to a foreign host (O-11):', () => {
  const site = openForEachTest(startBareSite);
  const elsewhere = openForAllTests(startCountingServer);

  const refused = async (reason: string): Promise<void> => {
    const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
    expect({ status: page.status, ...JSON.parse(page.text) }).toMatchObject({
      status: 502,
      code: 'pool_rejected',
      reason,
    });
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(site.eventsOf('sign_in_failed')).toEqual([
      expect.objectContaining({ code: 'pool_rejected', reason }),
    ]);
    expect(elsewhere.requests).toEqual([]);
  };

  test.each([
    [
      'the authorization endpoint elsewhere (A-05)',
      () => ({ authorization_endpoint: `${evil}/authorize` }),
      'discovery_names_foreign_host',
    ],
    [
      'the authorization endpoint on plain http elsewhere (A-05)',
      () => ({ authorization_endpoint: `${elsewhere.origin}/authorize` }),
      'discovery_names_foreign_host',
    ],
    [
      'the authorization endpoint as a script (A-05)',
      () => ({ authorization_endpoint: 'javascript:alert(1)' }),
      'discovery_names_foreign_host',
    ],
    [
      'the authorization endpoint as data (A-05)',
      () => ({ authorization_endpoint: 'data:text/html,1' }),
      'discovery_names_foreign_host',
    ],
    [
      'no authorization endpoint',
      () => ({ authorization_endpoint: undefined }),
      'discovery_lacks_authorization_endpoint',
    ],
    [
      'a path as authorization endpoint',
      () => ({ authorization_endpoint: '/oauth2/authorize' }),
      'discovery_lacks_authorization_endpoint',
    ],
    [
      'a number as authorization endpoint',
      () => ({ authorization_endpoint: 7 }),
      'discovery_lacks_authorization_endpoint',
    ],
    [
      'the token endpoint elsewhere',
      () => ({ token_endpoint: `${elsewhere.origin}/token` }),
      'discovery_names_foreign_host',
    ],
    ['no token endpoint', () => ({ token_endpoint: undefined }), 'discovery_lacks_token_endpoint'],
    ['the keys elsewhere', () => ({ jwks_uri: `${elsewhere.origin}/jwks` }), 'discovery_names_foreign_host'],
    ['no keys', () => ({ jwks_uri: undefined }), 'discovery_lacks_jwks_uri'],
    [
      'the revocation endpoint elsewhere',
      () => ({ revocation_endpoint: `${elsewhere.origin}/revoke` }),
      'discovery_names_foreign_host',
    ],
    [
      'the sign-out page elsewhere',
      () => ({ end_session_endpoint: `${evil}/logout` }),
      'discovery_names_foreign_host',
    ],
    ['a list as revocation endpoint', () => ({ revocation_endpoint: ['x'] }), 'discovery_names_foreign_host'],
    [
      'another issuer',
      () => ({ issuer: `${evil}/us-east-1_Local0001` }),
      'oauth_json_attribute_comparison_failed',
    ],
    [
      'the issuer with one letter more',
      () => ({ issuer: `${site.pool.issuer}1` }),
      'oauth_json_attribute_comparison_failed',
    ],
    ['no issuer', () => ({ issuer: undefined }), 'oauth_invalid_response'],
  ])('%s', async (_what, change, reason) => {
    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'discovery', change: change() } });
    await refused(reason);
    // What was wrong is not remembered: the next one works without a restart.
    site.pool.faults.clear();
    await signedIn(site);
  });

  test('a redirect to another document is not followed', async () => {
    const headers = { Location: `${elsewhere.origin}/.well-known/openid-configuration` };
    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status: 302, headers } });
    await refused('pool_status_302');
  });
});

test('everything at another domain than the configured one is refused (A-05)', async () => {
  const elsewhere = await startCountingServer();
  const site = await startBareSite({ auth: { pool: { domain: 'http://127.0.0.1:1' } } });
  try {
    const moved = {
      authorization_endpoint: `${elsewhere.origin}/a`,
      token_endpoint: `${elsewhere.origin}/t`,
      revocation_endpoint: `${elsewhere.origin}/r`,
      end_session_endpoint: `${elsewhere.origin}/l`,
    };
    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'discovery', change: moved } });
    const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
    expect(JSON.parse(page.text)).toMatchObject({
      code: 'pool_rejected',
      reason: 'user_pool_domain_differs',
    });
    expect(elsewhere.requests).toEqual([]);
  } finally {
    await Promise.all([site.close(), elsewhere.close()]);
  }
});
