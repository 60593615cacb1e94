/** Where a rule stands. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

const rfc =
  (number: number) =>
  (section: string): Link => ({
    label: `RFC ${number}, section ${section}`,
    href: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  });

/** OAuth 2.0. */
export const oauth = rfc(6749);
/** Token revocation. */
export const revocation = rfc(7009);
/** PKCE. */
export const pkce = rfc(7636);
/** Best current practice for JSON Web Tokens. */
export const jwt = rfc(8725);
/** The issuer in the answer of the authorization endpoint. */
export const issuerInAnswer = rfc(9207);
/** Best current practice for the security of OAuth 2.0. */
export const security = rfc(9700);
/** Discovery documents of authorization servers. */
export const keySets = rfc(7517);
/** Cookies. */
export const cookies = rfc(6265);

const openid =
  (document: string, title: string) =>
  (anchor: string): Link => ({
    label: `${title}, ${anchor.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=ID)(?=T)/g, ' ')}`,
    href: `https://openid.net/specs/${document}.html#${anchor}`,
  });

/** OpenID Connect Core, by the names of its sections. */
export const core = openid('openid-connect-core-1_0', 'OpenID Connect Core');
/** OpenID Connect Discovery. */
export const discovery = openid('openid-connect-discovery-1_0', 'OpenID Connect Discovery');

const cognito =
  (title: string) =>
  (page: string): Link => ({
    label: `Cognito: ${title}`,
    href: `https://docs.aws.amazon.com/cognito/latest/developerguide/${page}.html`,
  });

/** What Cognito says of its endpoints and tokens. */
export const cognitoAuthorize = cognito('authorize endpoint')('authorization-endpoint');
export const cognitoToken = cognito('token endpoint')('token-endpoint');
export const cognitoRevoke = cognito('revoke endpoint')('revocation-endpoint');
export const cognitoLogout = cognito('logout endpoint')('logout-endpoint');
export const cognitoTokens = cognito('verifying tokens')(
  'amazon-cognito-user-pools-using-tokens-verifying-a-jwt',
);
export const cognitoRefresh = cognito('refresh tokens')('amazon-cognito-user-pools-using-the-refresh-token');
