import { callbackUrl, unregisteredUrl, type ClientName } from '../place.js';
import type { Changes, Row, Seen, Walk } from '../row.js';
import { challenge, codeFor } from './grants.js';
import { pageSeen, redirectSeen } from './seen.js';

const ask =
  (changes: Changes, client: ClientName = 'web') =>
  async (walk: Walk): Promise<Seen> =>
    redirectSeen(await walk.http.send(walk.authorizeUrl(client, changes)));

/** Managed login is the only one that knows `prompt`, `lang` and levels. */
const askManaged =
  (changes: Changes) =>
  async (walk: Walk): Promise<Seen> =>
    redirectSeen(await walk.http.send(walk.authorizeUrl('web', changes, walk.managed)));

const signedInQuery =
  'response_type=code&client_id={CLIENT}&redirect_uri={CALLBACK}&scope=openid email profile&state=probe-state';
const shapes =
  'Whether an error at the callback is the code itself or invalid_request with the code in the description.';
const longState = 'a'.repeat(3000);

export const authorizeRows: readonly Row[] = [
  {
    id: 'authorize/sign-in',
    observes: 'where somebody goes who is not signed in',
    restsOn: 'authorize',
    recorded: { status: 302, location: `{DOMAIN}/login?${signedInQuery}` },
    ask: ask({}),
  },
  {
    id: 'authorize/location-form',
    observes: 'whether Location is an address in full, for a page of the domain',
    restsOn: 'authorize',
    unconfirmed: 'Captures show both, and not which belongs to which page.',
    ask: async ({ http, authorizeUrl }) => {
      const { location } = await http.send(authorizeUrl('web'));
      return { isAbsolute: URL.canParse(location) };
    },
  },
  {
    id: 'authorize/without-pkce',
    observes: 'that a client without a secret signs in without PKCE',
    restsOn: 'authorize',
    recorded: { status: 302, location: `{DOMAIN}/login?${signedInQuery}` },
    ask: ask({}, 'app'),
  },
  {
    id: 'authorize/unknown-client',
    observes: 'the answer to a client_id that is not there',
    restsOn: 'errors',
    recorded: { status: 302, location: '{DOMAIN}/error?error=invalid_request&client_id=unknownclient' },
    ask: ask({ client_id: 'unknownclient' }),
  },
  {
    id: 'authorize/no-client',
    observes: 'the answer to no client_id at all',
    restsOn: 'errors',
    unconfirmed: 'Only an unknown client_id was seen.',
    ask: ask({ client_id: undefined }),
  },
  {
    id: 'authorize/redirect-mismatch',
    observes: 'the answer to a redirect_uri that is not registered',
    restsOn: 'errors',
    recorded: { status: 302, location: '{DOMAIN}/error?error=redirect_mismatch&client_id={CLIENT}' },
    ask: ask({ redirect_uri: unregisteredUrl }),
  },
  {
    id: 'authorize/no-redirect-uri',
    observes: 'the answer to no redirect_uri at all',
    restsOn: 'authorize, errors',
    unconfirmed: 'Documented as required, and no answer was seen.',
    ask: ask({ redirect_uri: undefined }),
  },
  {
    id: 'authorize/slash-too-many',
    observes: 'that a redirect_uri with one slash more is another',
    restsOn: 'redirect addresses',
    recorded: { status: 302, location: '{DOMAIN}/error?error=redirect_mismatch&client_id={CLIENT}' },
    ask: ask({ redirect_uri: `${callbackUrl}/` }),
  },
  {
    id: 'authorize/error-page',
    observes: 'the error page itself',
    restsOn: 'errors',
    recorded: { status: 400 },
    ask: async ({ http, classic }) => {
      const { status, language } = pageSeen(
        await http.send(
          `${classic.domain}/error?error=redirect_mismatch&client_id=${classic.client('web').id}`,
        ),
      );
      return { status, language };
    },
  },
  {
    id: 'authorize/scope-not-allowed',
    observes: 'the answer to a scope that the client may not have',
    restsOn: 'errors',
    recorded: {
      status: 302,
      location: '{CALLBACK}?error_description=invalid_scope&state=probe-state&error=invalid_request',
    },
    ask: ask({ scope: 'openid phone' }),
  },
  {
    id: 'authorize/offline-access',
    observes: 'that offline_access is no scope here',
    restsOn: 'scopes',
    recorded: {
      status: 302,
      location: '{CALLBACK}?error_description=invalid_scope&state=probe-state&error=invalid_request',
    },
    ask: ask({ scope: 'openid offline_access' }),
  },
  {
    id: 'authorize/scope-without-openid',
    observes: 'the answer to email without openid',
    restsOn: 'scopes',
    unconfirmed: 'Documented as not allowed; no answer was seen.',
    ask: ask({ scope: 'email' }),
  },
  {
    id: 'authorize/no-scope',
    observes: 'that no scope means all scopes of the client',
    restsOn: 'scopes',
    recorded: { status: 302 },
    ask: ask({ scope: undefined }),
  },
  {
    id: 'authorize/no-response-type',
    observes: 'the answer to no response_type',
    restsOn: 'errors',
    unconfirmed: shapes,
    ask: ask({ response_type: undefined }),
  },
  {
    id: 'authorize/hybrid',
    observes: 'the answer to response_type=token id_token',
    restsOn: 'authorize',
    unconfirmed: shapes,
    ask: ask({ response_type: 'token id_token' }),
  },
  {
    id: 'authorize/flow-not-allowed',
    observes: 'the answer to response_type=token of a client that has only codes',
    restsOn: 'errors',
    unconfirmed: 'Seen without state; whether that request had one is not known.',
    ask: ask({ response_type: 'token' }),
  },
  {
    id: 'authorize/challenge-without-method',
    observes: 'the answer to a code_challenge without its method',
    restsOn: 'errors',
    unconfirmed: shapes,
    ask: ask({ code_challenge: challenge.code_challenge }),
  },
  {
    id: 'authorize/plain-challenge',
    observes: 'the answer to code_challenge_method=plain',
    restsOn: 'errors',
    unconfirmed: shapes,
    ask: ask({ ...challenge, code_challenge_method: 'plain' }),
  },
  {
    id: 'authorize/json-state',
    observes: 'the answer to a state that is JSON',
    restsOn: 'authorize',
    unconfirmed: 'Documented as not allowed; no answer was seen.',
    ask: ask({ state: '{"page":"account"}' }),
  },
  {
    id: 'authorize/long-state',
    observes: 'whether a state of 3,000 characters goes through',
    restsOn: 'redirect addresses',
    unconfirmed: 'No limit is documented.',
    ask: async (walk) => {
      walk.know('LONG_STATE', longState);
      return ask({ state: longState })(walk);
    },
  },
  {
    id: 'authorize/unknown-provider',
    observes: 'where an identity_provider leads that the client has not',
    restsOn: 'providers',
    unconfirmed: 'Not documented.',
    ask: ask({ identity_provider: 'Nobody' }),
  },
  {
    id: 'authorize/by-post',
    observes: 'the answer to POST',
    restsOn: 'authorize',
    unconfirmed: 'Documented as GET only; no answer was seen.',
    ask: async ({ http, authorizeUrl }) => {
      const { status } = await http.send(authorizeUrl('web'), { method: 'POST', form: {} });
      return { status };
    },
  },
  {
    id: 'authorize/bad-resource',
    observes: 'the answer to a resource that is no URL',
    restsOn: 'authorize',
    unconfirmed: 'Documented as not allowed; no answer was seen.',
    ask: askManaged({ resource: 'orders' }),
  },
  {
    id: 'authorize/code',
    observes: 'the redirect of somebody who is signed in: a code, and the state, in this order',
    restsOn: 'authorize',
    recorded: { status: 302, location: '{CALLBACK}?code={UUID}&state=probe-state' },
    ask: async (walk) => redirectSeen(await (await walk.signedIn()).send(walk.authorizeUrl('web'))),
  },
  {
    id: 'authorize/implicit',
    observes: 'the names in the fragment of the implicit grant',
    restsOn: 'authorize',
    recorded: { names: ['access_token', 'expires_in', 'id_token', 'state', 'token_type'], inQuery: [] },
    ask: async (walk) => {
      const visitor = await walk.signedIn();
      const answer = await visitor.send(walk.authorizeUrl('app', { response_type: 'token' }));
      const { hash, searchParams } = new URL(answer.location, answer.url);
      const fragment = new URLSearchParams(hash.slice(1));
      return {
        status: answer.status,
        names: [...fragment.keys()].sort(),
        inQuery: [...searchParams.keys()],
        tokenType: fragment.get('token_type'),
        expiresIn: fragment.get('expires_in'),
      };
    },
  },
  {
    id: 'authorize/another-client',
    observes: 'that the sign-in of one client serves another of the same pool',
    restsOn: 'pages',
    recorded: { isGiven: true },
    ask: async (walk) => ({ isGiven: (await codeFor(walk, 'rotating')) !== '' }),
  },
];
