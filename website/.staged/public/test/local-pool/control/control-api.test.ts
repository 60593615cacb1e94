import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { type Answer, type SendOptions, send } from '../../support/browser.js';
import { startPool, poolForEachTest } from '../../support/pool.js';
import { decode, redeem, refresh, signIn, signInForTokens } from '../support/app.js';

const pool = poolForEachTest({ control: true });

const json = (body: object, headers: Record<string, string> = {}): SendOptions => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

const control = (path: string, options?: SendOptions): Promise<Answer> =>
  send(`${pool.domain}/_local/control${path}`, options);

const plan = (body: object): Promise<Answer> => control('/faults', json(body));

describe('control over HTTP', () => {
  test('is off unless asked for, and says how to ask', async () => {
    const other = await startPool();
    const answer = await send(`${other.domain}/_local/control/clock`, json({ advanceMs: 1 }));
    expect([answer.status, answer.json()['message']]).toEqual([404, expect.stringContaining('--control')]);
    await other.close();
  });

  test('moves the clock, and tells the time', async () => {
    const before = pool.clock.now();
    const moved = await control('/clock', json({ advanceMs: 60_000 }));
    expect(moved.json()['now']).toBeGreaterThanOrEqual(before + 60_000);
    expect((await control('/clock')).json()['now']).toBeGreaterThanOrEqual(before + 60_000);
    expect(pool.clock.now() - before).toBeGreaterThanOrEqual(60_000);
  });

  test('manages people and clients', async () => {
    await control('/people', json({ email: 'x@example.com', password: seedPassword }));
    await control('/people/x@example.com/groups', json({ groups: ['staff'] }));
    expect(pool.person('x@example.com').groups).toEqual(['staff']);
    const patched = await control(`/clients/${pool.client.id}`, {
      ...json({ rotation: { graceSeconds: 5 } }),
      method: 'PATCH',
    });
    expect([patched.status, patched.json()]).toEqual([200, { ok: true }]);
    await signIn(pool, { username: 'x@example.com' });
    expect((await control('/requests/login')).json()['count']).toBe(2);
    await control('/requests', { method: 'DELETE' });
    expect((await control('/requests/login')).json()['count']).toBe(0);
    await control('/people/x@example.com/disable', { method: 'POST' });
    expect(pool.person('x@example.com').enabled).toBe(false);
  });

  test('changes the pool as a seed may', async () => {
    const change = (body: object): Promise<Answer> => control('/pool', { ...json(body), method: 'PATCH' });
    expect((await change({ sessionTracking: { isOn: true, maxPerUser: 1 } })).status).toBe(200);
    const [first] = [await signInForTokens(pool), await signInForTokens(pool)];
    expect((await refresh(pool, first.refresh_token)).status).toBe(400);
    expect((await change({ mfa: 'MAYBE' })).json()['problems']).toEqual([
      'mfa must be one of OFF, OPTIONAL, ON',
    ]);
  });

  test('rotates the signing keys, and keeps the old ones when told to', async () => {
    const [id] = pool.keys.published();
    await control('/keys/rotate', json({ keepOld: true }));
    expect(pool.keys.published()).toHaveLength(4);
    expect(pool.keys.published()).toContainEqual(id);
    expect((await control('/keys/rotate', { method: 'POST' })).json()).toEqual({ ok: true });
    expect(pool.keys.published()).toHaveLength(2);
    expect(pool.keys.published()).not.toContainEqual(id);
  });

  test('ends all sign-ins at once', async () => {
    const tokens = [
      await signInForTokens(pool),
      await signInForTokens(pool, { username: 'grace@example.com' }),
    ];
    await control('/revoke-everything', { method: 'POST' });
    for (const { refresh_token: token } of tokens) expect((await refresh(pool, token)).status).toBe(400);
  });

  test('shows the outbox, and empties it', async () => {
    pool.outbox.send({ at: 0, to: 'a@b', channel: 'EMAIL', purpose: 'test', code: '123456' });
    expect(JSON.parse((await control('/outbox')).text)).toMatchObject([{ to: 'a@b', code: '123456' }]);
    await control('/outbox', { method: 'DELETE' });
    expect((await control('/outbox')).text).toBe('[]');
  });
});

