import { setTimeout as sleep } from 'node:timers/promises';
import { clientInputs } from './client-inputs.js';
import {
  callbackUrl,
  careful,
  disabled,
  newcomer,
  person,
  resourceServer,
  type AppClient,
  type ClientName,
  type Place,
} from './place.js';
import type { Reducer } from './reduce.js';
import type { Removal } from './removal.js';
import { NotAsked } from './not-asked.js';
import type { Json } from './sdk.js';
import type { Target } from './target.js';

export interface Making {
  readonly target: Target;
  readonly removal: Removal;
  readonly reducer: Reducer;
  /** In every name of this walk, so that what it made can be found. */
  readonly mark: string;
  /** Of everybody in the pool. */
  readonly password: string;
}

/** `tag:probe=cognito-relying-party` finds the pools of every walk. */
export const tags = { probe: 'cognito-relying-party' } as const;

const domainWithinMs = 180_000;

/** Throws `NotAsked` where nothing could be found again: then nothing is made. */
export const checkAccess = async (target: Target): Promise<void> => {
  await done(target, 'ListUserPools', { MaxResults: 1 });
};

/**
 * A user pool with a domain, app clients and people, each named in `removal` before it is made. `version` 1 has the classic
 * pages, 2 managed login. Throws `NotAsked` where something cannot be made.
 */
export const makePlace = async (making: Making, version: 1 | 2): Promise<Place> => {
  const { target, reducer } = making;
  const name = `${making.mark}-${version === 1 ? 'classic' : 'managed'}`;
  const poolId = await makePool(making, name);
  reducer.know('POOL', poolId);
  const issuer = `${target.api}/${poolId}`;
  reducer.know('ISSUER', issuer);
  reducer.know('API', target.api);
  const inPool = madeIn(target, poolId);
  await makeDomain(making, { poolId, name, version });
  await inPool('SetUserPoolMfaConfig', {
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  await inPool('CreateResourceServer', {
    Identifier: resourceServer,
    Name: resourceServer,
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'read orders' }],
  });
  const clients = new Map<ClientName, AppClient>();
  for (const [name, input] of Object.entries(clientInputs)) {
    const made = await inPool('CreateUserPoolClient', { ClientName: `${making.mark}-${name}`, ...input });
    const { ClientId: id = '', ClientSecret: secret = '' } = Object(made['UserPoolClient']) as Json;
    reducer.know('CLIENT', String(id));
    reducer.know('SECRET', String(secret));
    clients.set(name as ClientName, { id: String(id), secret: String(secret) });
    if (version === 2) {
      await inPool('CreateManagedLoginBranding', { ClientId: id, UseCognitoProvidedValues: true });
    }
  }
  for (const username of [person, newcomer, disabled, careful]) await addPerson(making, inPool, username);
  await inPool('AdminDisableUser', { Username: disabled });
  const domain = await domainOf(target, issuer);
  reducer.know('DOMAIN', domain);
  const client = (wanted: ClientName): AppClient => {
    const found = clients.get(wanted);
    if (found === undefined) throw new NotAsked(`The app client ${wanted} was not made.`);
    return found;
  };
  await answers(target, { domain, clientId: client('web').id });
  return { poolId, prefix: name, issuer, domain, client };
};

type InPool = (operation: string, input: Json) => Promise<Json>;

const madeIn =
  (target: Target, poolId: string): InPool =>
  (operation, input) =>
    done(target, operation, { UserPoolId: poolId, ...input });

const done = async (target: Target, operation: string, input: Json): Promise<Json> => {
  target.signal.throwIfAborted();
  const { error, body } = await target.admin(operation, input);
  // Messages of AWS may name the account.
  if (error !== '') throw new NotAsked(`${target.title} refused ${operation} (${error}).`);
  return body;
};

