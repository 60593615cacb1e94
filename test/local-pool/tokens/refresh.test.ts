import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, send } from '../../support/browser.js';
import { startPool, poolForEachTest } from '../../support/pool.js';
import { basic, decode, refresh, signInForTokens, tokenRequest, type TokenSet } from '../support/app.js';

const dayMs = 86_400_000;
const refused = [400, { error: 'invalid_grant' }];

const pool = poolForEachTest();
let tokens: TokenSet;

beforeEach(async () => {
  tokens = await signInForTokens(pool);
});

const outcome = (answer: Answer): unknown[] => [answer.status, answer.json()];

const rotated = async (token: string): Promise<string> =>
  String((await refresh(pool, token)).json()['refresh_token']);

describe('refresh tokens (quirk: refresh)', () => {
  test('look like a JWE and are long', () => {
    expect(tokens.refresh_token).toMatch(/^eyJjdHki[\w-]*(\.[\w-]+){4}$/u);
    expect(tokens.refresh_token.length).toBeGreaterThan(1700);
    const together = tokens.refresh_token.length + tokens.access_token.length + tokens.id_token.length;
    expect(together).toBeGreaterThan(3500);
  });

  test('stay the same without rotation, and the answer names none', async () => {
    expect(Object.keys((await refresh(pool, tokens.refresh_token)).json())).toEqual([
      'id_token',
      'access_token',
      'expires_in',
      'token_type',
    ]);
    expect((await refresh(pool, tokens.refresh_token)).status).toBe(200);
  });

  test('keep auth_time, origin_jti and event_id, change iat, exp and jti, and drop the nonce (quirk: refresh)', async () => {
    const first = await signInForTokens(pool, {
      changes: { nonce: 'n', resource: 'https://api.example.com' },
    });
    pool.clock.advance(60_000);
    const second = (await refresh(pool, first.refresh_token)).json() as unknown as TokenSet;
    for (const kind of ['id_token', 'access_token'] as const) {
      const [before, after] = [decode(first[kind]), decode(second[kind])];
      for (const name of ['auth_time', 'origin_jti', 'event_id', 'sub', 'aud'])
        expect(after[name]).toBe(before[name]);
      expect(Number(after['iat']) - Number(before['iat'])).toBeGreaterThanOrEqual(60);
      expect(after['jti']).not.toBe(before['jti']);
    }
    expect(decode(second.id_token)).not.toHaveProperty('nonce');
    expect(decode(second.id_token)).toHaveProperty('at_hash');
  });

  test('bring changed groups, and refuse people who were disabled', async () => {
    pool.setGroups('ada@example.com', ['staff']);
    const after = await refresh(pool, tokens.refresh_token);
    expect(decode(String(after.json()['access_token']))['cognito:groups']).toEqual(['staff']);
    pool.disablePerson('ada@example.com');
    expect(outcome(await refresh(pool, tokens.refresh_token))).toEqual(refused);
  });

  test('live for thirty days by default, and are then refused without a description', async () => {
    pool.clock.advance(30 * dayMs - 2000);
    expect((await refresh(pool, tokens.refresh_token)).status).toBe(200);
    pool.clock.advance(2000);
    expect(outcome(await refresh(pool, tokens.refresh_token))).toEqual(refused);
  });

  test('of another client, made up or cut short are refused alike', async () => {
    const form = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
      client_id: pool.publicClient.id,
    };
    expect(outcome(await tokenRequest(pool, form, {}))).toEqual(refused);
    expect(outcome(await refresh(pool, 'made-up'))).toEqual(refused);
    expect(outcome(await refresh(pool, tokens.refresh_token.slice(0, -1)))).toEqual(refused);
  });

  test('bring no ID token where openid was not granted (quirk: refresh)', async () => {
    const admin = await signInForTokens(pool, { changes: { scope: 'aws.cognito.signin.user.admin' } });
    expect(Object.keys((await refresh(pool, admin.refresh_token)).json())).toEqual([
      'access_token',
      'expires_in',
      'token_type',
    ]);
  });

  test('work here whatever ExplicitAuthFlows says (quirk: refresh)', async () => {
    pool.updateClient(pool.client.id, { explicitAuthFlows: [] });
    expect((await refresh(pool, tokens.refresh_token)).status).toBe(200);
  });

  test('of a client for client credentials only are unauthorized_client (quirk: refresh)', async () => {
    pool.updateClient(pool.client.id, { flows: ['client_credentials'] });
    expect(outcome(await refresh(pool, tokens.refresh_token))).toEqual([
      400,
      { error: 'unauthorized_client' },
    ]);
  });

  test('never renew the cognito cookie', async () => {
    const answer = await refresh(pool, tokens.refresh_token);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  test('die with revokeEverything', async () => {
    pool.revokeEverything();
    expect(outcome(await refresh(pool, tokens.refresh_token))).toEqual(refused);
  });
});

describe('rotation (quirk: rotation)', () => {
  beforeEach(() => pool.updateClient(pool.client.id, { rotation: { graceSeconds: 10 } }));

  test('gives a new refresh token each time', async () => {
    const second = await rotated(tokens.refresh_token);
    expect(second).not.toBe(tokens.refresh_token);
    expect((await refresh(pool, second)).status).toBe(200);
  });

  test('lets the old one live for the grace period, and not a moment longer', async () => {
    const still = await startPool({ now: () => 1_800_000_000_000, rotation: { graceSeconds: 10 } });
    const first = (await signInForTokens(still)).refresh_token;
    const second = String((await refresh(still, first)).json()['refresh_token']);
    still.clock.advance(9_999);
    const inTime = await refresh(still, first);
    still.clock.advance(1);
    const late = await refresh(still, first);
    const newest = await refresh(still, second);
    await still.close();
    expect([inTime.status, outcome(late), newest.status]).toEqual([200, refused, 200]);
  });

  test('with a grace of 0 kills the old one at once; the new one survives its reuse', async () => {
    pool.updateClient(pool.client.id, { rotation: { graceSeconds: 0 } });
    const second = await rotated(tokens.refresh_token);
    expect(outcome(await refresh(pool, tokens.refresh_token))).toEqual(refused);
    expect((await refresh(pool, second)).status).toBe(200);
  });

  test('does not lengthen the life of the sign-in', async () => {
    pool.clock.advance(29 * dayMs);
    const second = await rotated(tokens.refresh_token);
    pool.clock.advance(dayMs);
    expect(outcome(await refresh(pool, second))).toEqual(refused);
  });

  test('keeps origin_jti, so that one revocation ends every token of the sign-in', async () => {
    const second = await rotated(tokens.refresh_token);
    const third = (await refresh(pool, second)).json() as unknown as TokenSet;
    expect(decode(third.access_token)['origin_jti']).toBe(decode(tokens.access_token)['origin_jti']);
    await send(`${pool.domain}/oauth2/revoke`, {
      form: { token: third.refresh_token },
      headers: { authorization: basic(pool) },
    });
    expect(outcome(await refresh(pool, second))).toEqual(refused);
    expect(outcome(await refresh(pool, third.refresh_token))).toEqual(refused);
  });

  test('shows in the request log by hashes only, so that reuse can be proved', async () => {
    const second = await rotated(tokens.refresh_token);
    await refresh(pool, second);
    await refresh(pool, second);
    const hashes = pool.requests.list('token').flatMap((request) => request.refreshTokenSha256 ?? []);
    expect([hashes.length, new Set(hashes).size]).toEqual([3, 2]);
    expect(JSON.stringify(pool.requests.list('token'))).not.toContain(second.slice(0, 200));
  });
});
