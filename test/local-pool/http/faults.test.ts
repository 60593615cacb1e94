import { verify } from 'node:crypto';
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { seedPassword, type Fault } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { startPool, poolForEachTest } from '../../support/pool.js';
import { decode, refresh, signInForTokens, type TokenSet } from '../support/app.js';

const pool = poolForEachTest();

const jwks = (): ReturnType<typeof send> => send(`${pool.issuer}/.well-known/jwks.json`);

const breakOnce = (endpoint: 'jwks' | 'token' | 'discovery', fault: Fault): void => {
  pool.faults.add({ endpoint, fault, times: 1 });
};

const spoiled = async (fault: Fault): Promise<TokenSet> => {
  pool.faults.add({ endpoint: 'token', fault });
  return signInForTokens(pool);
};

describe('faults of the connection', () => {
  test('a status, with body and headers, meets as many requests as it was planned for', async () => {
    const fault: Fault = { kind: 'status', status: 429, body: 'slow down', headers: { 'retry-after': '7' } };
    pool.faults.add({ endpoint: 'jwks', fault, times: 2 });
    const answers = [await jwks(), await jwks(), await jwks()];
    expect(answers.map((answer) => answer.status)).toEqual([429, 429, 200]);
    expect([answers[0]?.text, answers[0]?.headers['retry-after']]).toEqual(['slow down', '7']);
  });

  test('broken JSON says that it is JSON', async () => {
    breakOnce('jwks', { kind: 'broken-json' });
    const answer = await jwks();
    expect(answer.headers['content-type']).toContain('application/json');
    expect(() => answer.json()).toThrow(SyntaxError);
  });

  test('an oversize answer is valid JSON of that size', async () => {
    breakOnce('jwks', { kind: 'oversize', bytes: 2_000_000 });
    expect((await jwks()).text).toHaveLength(2_000_000);
  });

  test('an oversize answer can be small on the wire', async () => {
    breakOnce('jwks', { kind: 'oversize', bytes: 2_000_000, gzip: true });
    const chunks: Buffer[] = [];
    await new Promise((resolve) => {
      request(`${pool.issuer}/.well-known/jwks.json`, (answer) => {
        answer.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve);
      }).end();
    });
    const sent = Buffer.concat(chunks);
    expect(sent.length).toBeLessThan(20_000);
    expect(gunzipSync(sent)).toHaveLength(2_000_000);
  });

  test('a dropped connection is an error to the caller', async () => {
    breakOnce('jwks', { kind: 'drop' });
    await expect(jwks()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await jwks()).status).toBe(200);
  });

  test('silence lasts until the caller or the pool gives up', async () => {
    breakOnce('jwks', { kind: 'silence' });
    const silent = jwks();
    const caught = silent.catch((error: unknown) => error);
    expect((await jwks()).status).toBe(200);
    await pool.close();
    expect(await caught).toMatchObject({ code: 'ECONNRESET' });
  });

  test('a delay comes before the answer', async () => {
    breakOnce('jwks', { kind: 'delay', ms: 60 });
    const started = performance.now();
    expect((await jwks()).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  test('a slow body arrives in drips, and whole', async () => {
    breakOnce('jwks', { kind: 'slow-body', chunkBytes: 200, everyMs: 2 });
    expect((await jwks()).json()['keys']).toHaveLength(2);
  });

  test('clear takes back what is still planned', async () => {
    pool.faults.add({ endpoint: 'jwks', fault: { kind: 'status', status: 500 } });
    pool.faults.clear();
    expect((await jwks()).status).toBe(200);
  });
});

describe('faults of what is said', () => {
  test('discovery can say something else, or leave something out', async () => {
    breakOnce('discovery', {
      kind: 'discovery',
      change: { issuer: 'https://evil.example', jwks_uri: undefined },
    });
    const document = (await send(`${pool.issuer}/.well-known/openid-configuration`)).json();
    expect(document['issuer']).toBe('https://evil.example');
    expect(document).not.toHaveProperty('jwks_uri');
  });

  test('the key set can be any list of keys', async () => {
    breakOnce('jwks', { kind: 'jwks', change: (keys) => keys.slice(1) });
    expect((await jwks()).json()['keys']).toHaveLength(1);
  });

  test('a token response can lose or change members, as a whole too', async () => {
    const changed = await spoiled({
      kind: 'token-response',
      change: { id_token: undefined, token_type: 'DPoP' },
    });
    expect(changed).not.toHaveProperty('id_token');
    expect(changed.token_type).toBe('DPoP');
    pool.faults.clear();
    const whole = await spoiled({
      kind: 'token-response',
      change: ({ token_type: type }) => ({ only: type }),
    });
    expect(whole).toEqual({ only: 'Bearer' });
  });

  test.each([
    ['a wrong nonce', { nonce: 'other' }],
    ['a wrong issuer', { iss: 'https://evil.example' }],
    ['a list of audiences and azp', { aud: ['a', 'b'], azp: 'a' }],
    ['another token_use', { token_use: 'access' }],
    ['another sub', { sub: 'somebody' }],
    ['an exp of long ago', { exp: 1 }],
    ['an iat of the future', { iat: 9_999_999_999 }],
    ['a wrong at_hash', { at_hash: 'AAAA' }],
    ['extra claims', { 'custom:x': { nested: [1] } }],
  ])('an ID token can have %s, under a good signature', async (_what, claims) => {
    const tokens = await spoiled({ kind: 'token', of: 'id', claims });
    expect(decode(tokens.id_token)).toMatchObject(claims);
    expect(isSigned(tokens.id_token)).toBe(true);
    expect(decode(tokens.access_token)['token_use']).toBe('access');
  });

  test('a claim or a header member can be missing or another', async () => {
    const fault = {
      kind: 'token',
      of: 'access',
      claims: { sub: undefined },
      header: { kid: 'x', typ: 'JWT' },
    } as const;
    const tokens = await spoiled(fault);
    expect(decode(tokens.access_token)).not.toHaveProperty('sub');
    expect(decode(tokens.access_token, 0)).toEqual({ kid: 'x', alg: 'RS256', typ: 'JWT' });
  });

  test.each([
    ['foreign', 'RS256', 342],
    ['empty', 'RS256', 0],
    ['none', 'none', 0],
    ['hs256', 'HS256', 43],
    ['ps256', 'PS256', 342],
    ['es256', 'ES256', 86],
  ] as const)('the signature can be %s', async (signature, alg, length) => {
    const tokens = await spoiled({ kind: 'token', of: 'id', signature });
    expect(decode(tokens.id_token, 0)).toEqual({ kid: pool.keys.current().id.kid, alg });
    expect(tokens.id_token.split('.')[2]).toHaveLength(length);
    expect(isSigned(tokens.id_token)).toBe(false);
  });
});

const isSigned = (token: string): boolean => {
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  return verify('sha256', Buffer.from(token.slice(0, end)), pool.keys.current().id.publicKey, signature);
};

describe('the request log', () => {
  test('counts and lists requests with what was asked and what came of it, without secrets', async () => {
    const tokens = await signInForTokens(pool);
    expect([
      pool.requests.count('authorize'),
      pool.requests.count('login'),
      pool.requests.count('token'),
    ]).toEqual([1, 2, 1]);
    const [login] = pool.requests.list('login').slice(-1);
    expect(login).toMatchObject({ method: 'POST', path: '/login', status: 302 });
    expect(login?.parameters).toMatchObject({ username: 'ada@example.com', client_id: pool.client.id });
    expect(login?.parameters).not.toHaveProperty('password');
    await refresh(pool, `${tokens.refresh_token}x`);
    expect(pool.requests.list('token')[1]).toMatchObject({
      status: 400,
      parameters: { grant_type: 'refresh_token' },
    });
    const form = { password: seedPassword, passwordConfirmation: seedPassword, code: '123456' };
    await send(`${pool.domain}/newPassword`, { form });
    expect(JSON.stringify(pool.requests.list('page'))).not.toMatch(new RegExp(`${seedPassword}|123456`, 'u'));
    pool.requests.clear();
    expect([pool.requests.count('token'), pool.requests.list('token')]).toEqual([0, []]);
  });
});

test('keys can be shared between pools, and rotated in one of them', async () => {
  const other = await startPool();
  expect(other.keys.published()).toEqual(pool.keys.published());
  await other.keys.rotate();
  expect(other.keys.published()).not.toEqual(pool.keys.published());
  await other.close();
});
