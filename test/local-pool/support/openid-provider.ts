import { randomUUID } from 'node:crypto';
import express, { type Response } from 'express';
import { forge } from '../../support/forge.js';
import { listen } from '../../support/listen.js';
import { createSuiteKey, type SuiteKey } from '../../outside/foreign/suite-provider.js';

type Json = Readonly<Record<string, unknown>>;

/** What a provider answers in place of what is right, by endpoint. */
export interface ProviderLies {
  discovery?: (right: Json) => Json;
  /** The address that it sends the browser back to. */
  back?: (right: URL) => void;
  token?: (response: Response) => void;
  claims?: (right: Json) => Json;
  key?: SuiteKey;
  keys?: (response: Response) => void;
  userInfo?: (response: Response) => void;
}

/** An OpenID provider that signs in whoever comes, and lies on request. Clients show their secret in the body. */
export interface LyingProvider {
  readonly issuer: string;
  readonly details: Readonly<Record<string, string>>;
  readonly requests: readonly {
    readonly place: string;
    readonly sent: Json;
    readonly authorization?: string;
  }[];
  lie(lies: ProviderLies): void;
  close(): Promise<void>;
}

const key = createSuiteKey();
const client = { client_id: 'the-pool', client_secret: 'kept between the two' };

export const startLyingProvider = async (): Promise<LyingProvider> => {
  const app = express().use(express.urlencoded());
  const { origin: issuer, close } = await listen(app);
  const details = {
    ...client,
    oidc_issuer: issuer,
    authorize_scopes: 'openid email',
    attributes_request_method: 'GET',
  };
  const asked = new Map<string, Json>();
  const requests: LyingProvider['requests'][number][] = [];
  let lies: ProviderLies = {};
  const note = (place: string, sent: unknown, authorization?: string): void =>
    void requests.push({ place, sent: sent as Json, ...(authorization !== undefined && { authorization }) });

  app.get('/.well-known/openid-configuration', (_request, response) => {
    const right = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
    };
    response.json(lies.discovery?.(right) ?? right);
  });
  app.get('/authorize', (request, response) => {
    const query = request.query as Record<string, string>;
    note('authorize', query);
    const code = randomUUID();
    asked.set(code, query);
    const back = new URL(query['redirect_uri'] ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', query['state'] ?? '');
    lies.back?.(back);
    response.redirect(303, back.href);
  });
  app.post('/token', ({ body, headers }, response) => {
    const sent = body as Record<string, string>;
    note('token', sent, headers.authorization);
    if (lies.token !== undefined) return lies.token(response);
    const query = asked.get(sent['code'] ?? '');
    asked.delete(sent['code'] ?? '');
    const isClient = sent['client_id'] === client.client_id && sent['client_secret'] === client.client_secret;
    if (!isClient)
      return void response.status(401).json({ error: 'invalid_client', error_description: 'who are you?' });
    if (query === undefined) return void response.status(400).json({ error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1000);
    const right = {
      iss: issuer,
      sub: 'Emmy-1',
      aud: client.client_id,
      iat: now,
      exp: now + 300,
      nonce: query['nonce'],
      email: 'emmy@example.org',
      email_verified: true,
    };
    const claims = lies.claims?.(right) ?? right;
    const { kid, privateKey } = lies.key ?? key;
    const idToken = forge({ alg: 'RS256', kid: lies.key === undefined ? kid : key.kid }, claims, privateKey);
    response.json({ access_token: 'for userInfo', token_type: 'Bearer', id_token: idToken });
  });
  app.get('/keys', (_request, response) => {
    if (lies.keys !== undefined) return lies.keys(response);
    response.json({ keys: [key.jwk] });
  });
  app.all('/userinfo', ({ method, headers }, response) => {
    note('userInfo', { method }, headers.authorization);
    if (lies.userInfo !== undefined) return lies.userInfo(response);
    response.json({ sub: 'Emmy-1', name: 'Emmy Noether', age: 53, roles: ['a', 'b'] });
  });
  return { issuer, details, requests, lie: (next) => void (lies = next), close };
};
