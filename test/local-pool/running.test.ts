import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SEED_PASSWORD, type LocalPool, type LocalPoolOptions } from '../../src/local-pool/index.js';
import { createBrowser, send, type SendOptions } from './support/browser.js';
import { authorizeUrl, basic, decode, refresh, signIn, signInForTokens, testPool } from './support/pool.js';

let folder: string;
let pools: LocalPool[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-pool-'));
  pools = [];
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  rmSync(folder, { recursive: true });
});

async function start(options: LocalPoolOptions = {}): Promise<LocalPool> {
  const pool = await testPool(options);
  pools.push(pool);
  return pool;
}

function fileWith(content: unknown): string {
  const file = join(folder, 'seed.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('a seed', () => {
  test('replaces Ada and Grace, with groups, roles and clients of its own', async () => {
    const pool = await start({
      seed: {
        groups: [{ name: 'crew', roleArn: 'arn:aws:iam::1:role/crew', precedence: 1 }],
        people: [{ email: 'jean@example.com', groups: ['crew'], attributes: { 'custom:tier': 'gold' } }],
      },
    });
    const tokens = await signInForTokens(pool, { username: 'jean@example.com' });
    expect(decode(tokens.id_token)).toMatchObject({
      'cognito:groups': ['crew'],
      'cognito:roles': ['arn:aws:iam::1:role/crew'],
      'cognito:preferred_role': 'arn:aws:iam::1:role/crew',
      'custom:tier': 'gold',
    });
    expect(() => pool.person('ada@example.com')).toThrow('Nobody called ada@example.com');
  });
});

