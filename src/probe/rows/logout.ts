import { callbackUrl, person, resourceServer, signedOutUrl, unregisteredUrl } from '../place.js';
import type { Row, Seen, Walk } from '../row.js';
import { createVisitor, signInByForms } from '../visitor.js';
import { basic, tokenRequest } from './grants.js';
import { bodyOf, cookiesSeen, jsonSeen, redirectSeen, refusalSeen, tokenSeen } from './seen.js';

type Parameters = Readonly<Record<string, string>>;

const logoutUrl = ({ classic }: Walk, parameters: Parameters): string => {
  const query = new URLSearchParams({ client_id: classic.client('web').id, ...parameters });
  return `${classic.domain}/logout?${query.toString()}`;
};

const ask =
  (parameters: Parameters) =>
  async (walk: Walk): Promise<Seen> =>
    redirectSeen(await walk.http.send(logoutUrl(walk, parameters)));

const asErrorPage = 'The page was seen; the redirect to it was not, in every detail.';

export const logoutRows: readonly Row[] = [
  {
    id: 'logout/good',
    observes: 'where a registered logout_uri leads',
    restsOn: 'logout',
    recorded: { status: 302, location: '{SIGNED_OUT}' },
    ask: ask({ logout_uri: signedOutUrl }),
  },
  {
    id: 'logout/with-state',
    observes: 'whether a state comes back with logout_uri',
    restsOn: 'logout',
    unconfirmed: 'Documented as ignored.',
    ask: ask({ logout_uri: signedOutUrl, state: 'probe-state' }),
  },
  {
    id: 'logout/both-addresses',
    observes: 'that logout_uri goes before redirect_uri',
    restsOn: 'logout',
    recorded: { status: 302, location: '{SIGNED_OUT}' },
    ask: ask({ logout_uri: signedOutUrl, redirect_uri: callbackUrl, response_type: 'code' }),
  },
  {
    id: 'logout/unregistered',
    observes: 'the answer to a logout_uri that is not registered',
    restsOn: 'logout',
    unconfirmed: asErrorPage,
    ask: ask({ logout_uri: unregisteredUrl }),
  },
  {
    id: 'logout/no-address',
    observes: 'the answer to neither logout_uri nor redirect_uri',
    restsOn: 'logout',
    unconfirmed: asErrorPage,
    ask: ask({}),
  },
  {
    id: 'logout/unknown-client',
    observes: 'the answer to a client_id that is not there',
    restsOn: 'logout',
    unconfirmed: 'Not documented.',
    ask: ask({ client_id: 'unknownclient', logout_uri: signedOutUrl }),
  },
  {
    id: 'logout/to-a-new-sign-in',
    observes: 'where redirect_uri leads: to a new sign-in',
    restsOn: 'logout',
    unconfirmed: 'The query of that redirect.',
    recorded: { status: 302 },
    ask: ask({ redirect_uri: callbackUrl, response_type: 'code' }),
  },
  {
    id: 'logout/ends-the-session',
    observes: 'that the browser is signed out, and the cookie that says so',
    restsOn: 'logout',
    unconfirmed: 'How the cookie is taken back.',
    recorded: { signsInAgain: true },
    ask: async (walk) => {
      const visitor = createVisitor(walk.http);
      const { password } = walk;
      await signInByForms(visitor, walk.authorizeUrl('web'), { username: person, password });
      const answer = await visitor.send(logoutUrl(walk, { logout_uri: signedOutUrl }));
      const after = await visitor.send(walk.authorizeUrl('web'));
      return {
        signsInAgain: new URL(after.location, after.url).pathname === '/login',
        cookies: cookiesSeen(answer).filter((line) => line.startsWith('cognito')),
      };
    },
  },
];

const tokenType = 'application/json;charset=UTF-8';

export const machineRows: readonly Row[] = [
  {
    id: 'machine/token',
    observes: 'the members of the answer to client_credentials',
    restsOn: 'client credentials',
    recorded: { status: 200, type: tokenType, members: ['access_token', 'expires_in', 'token_type'] },
    ask: async (walk) => {
      const answer = await tokenRequest(walk, 'machine', { grant_type: 'client_credentials' });
      const { status, type } = jsonSeen(answer);
      return { status, type, members: Object.keys(Object(bodyOf(answer)) as object).sort() };
    },
  },
  {
    id: 'machine/claims',
    observes: 'header and claims of the access token of a machine',
    restsOn: 'claims',
    unconfirmed: 'Which claims are always there.',
    ask: async (walk) => {
      const answer = await tokenRequest(walk, 'machine', {
        grant_type: 'client_credentials',
        scope: `${resourceServer}/read`,
      });
      const { access_token: token } = Object(bodyOf(answer)) as { readonly access_token?: string };
      return tokenSeen(String(token));
    },
  },
  {
    id: 'machine/unknown-scope',
    observes: 'the answer to a scope that the machine may not have',
    restsOn: 'client credentials',
    unconfirmed: 'Not among the documented errors of this endpoint.',
    ask: async (walk) =>
      refusalSeen(await tokenRequest(walk, 'machine', { grant_type: 'client_credentials', scope: 'openid' })),
  },
  {
    id: 'machine/not-allowed',
    observes: 'the answer to client_credentials of a client that has only codes',
    restsOn: 'client credentials',
    unconfirmed: 'Documented for codes and refresh tokens.',
    ask: async (walk) => refusalSeen(await tokenRequest(walk, 'web', { grant_type: 'client_credentials' })),
  },
  {
    id: 'machine/wrong-secret',
    observes: 'the answer to a wrong secret',
    restsOn: 'client credentials',
    recorded: { body: { error: 'invalid_client' } },
    ask: async ({ http, classic }) =>
      refusalSeen(
        await http.send(`${classic.domain}/oauth2/token`, {
          form: { grant_type: 'client_credentials' },
          headers: { authorization: basic(classic.client('machine').id, 'wrong') },
        }),
      ),
  },
];
