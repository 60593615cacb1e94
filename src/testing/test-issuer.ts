import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Claims, PoolOptions } from '../auth/index.js';
import { refuseProduction } from './production.js';
import { createSigningKey, type SigningKey } from './signing.js';
import { tokenClaimsOf } from './test-claims.js';
import { checkPerson, type TestPerson } from './test-person.js';

/** Where a test issuer is, and what time it is there. */
export interface TestIssuerOptions {
  /** The port on 127.0.0.1. A free one unless given. */
  readonly port?: number | undefined;
  /** The current time in milliseconds since the epoch, as the app under test has it. `Date.now` unless given. */
  readonly now?: (() => number) | undefined;
}

/** An issuer that shows its keys, and signs nobody in. */
export interface TestIssuer {
  /** For the option `pool` of `createAuth`. */
  readonly pool: Required<Pick<PoolOptions, 'issuer' | 'clientId' | 'domain'>>;
  /**
   * An access token for `requireBearer`, good for an hour. `claims` are laid over those of the token: `client_id` of another
   * client of the API, `aud`, `acr`. Throws `TypeError` for a person that has members it does not know.
   *
   * @example
   * await request(app).get('/api/me').set('Authorization', `Bearer ${issuer.accessToken({ scopes: ['orders/read'] })}`);
   */
  accessToken(person?: TestPerson, claims?: Claims): string;
  /** A token with these claims and no others: for what an app must refuse. */
  readonly sign: (claims: Claims) => string;
  close(): Promise<void>;
}

const clientId = 'test-client';
const poolId = 'us-east-1_TestIssuer';
const hourSeconds = 3600;
const usualScopes = ['openid', 'email', 'profile'];

/**
 * Starts what an app needs of an issuer to believe its tokens: a discovery document and a key set, on a loopback address. An
 * app believes it because its own option `pool.issuer` names it, and for no other reason. Nobody can sign in there, refreshes
 * are refused, and a sign-out leads back to the app. Throws `Error` with `NODE_ENV=production`.
 *
 * @example
 * const issuer = await startTestIssuer();
 * const auth = createAuth({ ...options, pool: issuer.pool });
 */
export const startTestIssuer = async ({
  port = 0,
  now = Date.now,
}: TestIssuerOptions = {}): Promise<TestIssuer> => {
  refuseProduction('startTestIssuer');
  const key = await createSigningKey();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}/${poolId}`;
  const pool = { issuer, clientId, domain: origin };
  server.on('request', answering(issuer, origin, key));

  return {
    pool,

    accessToken(person = {}, claims = {}) {
      checkPerson('accessToken', person);
      const issue = { ...pool, scopes: usualScopes, nowMs: now(), lifeSeconds: hourSeconds };
      return key.sign({ ...tokenClaimsOf(person, issue).access, ...claims });
    },

    sign: key.sign,

    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

const answering = (issuer: string, origin: string, { publicJwk }: SigningKey): RequestListener => {
  // OpenID Connect Discovery 1.0, section 3: as much as src/auth reads.
  const discovery = {
    issuer,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };

  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    switch (pathname) {
      case `/${poolId}/.well-known/openid-configuration`:
        return json(response, 200, discovery);
      case `/${poolId}/.well-known/jwks.json`:
        return json(response, 200, { keys: [publicJwk] });
      case '/oauth2/token':
        return json(response, 400, { error: 'invalid_grant' });
      case '/oauth2/revoke':
        return json(response, 200, {});
      case '/logout':
        return toApp(response, searchParams.get('logout_uri') ?? '');
      default:
        return plain(response, 404, signsNobodyIn);
    }
  };
};

const signsNobodyIn =
  'This issuer is for tests and signs nobody in: give the browser the cookie of createTestSession first.\n';

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const plain = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
};

// Cognito's own sign-out page: back to the address that the app names.
const toApp = (response: ServerResponse, address: string): void => {
  if (!URL.canParse(address)) return plain(response, 400, 'logout_uri is missing\n');
  response.writeHead(302, { location: new URL(address).href }).end();
};