describe('a data file', () => {
  test('keeps people, sign-ins, keys and the secret over a restart', async () => {
    const dataFile = join(folder, 'pool.json');
    const first = await start({ dataFile });
    first.addPerson({ email: 'new@example.com', password: SEED_PASSWORD });
    const tokens = await signInForTokens(first, { username: 'new@example.com' });
    await first.close();
    const second = await start({ dataFile });
    expect(second.client.secret).toBe(first.client.secret);
    const refreshed = await refresh(second, tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    expect(decode(String(refreshed.json()['access_token']))['iss']).toBe(second.issuer);
    expect(decode(String(refreshed.json()['access_token']), 0)['kid']).toBe(
      decode(tokens.access_token, 0)['kid'],
    );
    second.revokeEverything();
    expect((await refresh(second, tokens.refresh_token)).status).toBe(400);
  });

  test('is for its owner only and holds neither passwords nor refresh tokens', async () => {
    const dataFile = join(folder, 'pool.json');
    const pool = await start({ dataFile });
    const tokens = await signInForTokens(pool);
    await pool.close();
    const content = readFileSync(dataFile, 'utf8');
    expect(statSync(dataFile).mode & 0o777).toBe(0o600);
    expect(content).not.toContain(SEED_PASSWORD);
    expect(content).not.toContain(tokens.refresh_token.slice(-40));
  });

  test('holds nothing any more of sign-ins that ended', async () => {
    const dataFile = join(folder, 'pool.json');
    const pool = await start({ dataFile, rotation: { graceSeconds: 10 } });
    for (let i = 0; i < 3; i += 1) {
      const browser = createBrowser();
      const tokens = await signInForTokens(pool, { browser });
      await refresh(pool, tokens.refresh_token);
      const headers = { authorization: basic(pool) };
      await send(`${pool.domain}/oauth2/revoke`, { form: { token: tokens.refresh_token }, headers });
      await browser.visit(`${pool.domain}/logout?client_id=${pool.client.id}`);
    }
    await pool.close();
    const { tables } = JSON.parse(readFileSync(dataFile, 'utf8')) as { tables: Record<string, unknown[]> };
    for (const name of ['families', 'refreshTokens', 'codes', 'browserSessions', 'challenges']) {
      expect([name, tables[name]]).toEqual([name, []]);
    }
  });

  test('of something else is not overwritten', async () => {
    const file = fileWith({ hello: 1 });
    await expect(testPool({ dataFile: file })).rejects.toThrow('is not a state file of the local pool');
    expect(readFileSync(file, 'utf8')).toBe('{"hello":1}');
  });

  test('that cannot be written is said at the start', async () => {
    const dataFile = join(folder, 'no-such-folder', 'pool.json');
    await expect(testPool({ dataFile })).rejects.toThrow(`The state cannot be saved to ${dataFile}`);
  });

  test('of another user pool is not opened as this one', async () => {
    const dataFile = join(folder, 'pool.json');
    await (await start({ dataFile })).close();
    await expect(testPool({ dataFile, userPoolId: 'eu-west-1_Other' })).rejects.toThrow(
      'holds us-east-1_Local0001, not eu-west-1_Other',
    );
  });
});

test('a taken port is said to be taken, and the other one is let go', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(testPool({ domainPort: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  blocker.close();
});

test('a client that Cognito would not take is refused with every reason', async () => {
  const pool = await start();
  const changes = {
    callbackUrls: ['http://app.example.com/cb', 'https://x/#top'],
    rotation: { graceSeconds: 61 },
  };
  expect(() => pool.updateClient(pool.client.id, changes)).toThrow(
    /callbackUrls\[0\] must be a URL[^]*callbackUrls\[1\] must be a URL[^]*graceSeconds must be a whole number from 0 to 60/u,
  );
  await expect(testPool({ logoutUrls: ['nowhere'] })).rejects.toThrow('logoutUrls[0] must be a URL');
});

describe('the local pages', () => {
  test('show the codes that would have been mailed, and who is signed in', async () => {
    const pool = await start();
    const browser = createBrowser();
    const url = authorizeUrl(pool).replace('/oauth2/authorize', '/forgotPassword');
    await browser.submit(await browser.visit(url), url, { username: 'ada@example.com' });
    const outbox = await browser.visit(`${pool.domain}/_local/outbox`);
    expect(outbox.body).toContain(pool.outbox.latest('ada@example.com')?.code);
    await signInForTokens(pool, { browser });
    expect((await browser.visit(`${pool.domain}/`)).location).toBe('/_local/');
    expect((await browser.visit(`${pool.domain}/_local/`)).body).toContain('grace@example.com');
  });

  test('do not answer to a foreign host name', async () => {
    const pool = await start();
    const answer = await send(`${pool.domain}/_local/outbox`, { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(403);
  });
});

describe('control over HTTP', () => {
  const json = (body: object, headers: Record<string, string> = {}): SendOptions => ({
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

  test('is off unless asked for', async () => {
    const pool = await start();
    expect((await send(`${pool.domain}/_local/control/clock`, json({ advanceMs: 1 }))).status).toBe(404);
  });

  test('moves the clock, breaks endpoints, manages people and clients', async () => {
    const pool = await start({ control: true });
    const control = `${pool.domain}/_local/control`;
    const before = pool.clock.now();
    await send(`${control}/clock`, json({ advanceMs: 60_000 }));
    expect(pool.clock.now() - before).toBeGreaterThanOrEqual(60_000);
    await send(
      `${control}/faults`,
      json({ endpoint: 'jwks', fault: { kind: 'status', status: 503 }, times: 1 }),
    );
    expect((await send(`${pool.issuer}/.well-known/jwks.json`)).status).toBe(503);
    await send(`${control}/people`, json({ email: 'x@example.com', password: SEED_PASSWORD }));
    await send(`${control}/people/x@example.com/groups`, json({ groups: ['staff'] }));
    expect(pool.person('x@example.com').groups).toEqual(['staff']);
    const patched = await send(`${control}/clients/${pool.client.id}`, {
      ...json({ rotation: { graceSeconds: 5 } }),
      method: 'PATCH',
    });
    expect([patched.status, patched.json()]).toEqual([200, { ok: true }]);
    await signIn(pool, { username: 'x@example.com' });
    expect((await send(`${control}/requests/login`)).json()['count']).toBe(2);
  });

  test('says what is wrong with a request', async () => {
    const pool = await start({ control: true });
    const control = `${pool.domain}/_local/control`;
    const answers = await Promise.all([
      send(`${control}/clock`, json({ advanceMs: 'soon' })),
      send(`${control}/people`, json({ email: 'ada@example.com' })),
      send(`${control}/people/nobody/disable`, json({})),
      send(`${control}/faults`, json({ endpoint: 'token', fault: { kind: 'fire' } })),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400]);
    expect(answers[0]?.json()['problems']).toEqual([
      expect.stringContaining('advanceMs must be a whole number'),
    ]);
  });

  test('answers no web page and no foreign host name', async () => {
    const pool = await start({ control: true });
    const url = `${pool.domain}/_local/control/revoke-everything`;
    const answers = await Promise.all([
      send(url, json({}, { origin: 'https://evil.example' })),
      send(url, json({}, { 'sec-fetch-site': 'cross-site' })),
      send(url, json({}, { host: 'evil.example' })),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403]);
  });
});
