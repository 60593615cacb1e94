import type { Row } from '../row.js';
import { bodyOf, headersSeen, jsonSeen, refusalSeen } from './seen.js';

const document = '/.well-known/openid-configuration';
const keys = '/.well-known/jwks.json';

export const discoveryRows: readonly Row[] = [
  {
    id: 'discovery/document',
    observes: 'the discovery document of a pool that has a domain',
    restsOn: 'discovery',
    unconfirmed: 'The whole document has not been seen since July 2025.',
    recorded: {
      status: 200,
      body: {
        authorization_endpoint: '{DOMAIN}/oauth2/authorize',
        end_session_endpoint: '{DOMAIN}/logout',
        id_token_signing_alg_values_supported: ['RS256'],
        issuer: '{ISSUER}',
        jwks_uri: '{ISSUER}/.well-known/jwks.json',
        response_types_supported: ['code', 'token'],
        revocation_endpoint: '{DOMAIN}/oauth2/revoke',
        scopes_supported: ['openid', 'email', 'phone', 'profile'],
        subject_types_supported: ['public'],
        token_endpoint: '{DOMAIN}/oauth2/token',
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        userinfo_endpoint: '{DOMAIN}/oauth2/userInfo',
      },
    },
    ask: async ({ http, classic }) => jsonSeen(await http.send(`${classic.issuer}${document}`)),
  },
  {
    id: 'discovery/headers',
    observes: 'whether browsers may read the discovery document and the keys, and keep them',
    restsOn: 'discovery, keys',
    unconfirmed: 'No headers of either were seen.',
    ask: async ({ http, classic }) => {
      const names = ['access-control-allow-origin', 'cache-control', 'content-type'];
      return {
        document: headersSeen(await http.send(`${classic.issuer}${document}`), names),
        keys: headersSeen(await http.send(`${classic.issuer}${keys}`), names),
      };
    },
  },
  {
    id: 'discovery/keys',
    observes: 'the key set: how many keys, and the members of each',
    restsOn: 'keys',
    recorded: {
      status: 200,
      keys: [
        { members: ['alg', 'e', 'kid', 'kty', 'n', 'use'], alg: 'RS256', kty: 'RSA', use: 'sig' },
        { members: ['alg', 'e', 'kid', 'kty', 'n', 'use'], alg: 'RS256', kty: 'RSA', use: 'sig' },
      ],
    },
    ask: async ({ http, classic }) => {
      const answer = await http.send(`${classic.issuer}${keys}`);
      const { keys: found = [] } = Object(bodyOf(answer)) as { readonly keys?: readonly Key[] };
      return {
        status: answer.status,
        keys: found.map(({ alg, kty, use, ...rest }) => ({
          members: ['alg', 'kty', 'use', ...Object.keys(rest)].sort(),
          alg,
          kty,
          use,
        })),
      };
    },
  },
  {
    id: 'discovery/unknown-pool',
    observes: 'the discovery document of a pool that is not there',
    restsOn: 'discovery',
    unconfirmed: 'Neither status nor body was seen.',
    ask: async ({ http, classic }) =>
      refusalSeen(await http.send(`${classic.issuer.slice(0, -9)}AbCdEfGhI${document}`)),
  },
  {
    id: 'discovery/at-the-domain',
    observes: 'the discovery document where it is not: at the domain',
    restsOn: 'hosts',
    recorded: { status: 400 },
    ask: async ({ http, classic }) => refusalSeen(await http.send(`${classic.domain}${document}`)),
  },
];

interface Key {
  readonly alg: string;
  readonly kty: string;
  readonly use: string;
}
