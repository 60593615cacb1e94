import { beforeEach, describe, expect, test } from '@jest/globals';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl, callbackUrl, decode } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';
import { admin, type Json } from '../user-pools-api/support.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));
const claim = (name: string): string => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`;
const provider = {
  ProviderName: 'Globex',
  ProviderType: 'SAML',
  ProviderDetails: {
    MetadataFile: '<md:EntityDescriptor entityID="https://idp.globex.example/saml" />',
    IDPSignout: 'true',
  },
  AttributeMapping: { email: claim('emailaddress'), name: claim('name') },
  IdpIdentifiers: ['globex.example', 'globex.test'],
};
const create = (changes: Json = {}) => admin(pool, 'CreateIdentityProvider', { ...provider, ...changes });

beforeEach(() => pool.updateClient(pool.client.id, { identityProviders: ['COGNITO', 'Globex'] }));

describe('a simulated SAML provider', () => {
  test('is described back as it was told, and as it was changed', async () => {
    expect((await create()).body['IdentityProvider']).toMatchObject(provider);
    const ProviderDetails = { MetadataURL: 'https://idp.globex.example/metadata' };
    await admin(pool, 'UpdateIdentityProvider', { ProviderName: 'Globex', ProviderDetails });
    const { body } = await admin(pool, 'DescribeIdentityProvider', { ProviderName: 'Globex' });
    expect(body['IdentityProvider']).toMatchObject({ ...provider, ProviderDetails });
    const found = await admin(pool, 'GetIdentityProviderByIdentifier', { IdpIdentifier: 'globex.test' });
    expect(found.body['IdentityProvider']).toMatchObject({ ProviderName: 'Globex' });
  });

  test('has to have metadata, when it is made and when it is changed', async () => {
    expect(await create({ ProviderDetails: { IDPSignout: 'true' } })).toMatchObject({
      type: 'InvalidParameterException',
      message: 'One of MetadataURL and MetadataFile is required for a SAML provider.',
    });
    await create();
    const emptied = { ProviderName: 'Globex', ProviderDetails: {} };
    expect((await admin(pool, 'UpdateIdentityProvider', emptied)).type).toBe('InvalidParameterException');
  });

  test('is found by idp_identifier, asserts what the mapping names, and comes back to /saml2/idpresponse', async () => {
    await create();
    const asked = { idp_identifier: 'globex.example', login_hint: 'hank@globex.example' };
    const start = await visitor.browser.send(authorizeUrl(pool, asked));
    const page = await visitor.browser.send(visitor.absolute(start.location));
    expect(page.text).toContain('Globex (simulated)');
    // SAML knows no hint.
    expect(page.text).not.toContain('hank@globex.example"');
    const back = await visitor.browser.sendForm(page, { email: 'hank@globex.example', name: 'Hank Scorpio' });
    expect(back.location).toMatch(/^\/saml2\/idpresponse\?/u);
    const done = await visitor.browser.send(visitor.absolute(back.location));
    expect(done.location).toMatch(callbackUrl);
    expect(decode((await visitor.tokensOf(done.location)).id_token)).toMatchObject({
      'cognito:username': expect.stringMatching(/^Globex_\d{20}$/u),
      'email': 'hank@globex.example',
      'name': 'Hank Scorpio',
      'identities': [{ providerType: 'SAML', issuer: 'https://idp.globex.example/saml', primary: 'true' }],
    });
  });

  test('links an account by an attribute, which then signs its owner in', async () => {
    await create();
    const { sub } = pool.person('ada@example.com');
    const linked = await admin(pool, 'AdminLinkProviderForUser', {
      SourceUser: {
        ProviderName: 'Globex',
        ProviderAttributeName: claim('emailaddress'),
        ProviderAttributeValue: 'ada@globex.example',
      },
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'ada@example.com' },
    });
    expect(linked.status).toBe(200);
    const start = await visitor.browser.send(authorizeUrl(pool, { identity_provider: 'Globex' }));
    const back = await visitor.fill(visitor.absolute(start.location), { email: 'ada@globex.example' });
    const done = await visitor.browser.send(visitor.absolute(back.location));
    expect(decode((await visitor.tokensOf(done.location)).id_token)).toMatchObject({
      sub,
      // A linked account's attributes are the person's from then on.
      email: 'ada@globex.example',
      identities: [{ providerName: 'Globex', issuer: 'https://idp.globex.example/saml', primary: 'false' }],
    });
  });
});
