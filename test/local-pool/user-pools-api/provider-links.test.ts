import { describe, expect, test } from '@jest/globals';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, decode } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';
import { admin, signInByPassword, type Called, type Json } from './support.js';

const google = 'Google';
const ada = { ProviderName: 'Cognito', ProviderAttributeValue: 'ada@example.com' };
const oidc = { ProviderName: 'Work', ProviderType: 'OIDC', ProviderDetails: {} };

const pool = poolForEachTest();

/** The claims of whoever comes back from the provider, in a browser of their own. */
const throughProvider = async (email: string, provider = google): Promise<Json> => {
  const visitor = visitorOf(pool);
  const start = await visitor.browser.send(authorizeUrl(pool, { identity_provider: provider }));
  const back = await visitor.fill(visitor.absolute(start.location), { email, name: 'A. L.' });
  const done = await visitor.browser.send(visitor.absolute(back.location));
  return decode((await visitor.tokensOf(done.location)).id_token);
};

const subject = (ProviderName: string, ProviderAttributeValue: string): Json => ({
  ProviderName,
  ProviderAttributeName: 'Cognito_Subject',
  ProviderAttributeValue,
});

const link = (SourceUser: Json, DestinationUser: Json = ada): Promise<Called> =>
  admin(pool, 'AdminLinkProviderForUser', { SourceUser, DestinationUser });

const unlink = (User: Json): Promise<Called> => admin(pool, 'AdminDisableProviderForUser', { User });

/** The id that an address has at the provider: its first profile names it, and is deleted again. */
const idAt = async (email: string): Promise<string> => {
  const { 'cognito:username': Username } = await throughProvider(email);
  await admin(pool, 'AdminDeleteUser', { Username });
  return String(Username).replace(`${google}_`, '');
};

/** A provider whose people are told by any attribute. */
const addOidcProvider = async (): Promise<void> => {
  await admin(pool, 'CreateIdentityProvider', oidc);
  pool.updateClient(pool.client.id, { identityProviders: ['COGNITO', google, oidc.ProviderName] });
};