describe('faults over HTTP', () => {
  test('last as often as planned, can be listed, and are taken back together', async () => {
    await plan({ endpoint: 'jwks', fault: { kind: 'status', status: 503 }, times: 2 });
    await plan({ endpoint: 'discovery', fault: { kind: 'drop' } });
    expect((await send(`${pool.issuer}/.well-known/jwks.json`)).status).toBe(503);
    expect(JSON.parse((await control('/faults')).text)).toEqual([
      { endpoint: 'jwks', fault: { kind: 'status', status: 503 }, times: 1 },
      { endpoint: 'discovery', fault: { kind: 'drop' } },
    ]);
    await control('/faults', { method: 'DELETE' });
    expect((await send(`${pool.issuer}/.well-known/jwks.json`)).status).toBe(200);
    expect((await send(`${pool.issuer}/.well-known/openid-configuration`)).status).toBe(200);
  });

  test('remove a claim, a header member or a part of an answer with null', async () => {
    const fault = { kind: 'token', of: 'id', claims: { nonce: null, aud: 'other' }, header: { kid: null } };
    await plan({ endpoint: 'token', fault });
    await plan({ endpoint: 'token', fault: { kind: 'token-response', change: { token_type: null } } });
    const code = (await signIn(pool, { changes: { nonce: 'n' } })).searchParams.get('code') ?? '';
    const tokens = (await redeem(pool, code)).json();
    expect(tokens).not.toHaveProperty('token_type');
    expect(decode(String(tokens['id_token']))).not.toHaveProperty('nonce');
    expect(decode(String(tokens['id_token']))['aud']).toBe('other');
    expect(decode(String(tokens['id_token']), 0)).toEqual({ alg: 'RS256' });
  });

  test('put another issuer, another algorithm and another signature into tokens', async () => {
    const fault = { kind: 'token', of: 'access', claims: { iss: 'https://evil.example' }, signature: 'none' };
    await plan({ endpoint: 'token', fault });
    const { access_token: token } = await signInForTokens(pool);
    expect(decode(token)['iss']).toBe('https://evil.example');
    expect([decode(token, 0)['alg'], token.split('.')[2]]).toEqual(['none', '']);
  });

  test('replace the key set by any list of keys', async () => {
    await plan({ endpoint: 'jwks', fault: { kind: 'jwks', keys: [] } });
    expect((await send(`${pool.issuer}/.well-known/jwks.json`)).json()).toEqual({ keys: [] });
  });

  test.each([
    [{ endpoint: 'token', fault: { kind: 'fire' } }, 'fault.kind must be one of delay, status, broken-json'],
    [{ endpoint: 'tokens', fault: { kind: 'drop' } }, 'endpoint must be one of discovery, jwks, authorize'],
    [{ endpoint: 'token' }, 'fault is missing'],
    [{ endpoint: 'token', fault: { kind: 'drop' }, times: 0 }, 'times must be a whole number from 1'],
    [{ endpoint: 'token', fault: { kind: 'delay' } }, 'fault.ms is missing'],
    [{ endpoint: 'token', fault: { kind: 'delay', ms: '1s' } }, 'fault.ms must be a whole number'],
    [
      { endpoint: 'token', fault: { kind: 'status', status: 42 } },
      'fault.status must be a whole number from 200',
    ],
    [
      { endpoint: 'token', fault: { kind: 'status', status: 503, headers: { 'a b': 'c' } } },
      'fault.headers.a b is no header that HTTP can carry',
    ],
    [{ endpoint: 'token', fault: { kind: 'oversize', bytes: 1e12 } }, 'fault.bytes must be a whole number'],
    [
      { endpoint: 'token', fault: { kind: 'slow-body', chunkBytes: 0, everyMs: 1 } },
      'fault.chunkBytes must be a whole number from 1',
    ],
    [{ endpoint: 'token', fault: { kind: 'token', of: 'refresh' } }, 'fault.of must be one of id, access'],
    [
      { endpoint: 'token', fault: { kind: 'drop', after: 1 } },
      'fault.after is not known here; expected kind',
    ],
    [
      { endpoint: 'userInfo', fault: { kind: 'token', of: 'id' } },
      'A fault of kind token spoils answers of token; those of userInfo have no such thing.',
    ],
  ])('are refused with the reason: %j', async (body, reason) => {
    const answer = await plan(body);
    expect([answer.status, answer.json()['problems']]).toEqual([400, [expect.stringContaining(reason)]]);
    expect(pool.faults.list()).toEqual([]);
  });
});

describe('a request to the control API', () => {
  test('that asks for nonsense hears what is wrong', async () => {
    const answers = await Promise.all([
      control('/clock', json({ advanceMs: 'soon' })),
      control('/people', json({ email: 'ada@example.com' })),
      control('/people/nobody/disable', json({})),
      control('/requests/tokens'),
      control('/clock', { ...json({}), body: '{"advanceMs"' }),
    ]);
    expect(answers.map((answer) => [answer.status, (answer.json()['problems'] as string[]).join()])).toEqual([
      [400, expect.stringContaining('advanceMs must be a whole number')],
      [400, expect.stringContaining('An account with the given email already exists')],
      [400, expect.stringContaining('Nobody called nobody is in us-east-1_Local0001')],
      [400, expect.stringContaining('endpoint must be one of discovery, jwks')],
      [400, expect.stringContaining('The body is not JSON')],
    ]);
  });

  test('whose body claims to be no JSON is told to say that it is', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await control('/clock', {
        ...json({ advanceMs: 1 }),
        headers: { 'content-type': type },
      });
      expect(answer.status).toBe(415);
      expect(answer.text).toContain('The body must come with Content-Type: application/json.');
    }
  });

  test.each(['application/json', 'application/json;charset=UTF-8', undefined])(
    'without a body is understood, whatever it says of one: %s (F-P9)',
    async (type) => {
      await plan({ endpoint: 'token', fault: { kind: 'drop' } });
      const headers = type === undefined ? {} : { 'content-type': type };
      expect((await control('/faults', { method: 'DELETE', headers })).status).toBe(200);
      expect(pool.faults.list()).toEqual([]);
    },
  );

  test('for something that is not there gets the list of what is', async () => {
    const answer = await control('/fault', json({}));
    expect(answer.status).toBe(404);
    expect(answer.json()['message']).toBe('There is no POST /fault here.');
    expect(answer.json()['actions']).toContain('POST /_local/control/faults');
  });

  test('of a web page or for a foreign host name is not answered', async () => {
    const answers = await Promise.all([
      control('/revoke-everything', json({}, { origin: 'https://evil.example' })),
      control('/revoke-everything', json({}, { 'sec-fetch-site': 'cross-site' })),
      control('/revoke-everything', json({}, { host: 'evil.example' })),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403]);
  });
});
