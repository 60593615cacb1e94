import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { awsPool } from './aws.js';
import { startShop } from './shop.js';
import { beginSignIn, clientId, clientSecret, expectDiscovery, jsonType, watchTheWire } from './wire.js';
import { closeAfterEach } from '../../support/closing.js';

const closing = closeAfterEach();

watchTheWire();

describe('what Cognito answers to a code when', () => {
  test.each([
    ['a code is used or expired', { error: 'invalid_grant' }, {}, 400, 'sign_in_expired', 'invalid_grant'],
    ['the secret is wrong', { error: 'invalid_client' }, {}, 500, 'pool_misconfigured', 'invalid_client'],
    ['the request is malformed', { error: 'invalid_request' }, {}, 502, 'pool_rejected', 'invalid_request'],
    [
      'the grant is not allowed',
      { error: 'unauthorized_client' },
      {},
      500,
      'pool_misconfigured',
      'unauthorized_client',
    ],
    [
      'the callback is another one',
      { error: 'unauthorized_client', error_description: 'invalid_redirect' },
      {},
      500,
      'pool_misconfigured',
      'invalid_redirect',
    ],
    [
      'there are too many requests',
      { __type: 'TooManyRequestsException', message: 'Rate exceeded' },
      { 'x-amzn-ErrorType': 'TooManyRequestsException:' },
      503,
      'pool_unreachable',
      'pool_throttles',
    ],
  ])('%s: %j', async (_what, body, headers, status, ownCode, reason) => {
    const pool = await awsPool();
    const shop = closing(await startShop({ issuer: pool.issuer, clientId, clientSecret }));
    const { callback } = await beginSignIn(shop, pool);
    nock(pool.domain)
      .post('/oauth2/token')
      .reply(400, body, { ...jsonType, ...headers });
    const page = await shop.open(callback);
    expect(page.status).toBe(status);
    expect(JSON.parse(page.text)).toEqual({ code: ownCode });
    expect(shop.reasons).toEqual([reason]);
  });

  test.each([
    [
      'has no domain: its endpoints are under the issuer and do not work',
      undefined,
      500,
      'user_pool_has_no_domain',
    ],
    [
      'has another domain than was configured',
      'https://other.auth.eu-central-1.amazoncognito.com',
      502,
      'user_pool_domain_differs',
    ],
  ])('a pool that %s is refused before anybody is sent there', async (_what, domain, status, reason) => {
    const pool = await awsPool();
    const { issuer, discovery } = pool;
    const shop = closing(
      await startShop({ issuer, clientId, clientSecret, ...(domain !== undefined && { domain }) }),
    );
    const bare = {
      ...discovery,
      authorization_endpoint: `${issuer}/authorize`,
      end_session_endpoint: `${issuer}/logout`,
      revocation_endpoint: `${issuer}/revoke`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userInfo`,
    };
    expectDiscovery(pool, domain === undefined ? bare : discovery);
    const page = await shop.open('/auth/sign-in');
    expect(page.status).toBe(status);
    expect(shop.reasons).toEqual([reason]);
  });
});
