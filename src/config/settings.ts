import * as addresses from './addresses.js';
import { operations } from './operations.js';
import { oneOf, oneWord, port, wholeNumber } from './reader.js';
import { clientSecret, sessionSecrets } from './secrets.js';
import { certain, optional, type Certain, type Setting } from './setting.js';
import * as words from './words.js';

/**
 * Every setting there is. The types of the configuration, `.env.example` and `docs/configuration.md` come
 * from this table.
 */
export const settings = {
  NODE_ENV: certain({
    section: 'Site',
    meaning: '`production` refuses what is good enough for development only.',
    default: 'development',
    read: oneOf(['development', 'test', 'production']),
  }),
  PORT: certain({
    section: 'Site',
    meaning: 'The port that the site listens on.',
    default: '3000',
    read: port,
  }),
  HOST: certain({
    section: 'Site',
    meaning: 'The address that the site listens on; `127.0.0.1` lets only this machine in.',
    default: '0.0.0.0',
    read: words.hostToListenOn,
  }),
  BASE_URL: certain({
    section: 'Site',
    meaning:
      'The public address, as the browser sees it: https, or http on localhost, 127.0.0.1 or [::1]. It may have a path prefix. The callback address to register at the app client is this and `/auth/callback`, the sign-out address this and `/signed-out`.',
    isRequired: true,
    example: 'https://app.example.com',
    read: addresses.publicAddress,
  }),
  SITE_NAME: certain({
    section: 'Site',
    meaning:
      'What pages, their titles and authenticator apps call the site. Its colours and its picture are the files in `public/brand`.',
    default: 'Cognito for Express',
    read: words.siteName,
  }),
  TRUST_PROXY: optional({
    section: 'Site',
    meaning:
      'Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: the number of proxies in front of the site, or a list of their addresses. Never `true`.',
    otherwise: 'nobody',
    example: '1',
    read: addresses.trustedProxies,
  }),
  COGNITO_USER_POOL_ID: optional({
    section: 'User pool',
    meaning: 'The id of the user pool; it gives the issuer.',
    otherwise: 'this or `COGNITO_ISSUER`',
    example: 'us-east-1_AbCdEfGhI',
    read: addresses.userPoolId,
  }),
  COGNITO_ISSUER: optional({
    section: 'User pool',
    meaning:
      'The issuer, where the pool id does not say it: the updated form of a Cognito issuer, or any other OpenID Connect issuer. http on a loopback address only.',
    otherwise: 'made from the pool id',
    example: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI',
    read: addresses.issuer,
  }),
  COGNITO_DOMAIN: optional({
    section: 'User pool',
    meaning: 'The user pool domain, for sign-out and the self-service pages.',
    otherwise: 'from discovery',
    example: 'https://example.auth.us-east-1.amazoncognito.com',
    read: addresses.poolDomain,
  }),
  COGNITO_CLIENT_ID: certain({
    section: 'User pool',
    meaning: 'The id of the app client.',
    isRequired: true,
    example: '1h57kf5cpq17m0eml12EXAMPLE',
    read: oneWord('the id of the app client'),
  }),
  COGNITO_CLIENT_SECRET: optional({
    section: 'User pool',
    meaning: 'The secret of the app client. A client without a secret works too.',
    otherwise: 'a client without a secret',
    isSecret: true,
    read: clientSecret,
  }),
  COGNITO_CLIENT_AUTHENTICATION: optional({
    section: 'User pool',
    meaning:
      'How the secret is shown to the pool: `client_secret_basic` (in a header) or `client_secret_post` (in the form), for providers that take only one of them.',
    otherwise: 'from discovery, else `client_secret_basic`',
    example: 'client_secret_post',
    read: oneOf(['client_secret_basic', 'client_secret_post']),
  }),
  COGNITO_SCOPES: certain({
    section: 'User pool',
    meaning: 'What to ask for. Add `aws.cognito.signin.user.admin` for the self-service pages.',
    default: 'openid email profile',
    read: words.scopes,
  }),
  COGNITO_IDENTITY_POOL_ID: optional({
    section: 'User pool',
    meaning:
      'The id of an identity pool that takes ID tokens of this app client: turns the page of temporary AWS credentials on, `/account/aws`.',
    otherwise: 'no AWS credentials',
    example: 'us-east-1:11111111-2222-3333-4444-555555555555',
    read: addresses.identityPoolId,
  }),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY: optional({
    section: 'User pool',
    meaning: "Another address of the identity pools API: a setting of the AWS SDK's own.",
    otherwise: "from the identity pool's region",
    read: addresses.awsEndpoint,
  }),
  COGNITO_PROVIDERS: optional({
    section: 'User pool',
    meaning:
      'Names of identity providers that get a button of their own on the home page, separated by commas. They must be among those of the app client.',
    otherwise: 'none',
    example: 'Google, SignInWithApple',
    read: words.providerNames,
  }),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: optional({
    section: 'User pool',
    meaning:
      'Where the user pools API is, for the self-service pages: the AWS SDK’s own setting. A local user pool, or an endpoint of a VPC.',
    otherwise: 'at AWS, in the region of the pool',
    example: 'http://127.0.0.1:9400',
    read: addresses.awsEndpoint,
  }),
  SESSION_SECRET: certain({
    section: 'Sessions',
    meaning:
      'One or more secrets of 32 characters or more, separated by commas: the first signs and seals, all verify and open. To change it: the runbook in docs/operations.md.',
    isRequired: true,
    isSecret: true,
    read: sessionSecrets,
  }),
  SESSION_IDLE_MINUTES: certain({
    section: 'Sessions',
    meaning: 'A session ends after this long without a request.',
    default: '60',
    read: wholeNumber({ from: 1, to: 43_200, what: 'minutes' }),
  }),
  SESSION_MAX_HOURS: certain({
    section: 'Sessions',
    meaning: 'A session ends after this long, however busy it is.',
    default: '12',
    read: wholeNumber({ from: 1, to: 720, what: 'hours' }),
  }),
  SESSIONS_PER_PERSON: certain({
    section: 'Sessions',
    meaning: 'The oldest sign-in of a person beyond this many is ended and revoked.',
    default: '50',
    read: wholeNumber({ from: 1, to: 1000, what: 'sign-ins' }),
  }),
  POOL_OUTAGE_GRACE_MINUTES: certain({
    section: 'Sessions',
    meaning:
      "How long signed-in people keep their pages past the token's end while the pool cannot be reached.",
    default: '15',
    read: wholeNumber({ from: 0, to: 1440, what: 'minutes' }),
  }),
  REDIS_URL: optional({
    section: 'Sessions',
    meaning:
      'Where Redis or Valkey is: `redis://` or `rediss://`; several addresses separated by commas mean a cluster. In production a server on another machine needs `rediss://` and a password.',
    otherwise: 'memory, one process',
    isSecret: true,
    example: 'rediss://:password@redis.example.com:6379',
    read: addresses.redisAddresses,
  }),
  REDIS_PREFIX: certain({
    section: 'Sessions',
    meaning:
      'In front of the name of every key in Redis. Several sites may share one Redis when each has a prefix of its own. Changing it signs everybody out. (With the prefix `auth:` the counters of requests are called `limit:`, without it.)',
    default: 'auth:',
    read: words.keyPrefix,
  }),
  SESSION_STORE: optional({
    section: 'Sessions',
    meaning:
      'Where sessions live: `memory` or `redis`. In production `memory` must be said by name: it is for one process, and a restart signs everybody out. It wins over `REDIS_URL`, which a line of the log says (`redis_passed_over`).',
    otherwise: '`redis` when `REDIS_URL` is set, else `memory`',
    read: oneOf(['memory', 'redis']),
  }),
  API_CLIENT_IDS: optional({
    section: 'API',
    meaning:
      "Whose access tokens the bearer API takes: the ids of app clients, separated by commas. The site's own client is among them only if it stands in the list.",
    otherwise: "the site's own client",
    example: '1h57kf5cpq17m0eml12EXAMPLE,7c3kd9v2mobile5f8eEXAMPLE',
    read: words.clientIds,
  }),
  API_RESOURCE: optional({
    section: 'API',
    meaning:
      'What the API is called where a token is asked for it alone (`resource`, RFC 8707): such a token has it as `aud`, letter by letter. Tokens for another resource are refused; those that are bound to none are taken.',
    otherwise: '`BASE_URL`',
    example: 'https://app.example.com/api',
    read: addresses.resource,
  }),
  API_ALLOWED_ORIGINS: optional({
    section: 'API',
    meaning:
      'The origins of pages elsewhere that may call `/api` from a browser (CORS), separated by commas: `https://spa.example.com`, or that of an app shell such as `capacitor://localhost`. Cookies are never among what they may send.',
    otherwise: 'none',
    example: 'https://spa.example.com',
    read: addresses.origins,
  }),
  ...operations,
} as const;

export type SettingName = keyof typeof settings;

type ValueOf<S> = S extends Certain<infer T> ? T : S extends Setting<infer T> ? T | undefined : never;

/** The values of a configuration without problems. */
export type Values = { readonly [Name in SettingName]: ValueOf<(typeof settings)[Name]> };
