import { assertClient } from '../base/client-shape.js';
import { defaultTracking } from '../base/feature-model.js';
import type { Client, FirstFactor, UserPool } from '../base/model.js';
import { randomAlphanumeric } from '../base/random.js';
import * as control from '../control/changes.js';
import { applySeed } from '../control/seed-file.js';
import {
  newClient,
  newUserPool,
  seedClientId,
  seedPassword,
  seedPeople,
  seedPublicClientId,
} from '../control/seed.js';
import { restore, type SavedState } from '../data-file/state-file.js';
import type { Service } from '../service.js';
import type { Keyring, LocalPoolKeys } from '../tokens/keys.js';
import { adminScope, isCustomScope, standardScopes } from '../tokens/scopes.js';
import type { LocalPool, LocalPoolOptions } from './options.js';

const defaultPoolId = 'us-east-1_Local0001';

/** The pool that the options describe. Others may come to stand beside it through the user pools API. */
export interface MainPool {
  readonly pool: UserPool;
  readonly keyring: Keyring;
  readonly client: { readonly id: string; readonly secret: string };
  readonly publicClient: LocalPool['publicClient'];
}

export interface SetUpOptions {
  readonly options: LocalPoolOptions;
  readonly saved: SavedState | undefined;
  readonly freshKeys: LocalPoolKeys | (() => LocalPoolKeys);
}

/** Fills the service: from the saved state if there is one, else with the seed. Options win over what was saved. */
export const setUp = (service: Service, { options, saved, freshKeys }: SetUpOptions): MainPool => {
  const id = options.userPoolId ?? firstPoolId(saved) ?? defaultPoolId;
  if (saved === undefined) addFreshPool(service, id, freshKeys);
  else restorePools(service, saved);
  const pool = service.store.pools.get(id);
  const keyring = service.keyrings.get(id);
  if (pool === undefined || keyring === undefined) {
    throw new Error(
      `${options.dataFile} holds ${firstPoolId(saved)}, not ${id}. Name that pool or another file.`,
    );
  }
  Object.assign(pool, givenPoolOptions(options, pool));
  const clientId = options.clientId ?? firstWithSecret(service, pool) ?? seedClientId;
  addClients(service, pool, { ...options, clientId });
  if (saved === undefined) fill(service, pool, options);
  assertScopes(service, pool, options.scopes ?? []);
  return {
    pool,
    keyring,
    client: { id: clientId, secret: service.store.clients.get(clientId)?.secrets[0] ?? '' },
    publicClient: publicClientOf(service),
  };
};

const publicClientOf = ({ store }: Service): LocalPool['publicClient'] => {
  const { callbackUrls = [], logoutUrls = [], scopes = [] } = store.clients.get(seedPublicClientId) ?? {};
  return { id: seedPublicClientId, callbackUrls, logoutUrls, scopes };
};

const firstPoolId = (saved: SavedState | undefined): string | undefined => saved?.tables['pools']?.[0]?.[0];

const addFreshPool = (service: Service, id: string, keys: SetUpOptions['freshKeys']): void => {
  const issuer = service.issuerOf(id);
  service.addPool(newUserPool({ id, name: 'local', issuer, now: service.clock.now() }), keys);
};

/** The port may be another one than last time, and the issuer names it. */
const restorePools = (service: Service, saved: SavedState): void => {
  const keys = restore(service.store, saved);
  for (const pool of service.store.pools.values()) {
    const own = keys.get(pool.id);
    if (own !== undefined) service.addPool({ ...pool, issuer: service.issuerOf(pool.id) }, own);
  }
};

const fill = (service: Service, pool: UserPool, { seed }: LocalPoolOptions): void => {
  if (seed !== undefined) return applySeed(service, pool, seed);
  control.addIdentityProvider(service, pool, { name: 'Google' });
  for (const person of seedPeople) control.addPerson(service, pool, { ...person, password: seedPassword });
};

