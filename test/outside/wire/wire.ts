import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import nock from 'nock';
import type { AwsPool } from './aws.js';
import type { startShop } from './shop.js';

export const clientId = '6abcdefghijklmnopqrstuvwxy';
export const clientSecret = '1a2b3c4d5e6f7g8h9i0j1k2l3m4n5o6p7q8r9s0t1u2v3w4x5y6';
export const code = '2f0c1a9e-5b7d-4e7b-9d0a-0a1b2c3d4e5f';
export const jsonType = { 'Content-Type': 'application/json;charset=UTF-8' };

/** For a whole file: nothing but this machine is reached, every expected request must come, and no other one may. */
export const watchTheWire = (): void => {
  const unexpected: string[] = [];
  const onNoMatch = (request: { readonly host?: string; readonly path?: string }): void => {
    if (!/^(?:localhost|127\.0\.0\.1)(?::|$)/.test(request.host ?? ''))
      unexpected.push(`${request.host}${request.path}`);
  };
  beforeAll(() => {
    nock.disableNetConnect();
    nock.enableNetConnect(/^(?:localhost|127\.0\.0\.1)(?::|$)/);
    nock.emitter.on('no match', onNoMatch);
  });
  afterEach(() => {
    const missing = nock.pendingMocks();
    nock.cleanAll();
    expect({ missing, unexpected: unexpected.splice(0) }).toEqual({ missing: [], unexpected: [] });
  });
  afterAll(() => {
    nock.emitter.off('no match', onNoMatch);
    nock.enableNetConnect();
    nock.restore();
  });
};

/** Expects one request for the discovery document, or for `document` in its place. */
export const expectDiscovery = ({ issuer, discovery }: AwsPool, document: object = discovery): void =>
  expectDocument(issuer, 'openid-configuration', document);

export const expectKeys = ({ issuer, jwks }: AwsPool): void => expectDocument(issuer, 'jwks.json', jwks);

const expectDocument = (issuer: string, name: string, document: object): void => {
  const { origin, pathname } = new URL(issuer);
  nock(origin, { badheaders: ['authorization', 'cookie'] })
    .get(`${pathname}/.well-known/${name}`)
    .reply(200, JSON.stringify(document), { 'Content-Type': 'application/json' });
};

/** Starts a sign-in and gives the callback that ends it, and the nonce that its ID token must repeat. Discovery and keys are expected. */
export const beginSignIn = async (shop: Awaited<ReturnType<typeof startShop>>, pool: AwsPool) => {
  expectDiscovery(pool);
  const { headers } = await shop.open('/auth/sign-in?return_to=/account');
  const query = new URL(headers.location ?? '').searchParams;
  expectKeys(pool);
  return {
    callback: `/auth/callback?code=${code}&state=${query.get('state') ?? ''}`,
    nonce: query.get('nonce') ?? '',
  };
};
