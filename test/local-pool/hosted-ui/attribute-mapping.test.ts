import { describe, expect, test } from '@jest/globals';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';
import { admin } from '../user-pools-api/support.js';
import { authorizeUrl, callbackUrl, decode } from '../support/app.js';

const person = { email: 'g@example.com', name: 'Gee' };

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

/** Signs in through the simulated Google; answers the callback. */
const throughGoogle = async (fields: Record<string, string> = person): Promise<string> => {
  const asGoogle = { identity_provider: 'Google', scope: 'openid', prompt: 'login' };
  const start = await visitor.browser.send(authorizeUrl(pool, asGoogle));
  const back = await visitor.fill(visitor.absolute(start.location), fields);
  return (await visitor.browser.send(visitor.absolute(back.location))).location;
};

const idTokenOf = async (callback: string): Promise<Record<string, unknown>> =>
  decode((await visitor.tokensOf(callback)).id_token);

const refusedWith = (description: string): string => {
  const query = new URLSearchParams({
    error_description: description,
    state: 'a-state',
    error: 'invalid_request',
  });
  return `${callbackUrl}?${query.toString()}`;
};

const requireGivenName = (): void => {
  const schema = [{ name: 'given_name', type: 'String', required: true, mutable: true } as const];
  pool.updatePool({ schema });
};

describe('the attribute mapping of a provider', () => {
  test('decides what of a claim becomes which attribute', async () => {
    pool.addIdentityProvider({ name: 'Google', attributeMapping: { nickname: 'name', username: 'sub' } });
    const id = await idTokenOf(await throughGoogle());
    expect(id).toMatchObject({ nickname: 'Gee' });
    expect(id).not.toHaveProperty('name');
    expect(id).not.toHaveProperty('email');
  });

  test('that is empty, as CreateIdentityProvider leaves it, maps nothing', async () => {
    const ProviderDetails = { client_id: 'x', client_secret: 'y', authorize_scopes: 'openid' };
    const created = { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails };
    await admin(pool, 'DeleteIdentityProvider', { ProviderName: 'Google' });
    await admin(pool, 'CreateIdentityProvider', created);
    pool.updateClient(pool.client.id, { identityProviders: ['COGNITO', 'Google'] });
    const id = await idTokenOf(await throughGoogle());
    expect(id['cognito:username']).toMatch(/^Google_/u);
    expect(id).not.toHaveProperty('email');
  });

  test('overwrites attributes at each sign-in', async () => {
    await throughGoogle();
    expect(await idTokenOf(await throughGoogle({ ...person, name: 'Another' }))).toMatchObject({
      name: 'Another',
    });
  });
});

describe('a sign-in through a provider fails (quirk: providers)', () => {
  test('where the client may not write a mapped attribute, and nobody is added', async () => {
    pool.updateClient(pool.client.id, { writeAttributes: ['email'] });
    expect(await throughGoogle()).toBe(refusedWith('A client attempted to write unauthorized attribute'));
    expect(await visitor.cookies()).not.toHaveProperty('cognito');
    const { body } = await admin(pool, 'ListUsers', { Filter: 'cognito:user_status = "EXTERNAL_PROVIDER"' });
    expect(body['Users']).toEqual([]);
  });

  test('for people who came before the permission went as well', async () => {
    await throughGoogle();
    pool.updateClient(pool.client.id, { writeAttributes: ['email'] });
    expect(await throughGoogle()).toContain('error=invalid_request');
  });

  test('not where it may write all that is mapped', async () => {
    pool.updateClient(pool.client.id, { writeAttributes: ['email'] });
    pool.addIdentityProvider({
      name: 'Google',
      attributeMapping: { email: 'email', email_verified: 'email_verified' },
    });
    expect(await idTokenOf(await throughGoogle())).toMatchObject({
      email: 'g@example.com',
      email_verified: true,
    });
  });

  test('where a required attribute is not mapped, in the form that was observed', async () => {
    requireGivenName();
    expect(await throughGoogle()).toBe(refusedWith('attributes required: [given_name]'));
  });

  test('not where the mapping gives it', async () => {
    requireGivenName();
    pool.addIdentityProvider({ name: 'Google', attributeMapping: { given_name: 'name' } });
    expect(await idTokenOf(await throughGoogle())).toMatchObject({ given_name: 'Gee' });
  });
});
