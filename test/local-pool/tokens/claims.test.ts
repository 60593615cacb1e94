import { describe, expect, test } from '@jest/globals';
import { startPool, poolForEachTest } from '../../support/pool.js';
import { decode, signInForTokens } from '../support/app.js';

const role = 'arn:aws:iam::123456789012:role';

const pool = poolForEachTest();

const claims = async (
  changes: Record<string, string> = {},
): Promise<Record<'id' | 'access', Record<string, unknown>>> => {
  const tokens = await signInForTokens(pool, { changes });
  return { id: decode(tokens.id_token), access: decode(tokens.access_token) };
};

describe('claims (quirk: claims)', () => {
  test('of an ID token are these and no others', async () => {
    const { id } = await claims({ nonce: 'n', scope: 'openid email' });
    const { sub, username } = pool.person('ada@example.com');
    expect(id).toEqual({
      'at_hash': expect.stringMatching(/^[\w-]{22}$/u),
      sub,
      'cognito:groups': ['admins', 'staff'],
      'email_verified': true,
      'iss': pool.issuer,
      'cognito:username': username,
      'nonce': 'n',
      'origin_jti': expect.any(String),
      'aud': pool.client.id,
      'event_id': expect.any(String),
      'token_use': 'id',
      'auth_time': expect.any(Number),
      'exp': Number(id['iat']) + 3600,
      'iat': expect.any(Number),
      'jti': expect.any(String),
      'email': 'ada@example.com',
    });
  });

  test('of an access token are these and no others: no aud, no attributes', async () => {
    const { access } = await claims({ nonce: 'n' });
    const { sub, username } = pool.person('ada@example.com');
    expect(access).toEqual({
      sub,
      'cognito:groups': ['admins', 'staff'],
      'iss': pool.issuer,
      'version': 2,
      'client_id': pool.client.id,
      'origin_jti': expect.any(String),
      'event_id': expect.any(String),
      'token_use': 'access',
      'scope': 'openid email profile',
      'auth_time': expect.any(Number),
      'exp': Number(access['iat']) + 3600,
      'iat': expect.any(Number),
      'jti': expect.any(String),
      username,
    });
  });

  test('share origin_jti and event_id, and have a jti each', async () => {
    const { id, access } = await claims();
    expect([id['origin_jti'], id['event_id']]).toEqual([access['origin_jti'], access['event_id']]);
    expect(id['jti']).not.toBe(access['jti']);
  });

  test('leave origin_jti and jti out with revocation and rotation off', async () => {
    pool.updateClient(pool.client.id, { revocation: false });
    for (const token of Object.values(await claims())) {
      expect(token).not.toHaveProperty('origin_jti');
      expect(token).not.toHaveProperty('jti');
    }
    pool.updateClient(pool.client.id, { rotation: { graceSeconds: 0 } });
    expect((await claims()).access).toHaveProperty('origin_jti');
  });

  test('name groups in a list, one group too', async () => {
    pool.setGroups('ada@example.com', ['staff']);
    const { id, access } = await claims();
    expect([id['cognito:groups'], access['cognito:groups']]).toEqual([['staff'], ['staff']]);
  });

  test('name no groups for a person in none', async () => {
    const tokens = await signInForTokens(pool, { username: 'grace@example.com' });
    expect(decode(tokens.id_token)).not.toHaveProperty('cognito:groups');
    expect(decode(tokens.access_token)).not.toHaveProperty('cognito:groups');
  });

  test('list roles in the ID token only, and prefer the one of the best precedence', async () => {
    pool.updateGroup('admins', { roleArn: `${role}/admin`, precedence: 1 });
    pool.updateGroup('staff', { roleArn: `${role}/staff`, precedence: 5 });
    const { id, access } = await claims();
    expect(id).toMatchObject({
      'cognito:roles': [`${role}/admin`, `${role}/staff`],
      'cognito:preferred_role': `${role}/admin`,
    });
    expect(access).not.toHaveProperty('cognito:roles');
  });

  test('prefer the role that two groups of the best precedence share', async () => {
    for (const name of ['admins', 'staff'])
      pool.updateGroup(name, { roleArn: `${role}/both`, precedence: 1 });
    expect((await claims()).id).toMatchObject({
      'cognito:roles': [`${role}/both`],
      'cognito:preferred_role': `${role}/both`,
    });
  });

  test('prefer no role when two groups tie with different ones', async () => {
    pool.updateGroup('admins', { roleArn: `${role}/admin`, precedence: 1 });
    pool.updateGroup('staff', { roleArn: `${role}/staff`, precedence: 1 });
    expect((await claims()).id).not.toHaveProperty('cognito:preferred_role');
  });

  test('carry custom attributes as strings, numbers among them', async () => {
    pool.addPerson({ email: 'x@example.com', password: 'Local-Pool-1', attributes: { 'custom:level': '7' } });
    const tokens = await signInForTokens(pool, { username: 'x@example.com' });
    expect(decode(tokens.id_token)['custom:level']).toBe('7');
  });

  test('leave out what the client may not read', async () => {
    pool.updateClient(pool.client.id, { readAttributes: ['email', 'email_verified', 'name'] });
    const { id } = await claims();
    expect(id).toMatchObject({ name: 'Ada Lovelace', email: 'ada@example.com' });
    expect(id).not.toHaveProperty('given_name');
  });
});

describe('size (quirk: size)', () => {
  test('of the tokens of somebody in a hundred groups is far beyond a cookie', async () => {
    const groups = Array.from({ length: 100 }, (_none, index) => `${index}-`.padEnd(128, 'g'));
    pool.setGroups('ada@example.com', groups);
    const tokens = await signInForTokens(pool);
    for (const token of [tokens.id_token, tokens.access_token]) {
      expect((decode(token)['cognito:groups'] as string[]).toSorted()).toEqual(groups.toSorted());
      expect(token.length).toBeGreaterThan(4096);
    }
  });
});

describe('lifetimes (quirk: lifetimes)', () => {
  test('of ID and access tokens are set apart, and expires_in is the access token', async () => {
    pool.updateClient(pool.client.id, { accessTokenSeconds: 300, idTokenSeconds: 86_400 });
    const tokens = await signInForTokens(pool);
    const [id, access] = [decode(tokens.id_token), decode(tokens.access_token)];
    expect(Number(id['exp']) - Number(id['iat'])).toBe(86_400);
    expect(Number(access['exp']) - Number(access['iat'])).toBe(300);
    expect(tokens.expires_in).toBe(300);
  });

  test('can be given at the start, refresh tokens too', async () => {
    const own = await startPool({ accessTokenSeconds: 1, idTokenSeconds: 2, refreshTokenSeconds: 3 });
    expect((await signInForTokens(own)).expires_in).toBe(1);
    await own.close();
  });

  test('follow the clock of the pool, which starts from the one it was given', async () => {
    const own = await startPool({ now: () => 1_700_000_000_000 });
    own.clock.advance(5_000);
    const { iat } = decode((await signInForTokens(own)).id_token);
    await own.close();
    expect(iat).toBe(1_700_000_005);
  });
});