const makePool = async ({ target, removal }: Making, name: string): Promise<string> => {
  // Empty until the answer has come.
  const known: string[] = [];
  removal.willMake({
    what: `user pool ${name}`,
    byHand: () =>
      known[0] === undefined
        ? `aws cognito-idp list-user-pools --max-results 60 --region ${target.region} --query "UserPools[?Name=='${name}'].Id"`
        : `aws cognito-idp delete-user-pool --user-pool-id ${known[0]} --region ${target.region}`,
    remove: async () => {
      for (const id of new Set([...known, ...(await idsOf(target, name))]))
        await gone(target, 'DeleteUserPool', { UserPoolId: id });
    },
  });
  const { UserPool: made } = await done(target, 'CreateUserPool', {
    PoolName: name,
    UserPoolTags: tags,
    UserPoolTier: 'ESSENTIALS',
    // Nothing is ever mailed: no attribute is verified by the pool, nobody is invited.
    AutoVerifiedAttributes: [],
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true, RequireUppercase: true } },
  });
  const poolId = String((Object(made) as Json)['Id']);
  known.push(poolId);
  return poolId;
};

/** By name: the answer to its making may be lost, and a call that the SDK repeats may make two. */
const idsOf = async (target: Target, name: string): Promise<readonly string[]> => {
  const ids: string[] = [];
  let token: unknown;
  do {
    const { error, body } = await target.admin('ListUserPools', {
      MaxResults: 60,
      ...(token !== undefined && { NextToken: token }),
    });
    if (error !== '') throw new NotAsked(`ListUserPools was refused (${error}).`);
    const pools = Array.isArray(body['UserPools']) ? (body['UserPools'] as readonly Json[]) : [];
    ids.push(...pools.filter((pool) => pool['Name'] === name).map((pool) => String(pool['Id'])));
    token = body['NextToken'];
  } while (typeof token === 'string');
  return ids;
};

const makeDomain = async (
  { target, removal }: Making,
  { poolId, name, version }: { readonly poolId: string; readonly name: string; readonly version: 1 | 2 },
): Promise<void> => {
  const ids = { Domain: name, UserPoolId: poolId };
  removal.willMake({
    what: `domain ${name}`,
    byHand: () =>
      `aws cognito-idp delete-user-pool-domain --domain ${name} --user-pool-id ${poolId} --region ${target.region}`,
    remove: () => gone(target, 'DeleteUserPoolDomain', ids),
  });
  await done(target, 'CreateUserPoolDomain', { ...ids, ManagedLoginVersion: version });
};

/** What is not there any more is gone as well. */
const gone = async (target: Target, operation: string, input: Json): Promise<void> => {
  const { error, message } = await target.admin(operation, input);
  const isGone =
    error === '' ||
    error === 'ResourceNotFoundException' ||
    (operation === 'DeleteUserPoolDomain' && /no such domain|does not exist/iu.test(message));
  if (!isGone) throw new NotAsked(`${operation} was refused (${error}).`);
};

const addPerson = async ({ password }: Making, inPool: InPool, username: string): Promise<void> => {
  await inPool('AdminCreateUser', {
    Username: username,
    MessageAction: 'SUPPRESS',
    TemporaryPassword: password,
    UserAttributes: [
      { Name: 'email', Value: `${username}@example.com` },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  if (username === newcomer) return;
  await inPool('AdminSetUserPassword', { Username: username, Password: password, Permanent: true });
};

/** As discovery says it, once it does: a fresh domain takes up to a minute. */
const domainOf = (target: Target, issuer: string): Promise<string> =>
  eventually(target, 'Discovery does not name the new domain.', async () => {
    const { text } = await target.http.send(`${issuer}/.well-known/openid-configuration`);
    const endpoint = /"end_session_endpoint"\s*:\s*"([^"]+)"/u.exec(text)?.[1] ?? '';
    if (!URL.canParse(endpoint) || endpoint.startsWith(issuer)) return undefined;
    return new URL(endpoint).origin;
  });

const answers = (
  target: Target,
  { domain, clientId }: { readonly domain: string; readonly clientId: string },
): Promise<string> =>
  eventually(target, 'The new domain does not answer.', async () => {
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: callbackUrl,
    });
    const answer = await target.http.send(`${domain}/login?${query.toString()}`).catch(() => undefined);
    return answer?.status === 200 ? domain : undefined;
  });

const eventually = async (
  target: Target,
  otherwise: string,
  look: () => Promise<string | undefined>,
): Promise<string> => {
  const tries = Math.ceil(domainWithinMs / target.pollMs);
  for (let count = 0; count < tries; count += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(target.pollMs, undefined, { signal: target.signal });
  }
  throw new NotAsked(`${otherwise} It was waited for ${domainWithinMs / 1000} seconds.`);
};
