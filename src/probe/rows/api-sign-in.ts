import { disabled, newcomer, nobody, person } from '../place.js';
import type { Row, Seen, Walk } from '../row.js';
import type { Json } from '../sdk.js';
import { wrongAppCodes } from './authenticator.js';
import { apiTokens, asApp, signIn } from './calls.js';
import { tokensFor } from './grants.js';
import { apiSeen, bodyOf } from './seen.js';

const refused = (error: string, message: string): Seen => ({ status: 400, error, message });
const incorrect = refused('NotAuthorizedException', 'Incorrect username or password.');
const words = 'The words of the message.';

export const apiSignInRows: readonly Row[] = [
  {
    id: 'api/sign-in',
    observes: 'the members of a sign-in by password',
    restsOn: 'API reference',
    recorded: {
      status: 200,
      result: ['AccessToken', 'ExpiresIn', 'IdToken', 'RefreshToken', 'TokenType'],
    },
    ask: async (walk) => {
      const { status, body } = await signIn(walk, person);
      const result = Object(body['AuthenticationResult']) as Json;
      return { status, members: Object.keys(body).sort(), result: Object.keys(result).sort() };
    },
  },
  {
    id: 'api/wrong-password',
    observes: 'the answer to a wrong password',
    restsOn: 'API reference',
    recorded: incorrect,
    ask: async (walk) => apiSeen(await signIn(walk, person, { password: 'Wrong-Password-1' })),
  },
  {
    id: 'api/unknown-name',
    observes: 'the answer to an unknown name, of a client that does not hide who exists',
    restsOn: 'API reference',
    recorded: refused('UserNotFoundException', 'User does not exist.'),
    ask: async (walk) => apiSeen(await signIn(walk, nobody)),
  },
  {
    id: 'api/unknown-name-hidden',
    observes: 'the same of a client that hides it',
    restsOn: 'API reference',
    recorded: incorrect,
    ask: async (walk) => apiSeen(await signIn(walk, nobody, { client: 'web' })),
  },
  {
    id: 'api/disabled',
    observes: 'the answer to somebody who is disabled',
    restsOn: 'API reference',
    recorded: refused('NotAuthorizedException', 'User is disabled.'),
    ask: async (walk) => apiSeen(await signIn(walk, disabled)),
  },
  {
    id: 'api/new-password',
    observes: 'the challenge of somebody whose password has to be changed',
    restsOn: 'API reference',
    unconfirmed: 'Which parameters the challenge has.',
    recorded: { status: 200, challenge: 'NEW_PASSWORD_REQUIRED' },
    ask: async (walk) => {
      const { status, body } = await signIn(walk, newcomer);
      const parameters = Object(body['ChallengeParameters']) as Json;
      return { status, challenge: body['ChallengeName'], parameters: Object.keys(parameters).sort() };
    },
  },
  {
    id: 'api/secret-hash-missing',
    observes: 'the answer where a client has a secret and the hash is missing',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'NotAuthorizedException' },
    ask: async (walk) => apiSeen(await signIn(walk, person, { client: 'web', hash: {} })),
  },
  {
    id: 'api/secret-hash-wrong',
    observes: 'the answer to a wrong hash',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'NotAuthorizedException' },
    ask: async (walk) =>
      apiSeen(await signIn(walk, person, { client: 'web', hash: { SECRET_HASH: 'd3Jvbmc=' } })),
  },
  {
    id: 'api/flow-not-allowed',
    observes: 'the answer to a flow that the client has not',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'InvalidParameterException' },
    ask: asApp('InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: person, SRP_A: 'abcdef' },
    }),
  },
  {
    id: 'api/unknown-client',
    observes: 'the answer to a client that is not there',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'ResourceNotFoundException' },
    ask: async (walk) =>
      apiSeen(
        await walk.call('InitiateAuth', {
          ClientId: 'unknownclient',
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: person, PASSWORD: walk.password },
        }),
      ),
  },
  {
    id: 'api/parameter-missing',
    observes: 'the answer where a parameter of the flow is missing',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'InvalidParameterException' },
    ask: asApp('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person } }),
  },
  {
    id: 'api/session-invalid',
    observes: 'the answer to a session of a challenge that nobody gave out',
    restsOn: 'API reference',
    unconfirmed: words,
    ask: asApp('RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: 'a-session-that-nobody-gave-out',
      ChallengeResponses: { USERNAME: newcomer, NEW_PASSWORD: 'Another-Password-1' },
    }),
  },
  {
    id: 'api/refresh',
    observes: 'the members of a refresh through the API',
    restsOn: 'API reference',
    recorded: { status: 200, result: ['AccessToken', 'ExpiresIn', 'IdToken', 'TokenType'] },
    ask: async (walk) => {
      const { RefreshToken: token } = await apiTokens(walk, person);
      const { status, body } = await refreshBy(walk, token);
      const result = Object(body['AuthenticationResult']) as Json;
      return { status, result: Object.keys(result).sort() };
    },
  },
  {
    id: 'api/refresh-unknown',
    observes: 'the answer to a refresh token that nobody gave out',
    restsOn: 'API reference',
    recorded: refused('NotAuthorizedException', 'Invalid Refresh Token.'),
    ask: async (walk) => apiSeen(await refreshBy(walk, 'eyJjdHkiOiJKV1QifQ.a.b.c.d')),
  },
  {
    id: 'api/refresh-revoked',
    observes: 'the answer to a refresh token that was revoked',
    restsOn: 'API reference',
    recorded: refused('NotAuthorizedException', 'Refresh Token has been revoked'),
    ask: async (walk) => {
      const { RefreshToken: token } = await apiTokens(walk, person);
      await walk.call('RevokeToken', { Token: token, ClientId: walk.classic.client('app').id });
      return apiSeen(await refreshBy(walk, token));
    },
  },
  {
    id: 'api/refresh-reused',
    observes: 'the answer to a refresh token that was rotated away',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'RefreshTokenReuseException' },
    ask: async (walk) => {
      const { RefreshToken: token } = await apiTokens(walk, person, 'rotating');
      const input = { RefreshToken: token, ClientId: walk.classic.client('rotating').id };
      await walk.call('GetTokensFromRefreshToken', input);
      return apiSeen(await walk.call('GetTokensFromRefreshToken', input));
    },
  },
  {
    id: 'api/revoke-access-token',
    observes: 'the answer of RevokeToken to an access token',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'UnsupportedTokenTypeException' },
    ask: async (walk) => {
      const { AccessToken: token } = await apiTokens(walk, person);
      const input = { Token: token, ClientId: walk.classic.client('app').id };
      return apiSeen(await walk.call('RevokeToken', input));
    },
  },
  {
    id: 'api/scope-missing',
    observes: 'the answer of GetUser to a token without the scope of self-service',
    restsOn: 'API reference',
    recorded: refused('NotAuthorizedException', 'Access Token does not have required scopes'),
    ask: async (walk) => {
      const { access_token: AccessToken } = await tokensFor(walk, 'app', { scope: 'openid email' });
      return apiSeen(await walk.call('GetUser', { AccessToken }));
    },
  },
  {
    id: 'api/app-code-wrong',
    observes: 'the answers to wrong codes of an authenticator app: at its set-up, and at a sign-in',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { setUp: 'EnableSoftwareTokenMFAException', signIn: 'CodeMismatchException' },
    ask: wrongAppCodes,
  },
  {
    id: 'api/error-form',
    observes: 'how an error comes: type of the answer, and its name in a header',
    restsOn: 'API reference',
    unconfirmed: 'Status and form are the convention of AWS.',
    ask: async (walk) => {
      const answer = await walk.post(
        {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser',
        },
        JSON.stringify({ AccessToken: 'nonsense' }),
      );
      return {
        status: answer.status,
        type: answer.headers.get('content-type'),
        errorType: answer.headers.get('x-amzn-errortype'),
        members: Object.keys(Object(bodyOf(answer)) as object).sort(),
      };
    },
  },
];

const refreshBy = (walk: Walk, token: string) =>
  walk.call('InitiateAuth', {
    ClientId: walk.classic.client('app').id,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: token },
  });
