import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, send } from '../../support/browser.js';
import { poolForEachTest } from '../../support/pool.js';
import { basic, refresh, signInForTokens, type TokenSet } from '../support/app.js';

const pool = poolForEachTest();
let tokens: TokenSet;

beforeEach(async () => {
  tokens = await signInForTokens(pool);
});

const userInfo = (authorization?: string): Promise<Answer> =>
  send(`${pool.domain}/oauth2/userInfo`, {
    headers: authorization === undefined ? {} : { authorization },
  });

const isAlive = async (accessToken = tokens.access_token): Promise<boolean> =>
  (await userInfo(`Bearer ${accessToken}`)).status === 200;

const revoke = (
  form: Record<string, string>,
  headers: Record<string, string> = { authorization: basic(pool) },
) => send(`${pool.domain}/oauth2/revoke`, { form, headers });

describe('userInfo (quirk: userInfo)', () => {
  test('has strings only, email_verified among them, the user name, and no groups', async () => {
    pool.person('ada@example.com').attributes['custom:tier'] = 'gold';
    const answer = await userInfo(`Bearer ${tokens.access_token}`);
    expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8');
    expect(answer.headers['cache-control']).toBe('no-cache, no-store, max-age=0, must-revalidate');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    const { sub } = pool.person('ada@example.com');
    expect(answer.json()).toEqual({
      sub,
      'email': 'ada@example.com',
      'email_verified': 'true',
      'name': 'Ada Lovelace',
      'given_name': 'Ada',
      'family_name': 'Lovelace',
      'custom:tier': 'gold',
      'username': sub,
    });
  });

  test('shows what the client may read only', async () => {
    pool.updateClient(pool.client.id, { readAttributes: ['email', 'email_verified'] });
    expect((await userInfo(`Bearer ${tokens.access_token}`)).json()).not.toHaveProperty('name');
  });

  test.each([
    ['no header', undefined],
    ['another scheme', 'Basic eDp5'],
    ['two words too many', 'Bearer a b'],
  ])('%s is 400 with invalid_request, without a scheme in the header', async (_what, authorization) => {
    const answer = await userInfo(authorization);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([
      400,
      'error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"',
    ]);
  });

  const refusal =
    'error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."';

  test.each([
    ['garbage', () => 'garbage'],
    ['an ID token', () => tokens.id_token],
    ['a refresh token', () => tokens.refresh_token],
    ['a changed token', () => `${tokens.access_token.slice(0, -8)}AAAAAAAA`],
    ['a token without a signature', () => tokens.access_token.replace(/[^.]*$/u, '')],
  ])('%s is 401 with invalid_token', async (_what, token) => {
    const answer = await userInfo(`Bearer ${token()}`);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, refusal]);
  });

  test.each<[string, () => unknown]>([
    ['expired', () => pool.clock.advance(3_600_000)],
    ['revoked', () => revoke({ token: tokens.refresh_token })],
    ['of somebody signed out globally', () => pool.revokeEverything()],
    ['of somebody disabled', () => pool.disablePerson('ada@example.com')],
  ])('a token that is %s is 401 with invalid_token', async (_what, happens) => {
    await happens();
    const answer = await userInfo(`Bearer ${tokens.access_token}`);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, refusal]);
  });

  test('a client without revocation is asked after its sign-ins all the same', async () => {
    pool.updateClient(pool.client.id, { revocation: false });
    const { access_token: token } = await signInForTokens(pool);
    expect(await isAlive(token)).toBe(true);
    pool.revokeEverything();
    expect(await isAlive(token)).toBe(false);
  });

  test('phone_number_verified is a string as well', async () => {
    const { attributes } = pool.person('ada@example.com');
    Object.assign(attributes, { phone_number: '+12065551212', phone_number_verified: 'true' });
    const { access_token: token } = await signInForTokens(pool, { changes: { scope: 'openid' } });
    expect((await userInfo(`Bearer ${token}`)).json()).toMatchObject({ phone_number_verified: 'true' });
  });

  test('without openid it is refused by name', async () => {
    const admin = await signInForTokens(pool, { changes: { scope: 'aws.cognito.signin.user.admin' } });
    const answer = await userInfo(`Bearer ${admin.access_token}`);
    expect(answer.headers['www-authenticate']).toContain('Access token does not contain openid scope');
  });

  test('is GET only', async () => {
    expect((await send(`${pool.domain}/oauth2/userInfo`, { method: 'POST' })).status).toBe(405);
    expect((await send(`${pool.domain}/oauth2/userinfo`)).status).toBe(404);
  });
});

describe('revoke (quirk: revoke)', () => {
  test('answers 200 with nothing, and ends every token of that sign-in but no other', async () => {
    const other = await signInForTokens(pool);
    const answer = await revoke({ token: tokens.refresh_token });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect((await refresh(pool, tokens.refresh_token)).status).toBe(400);
    expect(await isAlive()).toBe(false);
    expect((await refresh(pool, other.refresh_token)).status).toBe(200);
    expect(await isAlive(other.access_token)).toBe(true);
  });

  test('answers 200 to a token that is dead already or never lived', async () => {
    await revoke({ token: tokens.refresh_token });
    expect((await revoke({ token: tokens.refresh_token })).status).toBe(200);
    expect((await revoke({ token: 'garbage' })).status).toBe(200);
  });

  test('needs a token, and a client that may revoke: 400 invalid_request', async () => {
    expect((await revoke({})).json()).toEqual({ error: 'invalid_request' });
    pool.updateClient(pool.client.id, { revocation: false });
    const answer = await revoke({ token: tokens.refresh_token });
    expect([answer.status, answer.json()]).toEqual([400, { error: 'invalid_request' }]);
  });

  test('takes refresh tokens only: 400 unsupported_token_type', async () => {
    for (const token of [tokens.access_token, tokens.id_token]) {
      const answer = await revoke({ token });
      expect([answer.status, answer.json()]).toEqual([400, { error: 'unsupported_token_type' }]);
    }
  });

  test('a bad client is 401, a secret in the body too: Basic is the documented way', async () => {
    const { id, secret } = pool.client;
    const answers = await Promise.all([
      revoke({ token: tokens.refresh_token }, { authorization: basic(pool, 'wrong') }),
      revoke({ token: tokens.refresh_token, client_id: id, client_secret: secret }, {}),
      revoke({ token: tokens.refresh_token }, {}),
      revoke({ token: tokens.refresh_token, client_id: 'nobody' }, {}),
    ]);
    for (const answer of answers)
      expect([answer.status, answer.json()]).toEqual([401, { error: 'invalid_client' }]);
    expect(await isAlive()).toBe(true);
  });

  test('a client without a secret names itself in the body', async () => {
    expect((await revoke({ token: 'garbage', client_id: pool.publicClient.id }, {})).status).toBe(200);
  });

  test('a token of another client stays alive', async () => {
    await revoke({ token: tokens.refresh_token, client_id: pool.publicClient.id }, {});
    expect(await isAlive()).toBe(true);
  });

  test('is POST only: 405', async () => {
    expect((await send(`${pool.domain}/oauth2/revoke`)).status).toBe(405);
  });
});
