import { createHmac } from 'node:crypto';
import type { ClientName } from '../place.js';
import { NotAsked } from '../not-asked.js';
import type { ApiAnswer, Json } from '../sdk.js';
import type { Walk } from '../row.js';
import { apiSeen } from './seen.js';

/** With this app client of the classic pool, and its hash where it has a secret. */
export const hashed = ({ classic }: Walk, name: ClientName, username: string): Record<string, string> => {
  const { id, secret } = classic.client(name);
  if (secret === '') return {};
  const hash = createHmac('sha256', secret).update(`${username}${id}`).digest('base64');
  return { SECRET_HASH: hash };
};

/** `hash`: in place of the right one. */
export const signIn = (
  walk: Walk,
  username: string,
  {
    password = walk.password,
    client = 'app',
    hash = hashed(walk, client, username),
  }: {
    readonly password?: string;
    readonly client?: ClientName;
    readonly hash?: Record<string, string>;
  } = {},
): Promise<ApiAnswer> =>
  walk.call('InitiateAuth', {
    ClientId: walk.classic.client(client).id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password, ...hash },
  });

export interface ApiTokens {
  readonly AccessToken: string;
  readonly RefreshToken: string;
}

/** Of somebody who signs in through the API. */
export const apiTokens = async (
  walk: Walk,
  username: string,
  client: ClientName = 'app',
): Promise<ApiTokens> => {
  const { body, error } = await signIn(walk, username, { client });
  const result = Object(body['AuthenticationResult']) as Partial<ApiTokens>;
  if (result.AccessToken === undefined)
    throw new NotAsked(`The sign-in through the API gave no tokens (${error}).`);
  walk.know('TOKEN', result.AccessToken);
  walk.know('TOKEN', result.RefreshToken ?? '');
  return { AccessToken: result.AccessToken, RefreshToken: result.RefreshToken ?? '' };
};

/** Unsigned, with the client that has no secret. */
export const asApp =
  (operation: string, input: Json) =>
  async (walk: Walk): Promise<unknown> =>
    apiSeen(await walk.call(operation, { ClientId: walk.classic.client('app').id, ...input }));

/** Signed, in the classic pool. */
export const asAdmin =
  (operation: string, input: Json) =>
  async (walk: Walk): Promise<unknown> =>
    apiSeen(await walk.admin(operation, { UserPoolId: walk.classic.poolId, ...input }));

/** With the access token of somebody who has just signed in. */
export const asPerson =
  (username: string, operation: string, input: Json | ((walk: Walk) => Json)) =>
  async (walk: Walk): Promise<unknown> => {
    const { AccessToken } = await apiTokens(walk, username);
    const more = typeof input === 'function' ? input(walk) : input;
    return apiSeen(await walk.call(operation, { AccessToken, ...more }));
  };
