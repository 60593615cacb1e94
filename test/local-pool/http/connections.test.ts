import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { send } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { signInForTokens } from '../support/app.js';

const pool = poolForEachTest();

/** Bytes as they are, and whatever comes back before the other side hangs up. */
const raw = (bytes: string, origin = pool.domain): Promise<string> => {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
};

/** A connection that never says all it has to say. */
const halfOpen = async (bytes: string): Promise<Socket> => {
  const { hostname, port } = new URL(pool.domain);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
};

describe('connections', () => {
  test.each([
    ['speak no HTTP', 'hello\r\n\r\n', 400],
    ['speak TLS', '\u0016\u0003\u0001\u0002\0\u0001\0\r\n\r\n', 400],
    ['name no host', 'GET /login HTTP/1.1\r\n\r\n', 400],
    ['carry a null byte in a header', 'GET /login HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', 400],
    ['have three thousand headers', `GET / HTTP/1.1\r\nHost: x\r\n${'X-Flood: 1\r\n'.repeat(3000)}\r\n`, 431],
    [
      'give two lengths of a body',
      'POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'ask for a tunnel as a path',
      'GET //evil.example/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      404,
    ],
  ])('that %s are told so', async (_what, bytes, status) => {
    expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
  });

  test('with a line of a hundred kilobytes are told so', async () => {
    const answer = await raw(`GET /login?state=${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`).catch(
      () => 'reset',
    );
    expect(answer === 'reset' || answer.startsWith('HTTP/1.1 431')).toBe(true);
  });

  test('that end in the middle of a form hurt nobody', async () => {
    await raw(
      'POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\ngrant',
    );
    expect((await signInForTokens(pool)).token_type).toBe('Bearer');
  });

  test('that say their request drop by drop hold up neither sign-ins nor the end of the pool', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 100 }, () => halfOpen('GET /login HTTP/1.1\r\nX-')),
    );
    expect((await signInForTokens(pool)).token_type).toBe('Bearer');
    const closed = sockets.map((socket) => once(socket, 'close'));
    await pool.close();
    await Promise.all(closed);
  });
});

describe('every path', () => {
  const domainPaths = [
    '/',
    '/login',
    '/signup',
    '/oauth2/authorize',
    '/oauth2/token',
    '/oauth2/userInfo',
    '/oauth2/revoke',
    '/oauth2/idpresponse',
    '/logout',
    '/error',
    '/_local/',
    '/_local/outbox',
    '/nowhere',
    '/%zz',
  ];
  const issuerPaths = [
    '/',
    '/us-east-1_Local0001/.well-known/jwks.json',
    '/%zz/.well-known/jwks.json',
    '/nowhere',
  ];

  test.each(['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH'])(
    'answers %s with what it has or a refusal, never with a stack',
    async (method) => {
      const urls = [
        ...domainPaths.map((path) => `${pool.domain}${path}`),
        ...issuerPaths.map((path) => `${pool.api}${path}`),
      ];
      for (const url of urls) {
        const answer = await send(url, { method });
        expect([url, answer.status < 500]).toEqual([url, true]);
        expect([url, answer.text]).toEqual([url, expect.not.stringMatching(/node_modules|\.ts:|\.js:/u)]);
      }
    },
  );

  test('that has not the method asked for says which it has', async () => {
    expect((await send(`${pool.domain}/oauth2/token`, { method: 'PUT' })).status).toBe(405);
    expect((await send(`${pool.domain}/login`, { method: 'DELETE' })).headers['allow']).toBe(
      'GET, HEAD, POST',
    );
  });

  test('that is not there says what is where', async () => {
    for (const url of [`${pool.domain}/oauth2/userinfo`, pool.issuer, `${pool.api}/login`]) {
      const answer = await send(url);
      expect([answer.status, answer.json()['message']]).toEqual([404, expect.stringContaining(pool.domain)]);
      expect(answer.json()['message']).toContain(`${pool.userPoolId}/.well-known/openid-configuration`);
    }
  });
});

test('a foreign Host header does not come back in any address', async () => {
  const headers = { host: 'evil.example' };
  const answers = [
    await send(`${pool.issuer}/.well-known/openid-configuration`, { headers }),
    await send(`${pool.domain}/oauth2/authorize?client_id=x`, { headers }),
    await send(`${pool.domain}/login`, { headers }),
    await send(`${pool.domain}/nowhere`, { headers }),
  ];
  for (const { text, location } of answers) expect(`${location} ${text}`).not.toContain('evil.example');
});

test('an absolute target is answered as the path in it', async () => {
  const request =
    'GET http://evil.example/oauth2/authorize?client_id=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const answer = await raw(request);
  expect(answer).toMatch(/^HTTP\/1\.1 302 /u);
  expect(answer).not.toContain('evil.example');
});
