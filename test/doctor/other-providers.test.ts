import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { examine } from './support.js';

interface Said {
  readonly status: number;
  readonly body?: object | string;
  readonly location?: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A provider that answers each path as it is told; discovery comes by itself. */
const provider = async (
  answers: Readonly<Record<string, Said | ((query: URLSearchParams) => Said)>>,
  document: object = {},
) => {
  const server = createServer((request: IncomingMessage, response) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { pathname: path, searchParams } = new URL(request.url ?? '', issuer);
    const discovery: Said = {
      status: 200,
      body: {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        revocation_endpoint: `${issuer}/revoke`,
        end_session_endpoint: `${issuer}/end`,
        ...document,
      },
    };
    const answer = path.startsWith('/.well-known') ? discovery : (answers[path] ?? { status: 200 });
    const said = typeof answer === 'function' ? answer(searchParams) : answer;
    response.writeHead(said.status, {
      'content-type': 'application/json',
      ...(said.location !== undefined && { location: said.location }),
    });
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {}));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    BASE_URL: 'http://localhost:3000',
    COGNITO_ISSUER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    COGNITO_CLIENT_ID: 'shop',
    COGNITO_CLIENT_SECRET: 'the-secret-of-the-shop',
    SESSION_SECRET: 'b2V8m1Zq7Tn4Xc9Lr6Wy3Kp0Hd5Jf8Gs',
  };
};

const refused = (error: string, status = 400): Said => ({ status, body: { error } });

describe('an issuer that is not Cognito', () => {
  test('is asked what others are asked, and nothing of Cognito', async () => {
    const env = await provider(
      { '/token': refused('invalid_grant') },
      { code_challenge_methods_supported: ['S256', 'plain'] },
    );
    const { findings, namesOf } = await examine(env, { surroundings: { hasAwsCredentials: true } });
    expect(findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn')).toEqual([]);
    expect(namesOf('skip')).toEqual([
      'regions',
      'redis',
      'redis-eviction',
      'aws-api',
      'rotation',
      'auth-flows',
      'token-lifetimes',
      'registered-urls',
      'session-tracking',
      'plan',
    ]);
  });

  test.each<[string, Readonly<Record<string, Said>>, string, RegExp]>([
    ['client-id', { '/authorize': refused('invalid_client') }, 'COGNITO_CLIENT_ID', /invalid_client/],
    ['client-id', { '/authorize': { status: 400, body: '<h1>Bad request</h1>' } }, 'browser', /with 400/],
    [
      'callback-url',
      { '/authorize': { status: 400, body: '<code>invalid_redirect_uri</code>' } },
      'redirect URI',
      /redirect_mismatch/,
    ],
    [
      'code-grant',
      {
        '/authorize': {
          status: 302,
          location: 'http://localhost:3000/auth/callback?error=unauthorized_client&state=a',
        },
      },
      'at the provider',
      /unauthorized_client/,
    ],
    [
      'scopes',
      { '/authorize': { status: 302, location: 'http://localhost:3000/auth/callback?error=invalid_scope' } },
      'COGNITO_SCOPES',
      /may not ask for openid/,
    ],
    ['client-secret', { '/token': refused('unauthorized_client', 403) }, 'at the provider', /invalid_client/],
    ['sign-out-url', { '/end': { status: 400 } }, 'post-logout redirect URI', /with 400/],
    [
      'revocation',
      { '/token': refused('invalid_grant'), '/revoke': refused('invalid_client', 401) },
      'log of the provider',
      /invalid_client/,
    ],
  ])('%s fails by what it answers: %j', async (check, answers, fix, message) => {
    const { of } = await examine(await provider(answers));
    expect(of(check)).toMatchObject({
      outcome: 'fail',
      message: expect.stringMatching(message),
      fix: expect.stringContaining(fix),
    });
  });

  test('may take `plain` beside S256, which is worth a look', async () => {
    const { of } = await examine(await provider({ '/token': refused('invalid_grant') }));
    expect(of('pkce').outcome).toBe('warn');
  });

  test('that breaks at `plain` leaves it open', async () => {
    const breaks = (query: URLSearchParams): Said => ({
      status: query.get('code_challenge_method') === 'plain' ? 500 : 200,
    });
    const { of } = await examine(
      await provider({ '/authorize': breaks, '/token': refused('invalid_grant') }),
    );
    expect(of('pkce')).toMatchObject({ outcome: 'warn', message: expect.stringContaining('500') });
  });

  test('may refuse to revoke a token that it never gave, which is worth a look', async () => {
    const answers = { '/token': refused('invalid_grant'), '/revoke': refused('invalid_request') };
    expect((await examine(await provider(answers))).of('revocation').outcome).toBe('warn');
  });

  test('may have no page that ends its session', async () => {
    const env = await provider({ '/token': refused('invalid_grant') }, { end_session_endpoint: undefined });
    expect((await examine(env)).of('sign-out-url').outcome).toBe('skip');
  });

  test('that takes a secret in the form only gets it there, as the site sends it', async () => {
    const env = await provider(
      { '/token': refused('invalid_grant') },
      { token_endpoint_auth_methods_supported: ['client_secret_post'] },
    );
    expect((await examine(env)).of('client-secret').message).toContain('(client_secret_post)');
  });
});
