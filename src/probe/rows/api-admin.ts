import { callbackUrl, nobody, person, resourceServer } from '../place.js';
import type { Row, Seen } from '../row.js';
import { apiTokens, asAdmin } from './calls.js';
import { apiSeen } from './seen.js';

const invalid: Seen = { status: 400, error: 'InvalidParameterException' };
const words = 'The words of the message.';

const client = (input: object) => asAdmin('CreateUserPoolClient', { ClientName: 'probe-refused', ...input });

/** What administrators and set-up tools are told. Whatever is made by mistake goes with the pool. */
export const apiAdminRows: readonly Row[] = [
  {
    id: 'admin/unknown-name',
    observes: 'the answer of AdminGetUser to an unknown name',
    restsOn: 'API reference',
    recorded: { status: 400, error: 'UserNotFoundException', message: 'User does not exist.' },
    ask: asAdmin('AdminGetUser', { Username: nobody }),
  },
  {
    id: 'admin/name-taken',
    observes: 'the answer of AdminCreateUser to a name that is taken',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'UsernameExistsException' },
    ask: asAdmin('AdminCreateUser', { Username: person, MessageAction: 'SUPPRESS' }),
  },
  {
    id: 'admin/unknown-pool',
    observes: 'the answer to a pool that is not there',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: { status: 400, error: 'ResourceNotFoundException' },
    ask: async (walk) => {
      const UserPoolId = `${walk.classic.poolId.split('_')[0] ?? ''}_AbCdEfGhI`;
      walk.know('POOL', UserPoolId);
      return asAdmin('DescribeUserPool', { UserPoolId })(walk);
    },
  },
  {
    id: 'admin/domain-taken',
    observes: 'the answer to a domain that another pool has',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: async (walk) => asAdmin('CreateUserPoolDomain', { Domain: walk.managed.prefix })(walk),
  },
  {
    id: 'admin/bad-domain',
    observes: 'the text for a domain with a capital letter',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: asAdmin('CreateUserPoolDomain', { Domain: 'Probe' }),
  },
  {
    id: 'admin/rotation-beside-refresh',
    observes: 'the answer to rotation beside ALLOW_REFRESH_TOKEN_AUTH',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: client({
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED' },
    }),
  },
  {
    id: 'admin/machine-and-code',
    observes: 'the answer to client_credentials beside code',
    restsOn: 'API reference',
    unconfirmed: words,
    ask: client({
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code', 'client_credentials'],
      AllowedOAuthScopes: [`${resourceServer}/read`],
      CallbackURLs: [callbackUrl],
    }),
  },
  {
    id: 'admin/http-callback',
    observes: 'the answer to a callback by http that is not on this machine',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: client({
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['http://probe.example.com/callback'],
    }),
  },
  {
    id: 'admin/unknown-scope',
    observes: 'the answer to a scope that no resource server has',
    restsOn: 'API reference',
    unconfirmed: words,
    ask: client({
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: [`${resourceServer}/write`],
      CallbackURLs: [callbackUrl],
    }),
  },
  {
    id: 'admin/client-defaults',
    observes: 'what an app client has of which nothing was said',
    restsOn: 'API reference',
    unconfirmed: 'Which members are left out.',
    ask: async (walk) => {
      const { status, error, body } = await walk.admin('CreateUserPoolClient', {
        UserPoolId: walk.classic.poolId,
        ClientName: 'probe-defaults',
      });
      const { ClientId, UserPoolId, CreationDate, LastModifiedDate, ...rest } = Object(
        body['UserPoolClient'],
      ) as Record<string, unknown>;
      walk.know('CLIENT', String(ClientId));
      return {
        status,
        error,
        times: [typeof CreationDate, typeof LastModifiedDate],
        client: rest,
        pool: UserPoolId,
      };
    },
  },
  {
    id: 'admin/signed-out-everywhere',
    observes: 'the answer of GetUser once somebody was signed out everywhere',
    restsOn: 'API reference',
    recorded: { status: 400, error: 'NotAuthorizedException', message: 'Access Token has been revoked' },
    ask: async (walk) => {
      const { AccessToken } = await apiTokens(walk, person);
      await walk.admin('AdminUserGlobalSignOut', { UserPoolId: walk.classic.poolId, Username: person });
      return apiSeen(await walk.call('GetUser', { AccessToken }));
    },
  },
  // The last of all: nothing could be asked of a pool that is gone after all.
  {
    id: 'admin/pool-with-domain',
    observes: 'that a pool is not removed while it has a domain',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: asAdmin('DeleteUserPool', {}),
  },
];
