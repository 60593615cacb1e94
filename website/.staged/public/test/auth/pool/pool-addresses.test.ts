import { describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { addressesIn, type DiscoveryDocument } from '../../../src/auth/pool/pool-addresses.js';
import { cognitoIssuer, settingsAt } from '../../support/settings.js';

const domain = 'https://shop.auth.eu-central-1.amazoncognito.com';
const document = {
  authorization_endpoint: `${domain}/oauth2/authorize`,
  token_endpoint: `${domain}/oauth2/token`,
  jwks_uri: `${cognitoIssuer}/.well-known/jwks.json`,
  revocation_endpoint: `${domain}/oauth2/revoke`,
  end_session_endpoint: `${domain}/logout`,
};

const outcomeOf = (changes: DiscoveryDocument | object, set = settingsAt()): unknown => {
  try {
    return addressesIn({ ...document, ...changes }, set);
  } catch (error) {
    return error instanceof AuthError ? `${error.code} ${error.reason ?? ''}` : error;
  }
};

const good = { jwksUri: document.jwks_uri, domainOrigin: domain };

describe('the addresses of a pool', () => {
  test('are those of its document', () => {
    expect(outcomeOf({})).toEqual(good);
  });

  test('may be all at the domain, or all endpoints but the authorization endpoint at the issuer', () => {
    const atDomain = `${domain}/keys`;
    expect(outcomeOf({ jwks_uri: atDomain })).toEqual({ ...good, jwksUri: atDomain });
    expect(outcomeOf({ token_endpoint: `${cognitoIssuer}/token` })).toEqual(good);
  });

  test('need no endpoint to revoke or to sign out at', () => {
    expect(outcomeOf({ revocation_endpoint: undefined, end_session_endpoint: undefined })).toEqual(good);
  });

  test('are at the domain that is set, when one is', () => {
    expect(outcomeOf({}, settingsAt({ domain }))).toEqual(good);
    expect(outcomeOf({}, settingsAt({ domain: 'https://other.example' }))).toBe(
      'pool_rejected user_pool_domain_differs',
    );
  });
});

describe('a document is refused', () => {
  const evil = 'https://evil.example';
  test.each<readonly [DiscoveryDocument | object, string]>([
    [{ authorization_endpoint: undefined }, 'discovery_lacks_authorization_endpoint'],
    [{ authorization_endpoint: '/oauth2/authorize' }, 'discovery_lacks_authorization_endpoint'],
    [{ jwks_uri: undefined }, 'discovery_lacks_jwks_uri'],
    [{ jwks_uri: 'keys' }, 'discovery_lacks_jwks_uri'],
    [{ token_endpoint: undefined }, 'discovery_lacks_token_endpoint'],
    [{ token_endpoint: '' }, 'discovery_lacks_token_endpoint'],
    [{ jwks_uri: `${evil}/keys` }, 'discovery_names_foreign_host'],
    [{ token_endpoint: `${evil}/token` }, 'discovery_names_foreign_host'],
    [{ revocation_endpoint: `${evil}/revoke` }, 'discovery_names_foreign_host'],
    [{ revocation_endpoint: 'revoke' }, 'discovery_names_foreign_host'],
    [{ end_session_endpoint: `${evil}/logout` }, 'discovery_names_foreign_host'],
    [{ end_session_endpoint: `${domain}:8443/logout` }, 'discovery_names_foreign_host'],
    [{ end_session_endpoint: '' }, 'discovery_names_foreign_host'],
    [
      { authorization_endpoint: 'http://shop.auth.eu-central-1.amazoncognito.com/oauth2/authorize' },
      'discovery_names_foreign_host',
    ],
    [{ authorization_endpoint: 'http://login.example/authorize' }, 'discovery_names_foreign_host'],
    [{ authorization_endpoint: 'javascript:alert(1)' }, 'discovery_names_foreign_host'],
  ])('%j: %s', (changes, reason) => {
    expect(outcomeOf(changes)).toBe(`pool_rejected ${reason}`);
  });

  test('that sends people from an https issuer to a page without TLS (F-M8)', () => {
    const plain = 'http://login.example';
    const everything = {
      authorization_endpoint: `${plain}/authorize`,
      token_endpoint: `${plain}/token`,
      revocation_endpoint: undefined,
      end_session_endpoint: undefined,
    };
    expect(outcomeOf(everything)).toBe('pool_rejected discovery_names_foreign_host');
  });

  test('where a Cognito pool has no domain: its endpoints under the issuer do not work', () => {
    const authorization_endpoint = `${cognitoIssuer}/oauth2/authorize`;
    expect(outcomeOf({ authorization_endpoint })).toBe('pool_misconfigured user_pool_has_no_domain');
  });

  test('but not where a Cognito pool’s domain merely begins like the issuer, or another provider has all under one host', () => {
    const under = {
      authorization_endpoint: `${cognitoIssuer}x/authorize`,
      token_endpoint: `${cognitoIssuer}x/token`,
    };
    expect(
      outcomeOf({ ...under, revocation_endpoint: undefined, end_session_endpoint: undefined }),
    ).toMatchObject({
      domainOrigin: 'https://cognito-idp.eu-central-1.amazonaws.com',
    });
    const issuer = 'https://login.example/realm';
    const other = {
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      revocation_endpoint: undefined,
      end_session_endpoint: undefined,
    };
    expect(outcomeOf(other, settingsAt({ issuer }))).toEqual({
      jwksUri: `${issuer}/keys`,
      domainOrigin: 'https://login.example',
    });
  });
});