/** Of a pool that was there before: the clients come back in the order in which they were made. */
const firstWithSecret = ({ store }: Service, pool: UserPool): string | undefined =>
  [...store.clients.values()].find(({ poolId, secrets }) => poolId === pool.id && secrets.length > 0)?.id;

/** A scope of a resource server that nobody has described would be refused at the first sign-in. */
const assertScopes = ({ store }: Service, pool: UserPool, scopes: readonly string[]): void => {
  const plain: readonly string[] = [...standardScopes, adminScope];
  const unknown = scopes.filter((scope) => !plain.includes(scope) && !isCustomScope(store, pool.id, scope));
  if (unknown.length === 0) return;
  throw new Error(
    `There is no scope ${unknown.join(', ')}. Expected ${plain.join(', ')}, or those of the resourceServers of the seed.`,
  );
};

/** The confidential one and the public one. */
const addClients = (
  service: Service,
  pool: UserPool,
  options: LocalPoolOptions & { readonly clientId: string },
): void => {
  const { store } = service;
  assertClient(givenClientOptions(options));
  const known = store.clients.get(options.clientId);
  for (const basics of [
    { id: options.clientId, name: 'Web app', secrets: secretsOf(options, known) },
    { id: seedPublicClientId, name: 'Public app', secrets: [] },
  ]) {
    const before = store.clients.get(basics.id) ?? {
      ...newClient({ ...basics, poolId: pool.id }, service.clock.now()),
      callbackUrls: ['http://localhost:3000/auth/callback'],
      logoutUrls: ['http://localhost:3000/signed-out'],
    };
    const explicitAuthFlows = [...before.explicitAuthFlows, ...flowsFor(options)];
    store.clients.set(basics.id, {
      ...before,
      secrets: basics.secrets,
      explicitAuthFlows: [...new Set(explicitAuthFlows)],
      ...givenClientOptions(options),
    });
  }
};

/** What the options are for is let in by both clients. */
const flowsFor = ({ passkeys, triggers, lambdaEndpoint }: LocalPoolOptions): readonly string[] => [
  ...(passkeys === true ? ['ALLOW_USER_AUTH'] : []),
  ...(triggers !== undefined || lambdaEndpoint !== undefined ? ['ALLOW_CUSTOM_AUTH'] : []),
];
/** Those that are there already, unless one is given. */
const secretsOf = ({ clientSecret }: LocalPoolOptions, known: Client | undefined): string[] => {
  if (clientSecret !== undefined) return [clientSecret];
  return known !== undefined && known.secrets.length > 0 ? known.secrets : [randomAlphanumeric(51)];
};

const withPasskeys = (factors: readonly FirstFactor[], isOn: boolean): readonly FirstFactor[] => {
  const others = factors.filter((factor) => factor !== 'WEB_AUTHN');
  return isOn ? [...others, 'WEB_AUTHN'] : others;
};

const givenPoolOptions = (
  { issuer, sessionTracking: isOn, levels, passkeys }: LocalPoolOptions,
  { sessionTracking = defaultTracking, firstFactors = ['PASSWORD'] }: UserPool,
): Partial<UserPool> => ({
  ...(issuer !== undefined && issuer !== 'aws' && { issuer }),
  ...(levels !== undefined && { knowsLevels: levels }),
  ...(passkeys !== undefined && { firstFactors: withPasskeys(firstFactors, passkeys) }),
  ...(isOn !== undefined && { sessionTracking: { ...sessionTracking, isOn } }),
});

const givenClientOptions = (options: LocalPoolOptions): Partial<Client> => {
  const { callbackUrls, logoutUrls, scopes, rotation } = options;
  const { accessTokenSeconds, idTokenSeconds, refreshTokenSeconds } = options;
  const lifetimes = { accessTokenSeconds, idTokenSeconds, refreshTokenSeconds };
  const all = { callbackUrls, logoutUrls, scopes, rotation, ...lifetimes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};
