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
import type { LocalPoolOptions } from './options.js';

const defaultPoolId = 'us-east-1_Local0001';

/** The pool that the options describe. Others may come to stand beside it through the user pools API. */
export interface MainPool {
  readonly pool: UserPool;
  readonly keyring: Keyring;
  readonly client: { readonly id: string; readonly secret: string };
}

export interface SetUpOptions {
  readonly options: LocalPoolOptions;
  readonly saved: SavedState | undefined;
  readonly freshKeys: LocalPoolKeys;
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
  const clientId = options.clientId ?? seedClientId;
  addClients(service, pool, { ...options, clientId });
  if (saved === undefined) fill(service, pool, options);
  return {
    pool,
    keyring,
    client: { id: clientId, secret: service.store.clients.get(clientId)?.secrets[0] ?? '' },
  };
};

const firstPoolId = (saved: SavedState | undefined): string | undefined => saved?.tables['pools']?.[0]?.[0];

const addFreshPool = (service: Service, id: string, keys: LocalPoolKeys): void => {
  const issuer = `${service.origins.issuer}/${id}`;
  service.addPool(newUserPool({ id, name: 'local', issuer, now: service.clock.now() }), keys);
};

/** The port may be another one than last time, and the issuer names it. */
const restorePools = (service: Service, saved: SavedState): void => {
  const keys = restore(service.store, saved);
  for (const pool of service.store.pools.values()) {
    const own = keys.get(pool.id);
    if (own !== undefined) service.addPool({ ...pool, issuer: `${service.origins.issuer}/${pool.id}` }, own);
  }
};

const fill = (service: Service, pool: UserPool, { seed }: LocalPoolOptions): void => {
  if (seed !== undefined) return applySeed(service, pool, seed);
  control.addIdentityProvider(service, pool, { name: 'Google' });
  for (const person of seedPeople) control.addPerson(service, pool, { ...person, password: seedPassword });
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
  const secret = options.clientSecret ?? known?.secrets[0] ?? randomAlphanumeric(51);
  for (const basics of [
    { id: options.clientId, name: 'Web app', secrets: [secret] },
    { id: seedPublicClientId, name: 'Public app', secrets: [] },
  ]) {
    const before = store.clients.get(basics.id) ?? {
      ...newClient({ ...basics, poolId: pool.id }, service.clock.now()),
      callbackUrls: ['http://localhost:3000/auth/callback'],
      logoutUrls: ['http://localhost:3000/signed-out'],
    };
    const explicitAuthFlows = [...before.explicitAuthFlows, ...(options.passkeys ? ['ALLOW_USER_AUTH'] : [])];
    store.clients.set(basics.id, {
      ...before,
      secrets: basics.secrets,
      explicitAuthFlows: [...new Set(explicitAuthFlows)],
      ...givenClientOptions(options),
    });
  }
};

const withPasskeys = (factors: readonly FirstFactor[], isOn: boolean): readonly FirstFactor[] => {
  const others = factors.filter((factor) => factor !== 'WEB_AUTHN');
  return isOn ? [...others, 'WEB_AUTHN'] : others;
};

const givenPoolOptions = (
  { issuer, sessionTracking: isOn, levels, passkeys }: LocalPoolOptions,
  { sessionTracking = defaultTracking, firstFactors = ['PASSWORD'] }: UserPool,
): Partial<UserPool> => ({
  ...(issuer !== undefined && { issuer }),
  ...(levels !== undefined && { knowsLevels: levels }),
  ...(passkeys !== undefined && { firstFactors: withPasskeys(firstFactors, passkeys) }),
  ...(isOn !== undefined && { sessionTracking: { ...sessionTracking, isOn } }),
});

const givenClientOptions = (options: LocalPoolOptions): Partial<Client> => {
  const { callbackUrls, logoutUrls, rotation, accessTokenSeconds, idTokenSeconds, refreshTokenSeconds } =
    options;
  const all = { callbackUrls, logoutUrls, rotation, accessTokenSeconds, idTokenSeconds, refreshTokenSeconds };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};
