import { createHash, generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import { forge } from '../../support/forge.js';

type Json = Readonly<Record<string, unknown>>;

/** A key that the provider signs with, and its name. */
export interface SuiteKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: Json;
}

/** What the provider does wrong; what is left out, it does right. */
export interface Lies {
  /** Before it signs an ID token: at a sign-in, or at a refresh. */
  readonly claims?: (claims: Json, grant: string) => Json;
  /** How it signs an ID token. */
  readonly sign?: (header: Json, claims: Json, key: SuiteKey) => string;
  readonly keys?: (keys: readonly Json[]) => readonly Json[];
  readonly discovery?: (document: Json) => Json;
  readonly userInfo?: Json;
  /** What it answers to a refresh in place of tokens; with a body of JSON or of nothing else than it says. */
  readonly refusal?: { readonly status: number; readonly body: string };
  /** With which key it signs from now on; asked at each token request. */
  readonly newKey?: () => SuiteKey | undefined;
  /** What it does to the address that it sends a browser back to after a sign-out. */
  readonly afterLogout?: (target: URL) => void;
}

/** A request that the provider got. */
export interface SuiteRequest {
  readonly place: 'authorize' | 'token' | 'keys' | 'userInfo' | 'logout';
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
}

/**
 * An OpenID provider that asks nobody anything and lies on request, as the one that the OpenID Foundation's conformance
 * suite plays. It signs in whoever comes, and is neither Cognito nor a library of ours.
 */
export interface SuiteProvider {
  readonly issuer: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  readonly requests: readonly SuiteRequest[];
  lie(lies: Lies): void;
  /** Moves its time. */
  advance(ms: number): void;
  close(): Promise<void>;
}

export const suiteSubject = 'suite-person';

export const createSuiteKey = (): SuiteKey => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' } };
};

const firstKey = createSuiteKey();

export const startSuiteProvider = async (): Promise<SuiteProvider> => {
  const app = express().use(express.urlencoded());
  const server = app.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => void server.once('listening', () => resolve()));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: 'the-site', clientSecret: randomBytes(16).toString('hex') };
  // Nobody could guess it.
  const keysPath = `/keys/${randomUUID()}`;
  const requests: SuiteRequest[] = [];
  const asked = new Map<string, Readonly<Record<string, string>>>();
  let lies: Lies = {};
  let key = firstKey;
  let offsetMs = 0;

  const note = (place: SuiteRequest['place'], { query, body, headers }: Request): SuiteRequest => {
    const request: SuiteRequest = {
      place,
      query: query as SuiteRequest['query'],
      form: (body ?? {}) as SuiteRequest['form'],
      authorization: headers.authorization,
    };
    requests.push(request);
    return request;
  };

  const idToken = (grant: string, nonce: string | undefined): string => {
    const nowSeconds = Math.floor((Date.now() + offsetMs) / 1000);
    const right: Json = {
      iss: issuer,
      sub: suiteSubject,
      aud: client.clientId,
      exp: nowSeconds + 1800,
      iat: nowSeconds,
      ...(nonce !== undefined && { nonce }),
      name: 'Suite Person',
      email: 'suite@example.org',
      email_verified: true,
    };
    const claims = lies.claims?.(right, grant) ?? right;
    const header = { alg: 'RS256', kid: key.kid };
    return lies.sign?.(header, claims, key) ?? forge(header, claims, key.privateKey);
  };

  const tokens = (grant: string, nonce: string | undefined): Json => ({
    access_token: randomUUID(),
    token_type: 'Bearer',
    expires_in: 1800,
    id_token: idToken(grant, nonce),
    refresh_token: randomUUID(),
  });

  app.get('/.well-known/openid-configuration', (_request, response) => {
    const right: Json = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      end_session_endpoint: `${issuer}/logout`,
      jwks_uri: `${issuer}${keysPath}`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'ES256', 'none'],
    };
    response.json(lies.discovery?.(right) ?? right);
  });

  app.get(keysPath, (request, response) => {
    note('keys', request);
    response.json({ keys: lies.keys?.([key.jwk]) ?? [key.jwk] });
  });

  app.get('/authorize', (request, response) => {
    const { query } = note('authorize', request);
    const code = randomUUID();
    asked.set(code, query);
    const back = new URL(query['redirect_uri'] ?? '');
    back.searchParams.set('code', code);
    back.searchParams.set('state', query['state'] ?? '');
    response.redirect(303, back.href);
  });

  app.post('/token', (request, response) => {
    const { form, authorization } = note('token', request);
    const query = asked.get(form['code'] ?? '');
    asked.delete(form['code'] ?? '');
    const digest = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url');
    const isRefresh = form['grant_type'] === 'refresh_token';
    if (isRefresh && lies.refusal !== undefined) {
      const { status, body } = lies.refusal;
      return void response
        .status(status)
        .type(body.startsWith('{') ? 'json' : 'html')
        .send(body);
    }
    if (clientIn(authorization) !== `${client.clientId}:${client.clientSecret}`)
      return void response.status(401).json({ error: 'invalid_client' });
    if (!isRefresh && query?.['code_challenge'] !== digest)
      return void response.status(400).json({ error: 'invalid_grant' });
    key = lies.newKey?.() ?? key;
    response.json(tokens(form['grant_type'] ?? '', query?.['nonce']));
  });

  app.all('/userinfo', (request, response) => {
    note('userInfo', request);
    response.json(lies.userInfo ?? { sub: suiteSubject, name: 'Suite Person' });
  });

  app.get('/logout', (request, response) => {
    const { query } = note('logout', request);
    const back = new URL(query['post_logout_redirect_uri'] ?? '');
    if (query['state'] !== undefined) back.searchParams.set('state', query['state']);
    lies.afterLogout?.(back);
    response.redirect(303, back.href);
  });

  return {
    issuer,
    client,
    requests,
    lie: (next) => void (lies = next),
    advance: (ms) => void (offsetMs += ms),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Client id and secret in a Basic header, which RFC 6749 (section 2.3.1) has encoded as in a form. */
export const clientIn = (authorization: string | undefined): string => {
  const [scheme, credentials = ''] = authorization?.split(' ') ?? [];
  return scheme === 'Basic' ? decodeURIComponent(Buffer.from(credentials, 'base64').toString()) : '';
};
