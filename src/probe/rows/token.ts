import { callbackUrl, unregisteredUrl } from '../place.js';
import type { Row } from '../row.js';
import {
  challenge,
  codeFor,
  redeem,
  refresh,
  tokenEndpoint,
  tokenRequest,
  tokensFor,
  tokensIn,
  verifier,
} from './grants.js';
import { bodyOf, headersSeen, jsonSeen, refusalSeen, tokenSeen } from './seen.js';

const json = 'application/json;charset=UTF-8';
const refused = (error: string): Record<string, unknown> => ({ status: 400, body: { error } });
const unknownVerifier = 'The error for a wrong or missing code_verifier.';

export const tokenRows: readonly Row[] = [
  {
    id: 'token/code',
    observes: 'the answer to a good code with PKCE: type, members, lifetime',
    restsOn: 'token',
    recorded: {
      status: 200,
      type: json,
      members: ['access_token', 'expires_in', 'id_token', 'refresh_token', 'token_type'],
      tokenType: 'Bearer',
      expiresIn: 3600,
    },
    ask: async (walk) => {
      const answer = await redeem(walk, 'web', await codeFor(walk, 'web', challenge), {
        code_verifier: verifier,
      });
      tokensIn(walk, answer);
      const body = Object(bodyOf(answer)) as Record<string, unknown>;
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        members: Object.keys(body).sort(),
        tokenType: body['token_type'],
        expiresIn: body['expires_in'],
      };
    },
  },
  {
    id: 'token/headers',
    observes: 'that browsers may read the answer, and nobody may keep it',
    restsOn: 'CORS',
    unconfirmed: 'The caching headers of the token endpoint.',
    recorded: { 'access-control-allow-origin': '*' },
    ask: async (walk) => {
      const code = await codeFor(walk, 'web');
      return headersSeen(await redeem(walk, 'web', code), [
        'access-control-allow-origin',
        'cache-control',
        'pragma',
      ]);
    },
  },
  {
    id: 'token/id-token',
    observes: 'header and claims of an ID token',
    restsOn: 'claims',
    unconfirmed: 'Which claims are always there.',
    recorded: { header: ['alg', 'kid'], algorithm: 'RS256' },
    ask: async (walk) => tokenSeen((await tokensFor(walk, 'web', { nonce: 'probe-nonce' })).id_token),
  },
  {
    id: 'token/access-token',
    observes: 'header and claims of an access token',
    restsOn: 'claims',
    unconfirmed: 'Which claims are always there.',
    recorded: { header: ['alg', 'kid'], algorithm: 'RS256' },
    ask: async (walk) => tokenSeen((await tokensFor(walk, 'web')).access_token),
  },
  {
    id: 'token/two-keys',
    observes: 'that ID token and access token have different keys',
    restsOn: 'keys',
    recorded: { areDifferent: true },
    ask: async (walk) => {
      const { id_token: id, access_token: access } = await tokensFor(walk, 'web');
      return { areDifferent: id.split('.')[0] !== access.split('.')[0] };
    },
  },
  {
    id: 'token/code-twice',
    observes: 'the answer to a code that was used before',
    restsOn: 'token',
    recorded: refused('invalid_grant'),
    ask: async (walk) => {
      const code = await codeFor(walk, 'web');
      tokensIn(walk, await redeem(walk, 'web', code));
      return refusalSeen(await redeem(walk, 'web', code));
    },
  },
  {
    id: 'token/code-twice-revokes',
    observes: 'whether a code used twice ends the tokens of its first use',
    restsOn: 'token',
    unconfirmed: 'RFC 6749 advises it; nothing says that Cognito does.',
    ask: async (walk) => {
      const code = await codeFor(walk, 'web');
      const { refresh_token: token } = tokensIn(walk, await redeem(walk, 'web', code));
      await redeem(walk, 'web', code);
      return { status: (await refresh(walk, 'web', token)).status };
    },
  },
  {
    id: 'token/unknown-code',
    observes: 'the answer to a code that nobody gave out',
    restsOn: 'token',
    recorded: refused('invalid_grant'),
    ask: async (walk) => refusalSeen(await redeem(walk, 'web', 'e3b0c442-98fc-4c14-9afb-f4c8996fb924')),
  },
  {
    id: 'token/code-of-another-client',
    observes: 'the answer to a code that another client was given',
    restsOn: 'token',
    unconfirmed: 'Not documented.',
    ask: async (walk) => refusalSeen(await redeem(walk, 'app', await codeFor(walk, 'web'))),
  },
  {
    id: 'token/wrong-verifier',
    observes: 'the answer to a wrong code_verifier',
    restsOn: 'token',
    unconfirmed: unknownVerifier,
    ask: async (walk) =>
      refusalSeen(
        await redeem(walk, 'web', await codeFor(walk, 'web', challenge), { code_verifier: 'w'.repeat(43) }),
      ),
  },
  {
    id: 'token/no-verifier',
    observes: 'the answer where the code_verifier is missing',
    restsOn: 'token',
    unconfirmed: unknownVerifier,
    ask: async (walk) => refusalSeen(await redeem(walk, 'web', await codeFor(walk, 'web', challenge))),
  },
  {
    id: 'token/verifier-unasked',
    observes: 'the answer to a code_verifier where there was no challenge',
    restsOn: 'token',
    unconfirmed: 'Not documented.',
    ask: async (walk) => {
      const code = await codeFor(walk, 'web');
      return { status: (await redeem(walk, 'web', code, { code_verifier: verifier })).status };
    },
  },
  {
    id: 'token/other-redirect-uri',
    observes: 'the answer to another redirect_uri than that of the sign-in',
    restsOn: 'token',
    recorded: {
      status: 400,
      body: { error: 'unauthorized_client', error_description: 'invalid_redirect' },
    },
    ask: async (walk) =>
      refusalSeen(await redeem(walk, 'web', await codeFor(walk, 'web'), { redirect_uri: unregisteredUrl })),
  },
  {
    id: 'token/no-grant-type',
    observes: 'the answer to no grant_type',
    restsOn: 'token',
    recorded: refused('invalid_request'),
    ask: async (walk) => refusalSeen(await tokenRequest(walk, 'web', {})),
  },
  {
    id: 'token/password-grant',
    observes: 'the answer to grant_type=password',
    restsOn: 'token',
    recorded: refused('unsupported_grant_type'),
    ask: async (walk) => refusalSeen(await tokenRequest(walk, 'web', { grant_type: 'password' })),
  },
  {
    id: 'token/no-code',
    observes: 'the answer where the code is missing',
    restsOn: 'token',
    recorded: refused('invalid_request'),
    ask: async (walk) =>
      refusalSeen(
        await tokenRequest(walk, 'web', { grant_type: 'authorization_code', redirect_uri: callbackUrl }),
      ),
  },
  {
    id: 'token/error-headers',
    observes: 'the type of an error',
    restsOn: 'token',
    recorded: { type: json },
    ask: async (walk) => ({ type: jsonSeen(await tokenRequest(walk, 'web', {}))['type'] }),
  },
  {
    id: 'token/json-body',
    observes: 'the answer to JSON in place of a form',
    restsOn: 'token',
    unconfirmed: 'Not documented.',
    ask: async (walk) =>
      refusalSeen(
        await tokenEndpoint(walk, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"grant_type":"authorization_code"}',
        }),
      ),
  },
  {
    id: 'token/by-get',
    observes: 'the answer to GET',
    restsOn: 'token',
    unconfirmed: 'Documented as POST only; no answer was seen.',
    ask: async (walk) => ({ status: (await tokenEndpoint(walk, {})).status }),
  },
];
