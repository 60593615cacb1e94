import type { Answer } from '../http.js';
import { person } from '../place.js';
import type { Row, Seen } from '../row.js';
import type { Json } from '../sdk.js';
import { refresh, revoke, tokensFor, userInfo } from './grants.js';
import { bodyOf, headersSeen, refusalSeen } from './seen.js';

const challengeSeen = (answer: Answer): Seen => ({
  ...refusalSeen(answer),
  challenge: answer.headers.get('www-authenticate'),
});

const invalidToken =
  'error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."';
const scheme = 'Whether the challenge names the scheme Bearer, and the body.';

export const userInfoRows: readonly Row[] = [
  {
    id: 'userinfo/claims',
    observes: 'the members of userInfo and their types',
    restsOn: 'userInfo',
    recorded: {
      status: 200,
      type: 'application/json;charset=UTF-8',
      types: { email: 'string', email_verified: 'string', sub: 'string', username: 'string' },
    },
    ask: async (walk) => {
      const { access_token: token } = await tokensFor(walk, 'web', { scope: 'openid email' });
      const answer = await userInfo(walk, token);
      const claims = Object(bodyOf(answer)) as Json;
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        types: Object.fromEntries(
          Object.keys(claims)
            .sort()
            .map((name) => [name, typeof claims[name]]),
        ),
      };
    },
  },
  {
    id: 'userinfo/headers',
    observes: 'that browsers may read userInfo, and nobody may keep it',
    restsOn: 'CORS, userInfo',
    recorded: {
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    },
    ask: async (walk) => {
      const { access_token: token } = await tokensFor(walk, 'web');
      return headersSeen(await userInfo(walk, token), ['access-control-allow-origin', 'cache-control']);
    },
  },
  {
    id: 'userinfo/no-token',
    observes: 'the answer without a token',
    restsOn: 'userInfo',
    unconfirmed: `Whether this is the documented malformed request. ${scheme}`,
    ask: async ({ http, classic }) => challengeSeen(await http.send(`${classic.domain}/oauth2/userInfo`)),
  },
  {
    id: 'userinfo/bad-token',
    observes: 'the answer to a token that is none',
    restsOn: 'userInfo',
    unconfirmed: scheme,
    recorded: { status: 401, challenge: invalidToken },
    ask: async (walk) => challengeSeen(await userInfo(walk, 'eyJhbGciOiJub25lIn0.e30.c2ln')),
  },
  {
    id: 'userinfo/id-token',
    observes: 'the answer to an ID token',
    restsOn: 'userInfo',
    unconfirmed: 'Not documented.',
    ask: async (walk) => challengeSeen(await userInfo(walk, (await tokensFor(walk, 'web')).id_token)),
  },
  {
    id: 'userinfo/without-openid',
    observes: 'the answer to an access token of the API, which has no openid',
    restsOn: 'userInfo',
    unconfirmed: 'Documented as refused; the status was not seen.',
    ask: async (walk) => {
      const { body } = await walk.call('InitiateAuth', {
        ClientId: walk.classic.client('app').id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: person, PASSWORD: walk.password },
      });
      const { AccessToken: token } = Object(body['AuthenticationResult']) as Json;
      return challengeSeen(await userInfo(walk, String(token)));
    },
  },
  {
    id: 'userinfo/by-post',
    observes: 'whether userInfo answers POST',
    restsOn: 'userInfo',
    unconfirmed: 'Mentioned by one secondary source.',
    ask: async (walk) => {
      const { access_token: token } = await tokensFor(walk, 'web');
      const { status } = await walk.http.send(`${walk.classic.domain}/oauth2/userInfo`, {
        form: {},
        headers: { authorization: `Bearer ${token}` },
      });
      return { status };
    },
  },
  {
    id: 'userinfo/after-revoke',
    observes: 'that an access token is dead once its refresh token is revoked',
    restsOn: 'userInfo, revoke',
    unconfirmed: scheme,
    recorded: { status: 401, challenge: invalidToken },
    ask: async (walk) => {
      const { access_token: access, refresh_token: token } = await tokensFor(walk, 'web');
      await revoke(walk, { token });
      return challengeSeen(await userInfo(walk, access));
    },
  },
];

export const revokeRows: readonly Row[] = [
  {
    id: 'revoke/good',
    observes: 'the answer to a refresh token, and to the same once more',
    restsOn: 'revoke',
    recorded: { first: { status: 200, body: '' }, again: { status: 200, body: '' } },
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'web');
      return {
        first: refusalSeen(await revoke(walk, { token })),
        again: refusalSeen(await revoke(walk, { token })),
      };
    },
  },
  {
    id: 'revoke/then-refresh',
    observes: 'the answer to refreshing what was revoked',
    restsOn: 'revoke',
    recorded: { status: 400, body: { error: 'invalid_grant' } },
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'web');
      await revoke(walk, { token });
      return refusalSeen(await refresh(walk, 'web', token));
    },
  },
  {
    id: 'revoke/garbage',
    observes: 'the answer to a token that is none',
    restsOn: 'revoke',
    recorded: { status: 200, body: '' },
    ask: async (walk) => refusalSeen(await revoke(walk, { token: 'garbage' })),
  },
  {
    id: 'revoke/access-token',
    observes: 'the answer to an access token',
    restsOn: 'revoke',
    recorded: { status: 400, body: { error: 'unsupported_token_type' } },
    ask: async (walk) =>
      refusalSeen(await revoke(walk, { token: (await tokensFor(walk, 'web')).access_token })),
  },
  {
    id: 'revoke/no-token',
    observes: 'the answer where the token is missing',
    restsOn: 'revoke',
    recorded: { status: 400, body: { error: 'invalid_request' } },
    ask: async (walk) => refusalSeen(await revoke(walk, {})),
  },
  {
    id: 'revoke/wrong-secret',
    observes: 'the answer to a wrong secret',
    restsOn: 'revoke',
    recorded: { status: 401, body: { error: 'invalid_client' } },
    ask: async (walk) => refusalSeen(await revoke(walk, { token: 'garbage' }, { secret: 'wrong' })),
  },
  {
    id: 'revoke/secret-in-body',
    observes: 'whether the secret may be in the body',
    restsOn: 'revoke',
    unconfirmed: 'Not documented for this endpoint.',
    ask: async ({ http, classic }) => {
      const { id, secret } = classic.client('web');
      const form = { token: 'garbage', client_id: id, client_secret: secret };
      return refusalSeen(await http.send(`${classic.domain}/oauth2/revoke`, { form }));
    },
  },
  {
    id: 'revoke/token-of-another-client',
    observes: 'the answer to the refresh token of another client',
    restsOn: 'revoke',
    unconfirmed: 'Documented as not allowed; no answer was seen.',
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'rotating');
      return refusalSeen(await revoke(walk, { token }));
    },
  },
  {
    id: 'revoke/by-get',
    observes: 'the answer to GET',
    restsOn: 'revoke',
    recorded: { status: 405 },
    ask: async ({ http, classic }) => {
      const { status } = await http.send(`${classic.domain}/oauth2/revoke`);
      return { status };
    },
  },
];