describe('AdminLinkProviderForUser', () => {
  test('lets an account at a provider sign the destination in, and lists it as a secondary identity', async () => {
    const id = await idAt('ada@example.com');
    expect((await link(subject(google, id))).body).toEqual({});
    const { sub, username } = pool.person('ada@example.com');
    expect(await throughProvider('ada@example.com')).toMatchObject({
      sub,
      'cognito:username': username,
      'cognito:groups': ['admins', 'staff'],
      'identities': [
        {
          userId: id,
          providerName: google,
          providerType: google,
          issuer: null,
          primary: 'false',
          dateCreated: expect.stringMatching(/^\d{13}$/u),
        },
      ],
    });
    expect((await signInByPassword(pool, 'ada@example.com', 'Local-Pool-1')).status).toBe(200);
  });

  test('shows administrators the link among the attributes, as JSON', async () => {
    await link(subject(google, '17'));
    const { body } = await admin(pool, 'AdminGetUser', { Username: 'ada@example.com' });
    const attributes = body['UserAttributes'] as { readonly Name: string; readonly Value: string }[];
    const { Value = '' } = attributes.find(({ Name }) => Name === 'identities') ?? {};
    expect(JSON.parse(Value)).toEqual([
      {
        userId: '17',
        providerName: google,
        providerType: google,
        issuer: null,
        primary: false,
        dateCreated: expect.any(Number),
      },
    ]);
  });

  test('links by an attribute too where the provider is no social one; the first sign-in names the id', async () => {
    await addOidcProvider();
    const byEmail = {
      ProviderName: oidc.ProviderName,
      ProviderAttributeName: 'email',
      ProviderAttributeValue: 'ada@work.example',
    };
    expect((await link(byEmail)).status).toBe(200);
    expect((await throughProvider('grace@work.example', oidc.ProviderName))['sub']).not.toBe(
      pool.person('ada@example.com').sub,
    );
    const { sub } = pool.person('ada@example.com');
    for (const _time of ['first', 'second']) {
      const id = await throughProvider('ada@work.example', oidc.ProviderName);
      expect(id).toMatchObject({
        sub,
        identities: [{ userId: expect.stringMatching(/^\d{20}$/u), primary: 'false' }],
      });
    }
    const social = { ...byEmail, ProviderName: google };
    expect((await link(social)).type).toBe('InvalidParameterException');
  });

  test('may have somebody federated as its destination, whose own identity stays the primary one', async () => {
    const { 'cognito:username': Username, sub } = await throughProvider('gil@example.com');
    await addOidcProvider();
    const destination = subject(google, String(Username).replace(`${google}_`, ''));
    const byEmail = { ProviderAttributeName: 'email', ProviderAttributeValue: 'gil@work.example' };
    await link({ ProviderName: oidc.ProviderName, ...byEmail }, destination);
    const id = await throughProvider('gil@work.example', oidc.ProviderName);
    expect(id).toMatchObject({
      sub,
      identities: [
        { providerName: google, primary: 'true' },
        { providerName: oidc.ProviderName, providerType: 'OIDC', primary: 'false' },
      ],
    });
  });

  test('does not merge somebody who has a profile already', async () => {
    const { 'cognito:username': Username } = await throughProvider('gil@example.com');
    expect(await link(subject(google, String(Username).replace(`${google}_`, '')))).toMatchObject({
      type: 'InvalidParameterException',
      message:
        'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    });
  });

  test('refuses what is linked, unknown or local already', async () => {
    await link(subject(google, '17'));
    expect(await link(subject(google, '17'))).toMatchObject({
      type: 'InvalidParameterException',
      message: 'SourceUser is already linked to DestinationUser',
    });
    const local = { ...ada, ProviderAttributeValue: 'grace@example.com' };
    expect((await link(local)).message).toMatch(/^Invalid SourceUser: Cognito users/u);
    expect((await link(subject('Nobody', '17'))).type).toBe('ResourceNotFoundException');
    const nobody = { ...ada, ProviderAttributeValue: 'nobody@example.com' };
    expect((await link(subject(google, '18'), nobody)).type).toBe('UserNotFoundException');
    const missing = await admin(pool, 'AdminLinkProviderForUser', { DestinationUser: ada });
    expect(missing.type).toBe('InvalidParameterException');
  });

  test('gives nobody more than five', async () => {
    for (const id of ['1', '2', '3', '4', '5']) expect((await link(subject(google, id))).status).toBe(200);
    expect((await link(subject(google, '6'))).type).toBe('LimitExceededException');
    await unlink(subject(google, '1'));
    expect((await link(subject(google, '6'))).status).toBe(200);
  });
});

describe('AdminDisableProviderForUser', () => {
  test('takes the link away: the next sign-in there makes somebody new', async () => {
    const id = await idAt('ada@example.com');
    await link(subject(google, id));
    expect((await unlink(subject(google, id))).body).toEqual({});
    expect((await unlink(subject(google, id))).type).toBe('UserNotFoundException');
    const claims = await throughProvider('ada@example.com');
    expect(claims['cognito:username']).toBe(`${google}_${id}`);
    expect(pool.person('ada@example.com').identities).toEqual([]);
  });

  test('takes the password away from a local user, who still signs in where they are linked', async () => {
    const id = await idAt('ada@example.com');
    await link(subject(google, id));
    await unlink({ ...ada, ProviderAttributeName: 'Cognito_Subject' });
    const refused = await signInByPassword(pool, 'ada@example.com', 'Local-Pool-1');
    expect(refused.type).toBe('NotAuthorizedException');
    expect((await throughProvider('ada@example.com'))['sub']).toBe(pool.person('ada@example.com').sub);
  });

  test('keeps somebody federated out of their own account', async () => {
    const { 'cognito:username': Username } = await throughProvider('gil@example.com');
    await unlink(subject(google, String(Username).replace(`${google}_`, '')));
    expect((await admin(pool, 'AdminGetUser', { Username })).body['Enabled']).toBe(false);
  });
});
