// What to paste into an app of each kind, so that it finds this pool. Every snippet is tried as it stands by a test.

/** What a snippet says of a running pool. */
export interface Addresses {
  readonly issuer: string;
  readonly domain: string;
  readonly api: string;
  readonly userPoolId: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly publicClient: { readonly id: string };
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly scopes: readonly string[];
  /** What clients are to trust, where the pool made its certificate itself. */
  readonly certificateFile: string | undefined;
  /** Where the secret of `client` is, if it is in a file. */
  readonly clientSecretFile: string | undefined;
}

type Snippet = (pool: Addresses) => readonly string[];

/** Settings of this site, and of others that read such names. */
const env: Snippet = ({ issuer, domain, client, api, clientSecretFile, ...pool }) => [
  ...(isOfAws(issuer, pool)
    ? ['# Apps that use OpenID Connect discovery, as this site does, need a pool without --issuer aws.']
    : []),
  `COGNITO_ISSUER=${issuer}`,
  `COGNITO_DOMAIN=${domain}`,
  `COGNITO_CLIENT_ID=${client.id}`,
  clientSecretFile === undefined
    ? `COGNITO_CLIENT_SECRET=${client.secret}`
    : `COGNITO_CLIENT_SECRET_FILE=${clientSecretFile}`,
  `AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${api}`,
  `AWS_ENDPOINT_URL_COGNITO_IDENTITY=${api}`,
];

/** `signInWithRedirect` speaks https whatever it is given, so it is left out of a pool that does not. */
const amplify: Snippet = (pool) => {
  const { userPoolId, publicClient, api } = pool;
  return [
    "import { Amplify } from 'aws-amplify';",
    '',
    'Amplify.configure({',
    '  Auth: {',
    '    Cognito: {',
    `      userPoolId: ${quoted(userPoolId)},`,
    `      userPoolClientId: ${quoted(publicClient.id)},`,
    `      userPoolEndpoint: ${quoted(api)},`,
    ...(pool.domain.startsWith('https:')
      ? loginWith(pool)
      : ['      // signInWithRedirect speaks https only: start the pool with --tls for it.']),
    '    },',
    '  },',
    '});',
  ];
};

const loginWith = ({ domain, scopes, callbackUrls, logoutUrls }: Addresses): readonly string[] => [
  '      loginWith: {',
  '        oauth: {',
  `          domain: ${quoted(new URL(domain).host)},`,
  `          scopes: ${listed(scopes)},`,
  `          redirectSignIn: ${listed(callbackUrls)},`,
  `          redirectSignOut: ${listed(logoutUrls)},`,
  "          responseType: 'code',",
  '        },',
  '      },',
];

/** Administrators' calls have to be signed, with any credentials. */
const aws: Snippet = ({ api, userPoolId, certificateFile }) => {
  const [region = ''] = userPoolId.split('_');
  return [
    `export AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=${api}`,
    `export AWS_ENDPOINT_URL_COGNITO_IDENTITY=${api}`,
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    'export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local',
    ...(certificateFile === undefined ? [] : [`export AWS_CA_BUNDLE=${certificateFile}`]),
    `aws cognito-idp list-users --user-pool-id ${userPoolId} --endpoint-url ${api}`,
  ];
};

/** Its verifier of Cognito knows AWS's issuers only; the general one takes any. */
const awsJwtVerify: Snippet = (pool) => {
  const jwksUri = `${pool.api}/${pool.userPoolId}/.well-known/jwks.json`;
  return isOfAws(pool.issuer, pool) ? cognitoVerifier(pool, jwksUri) : generalVerifier(pool, jwksUri);
};

// Both: the tokens of Amplify are those of the client without a secret.
const clientIdsOf = ({ client, publicClient }: Addresses): string => listed([client.id, publicClient.id]);

const cognitoVerifier = (pool: Addresses, jwksUri: string): readonly string[] => [
  "import { CognitoJwtVerifier } from 'aws-jwt-verify';",
  '',
  'export const verifier = CognitoJwtVerifier.create({',
  `  userPoolId: ${quoted(pool.userPoolId)},`,
  `  clientId: ${clientIdsOf(pool)},`,
  "  tokenUse: 'access',",
  '});',
  `const keys = await fetch(${quoted(jwksUri)});`,
  'verifier.cacheJwks(await keys.json());',
];

const generalVerifier = (pool: Addresses, jwksUri: string): readonly string[] => [
  '// CognitoJwtVerifier takes the issuers of AWS only: start the pool with --issuer aws for it.',
  "import { JwtVerifier } from 'aws-jwt-verify';",
  "import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';",
  '',
  'export const verifier = JwtVerifier.create({',
  `  issuer: ${quoted(pool.issuer)},`,
  '  // An access token has its client in `client_id`, which the function below looks at.',
  '  audience: null,',
  '  customJwtCheck: ({ payload }) =>',
  `    validateCognitoJwtFields(payload, { tokenUse: 'access', clientId: ${clientIdsOf(pool)} }),`,
  '});',
  `const keys = await fetch(${quoted(jwksUri)});`,
  'verifier.cacheJwks(await keys.json());',
];

const isOfAws = (issuer: string, { userPoolId }: Pick<Addresses, 'userPoolId'>): boolean =>
  issuer.endsWith(`.amazonaws.com/${userPoolId}`);

const quoted = (value: string): string => `'${value.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;

const listed = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

export const snippetFormats = {
  'env': { title: "An app's settings (.env)", of: env },
  'amplify': { title: 'Amplify', of: amplify },
  'aws': { title: 'AWS CLI and SDKs', of: aws },
  'aws-jwt-verify': { title: 'aws-jwt-verify', of: awsJwtVerify },
} as const;

export type SnippetFormat = keyof typeof snippetFormats;

/** The snippets that were asked for, each under its title where there are several. */
export const snippetsOf = (pool: Addresses, asked: readonly (SnippetFormat | 'all')[]): readonly string[] => {
  const names = Object.keys(snippetFormats) as readonly SnippetFormat[];
  const shown = names.filter((name) => asked.includes(name) || asked.includes('all'));
  const titled = (name: SnippetFormat): readonly string[] => {
    const { title, of } = snippetFormats[name];
    return shown.length > 1 ? [`# ${title}`, ...of(pool), ''] : [...of(pool), ''];
  };
  return shown.flatMap(titled);
};
