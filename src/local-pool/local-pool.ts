import { createDomainApp, createIssuerApp } from './apps.js';
import { createClock } from './clock.js';
import * as control from './control.js';
import { listen, type Listener } from './http/listen.js';
import { generateKeys, type Keyring } from './keys.js';
import type { UserPool } from './model.js';
import type { LocalPool, LocalPoolOptions } from './options.js';
import { randomAlphanumeric } from './random.js';
import {
  newClient,
  newUserPool,
  SEED_CLIENT_ID,
  SEED_PASSWORD,
  SEED_PEOPLE,
  SEED_PUBLIC_CLIENT_ID,
} from './seed.js';
import { createService, type Service } from './service.js';
import { sweep } from './store.js';

const SWEEP_EVERY_MS = 30_000;
const MAIN_PASSWORD_COST = 16_384;

/** Starts a user pool on two loopback ports, with two people and two clients in it. Rejects when a port is taken. */
export async function startLocalPool(options: LocalPoolOptions = {}): Promise<LocalPool> {
  const service = createService({
    settings: {
      errorShape: options.errorShape ?? 'observed',
      passwordCost: options.passwordCost ?? MAIN_PASSWORD_COST,
    },
    clock: createClock(options.now),
    log: options.log ?? (() => undefined),
  });
  const keys = options.keys ?? (await generateKeys());
  const listeners = await listenTwice(service, options);
  const id = options.userPoolId ?? 'us-east-1_Local0001';
  const issuer = options.issuer ?? `${service.addresses.issuer}/${id}`;
  const pool = newUserPool({ id, name: 'local', issuer, now: service.clock.now() });
  const keyring = service.addPool(pool, keys);
  const client = addClients(service, pool, options);
  control.addIdentityProvider(service, pool, { name: 'Google' });
  for (const person of SEED_PEOPLE) control.addPerson(service, pool, { ...person, password: SEED_PASSWORD });
  return poolInHand({ service, pool, keyring, listeners, client });
}

async function listenTwice(service: Service, { issuerPort = 0, domainPort = 0 }: LocalPoolOptions) {
  const issuer = await listen(createIssuerApp(service), issuerPort);
  const domain = await listen(createDomainApp(service), domainPort).catch(async (error: unknown) => {
    await issuer.close();
    throw error;
  });
  Object.assign(service.addresses, { issuer: issuer.origin, domain: domain.origin });
  return [issuer, domain];
}

/** Answers the confidential one. */
function addClients(
  service: Service,
  pool: UserPool,
  options: LocalPoolOptions,
): { id: string; secret: string } {
  const { clientId: id = SEED_CLIENT_ID, clientSecret: secret = randomAlphanumeric(51) } = options;
  const now = service.clock.now();
  const shared = {
    callbackUrls: options.callbackUrls ?? ['http://localhost:3000/auth/callback'],
    logoutUrls: options.logoutUrls ?? ['http://localhost:3000/signed-out'],
    rotation: options.rotation ?? false,
    ...(options.accessTokenSeconds === undefined ? {} : { accessTokenSeconds: options.accessTokenSeconds }),
    ...(options.idTokenSeconds === undefined ? {} : { idTokenSeconds: options.idTokenSeconds }),
    ...(options.refreshTokenSeconds === undefined
      ? {}
      : { refreshTokenSeconds: options.refreshTokenSeconds }),
  };
  for (const basics of [
    { id, name: 'Web app', secrets: [secret] },
    { id: SEED_PUBLIC_CLIENT_ID, name: 'Public app', secrets: [] },
  ]) {
    service.store.clients.set(basics.id, { ...newClient({ ...basics, poolId: pool.id }, now), ...shared });
  }
  return { id, secret };
}

interface Started {
  service: Service;
  pool: UserPool;
  keyring: Keyring;
  listeners: readonly Listener[];
  client: { id: string; secret: string };
}

function poolInHand({ service, pool, keyring, listeners, client }: Started): LocalPool {
  const end = (family: Parameters<typeof service.families.end>[0]): void => service.families.end(family);
  const sweeper = setInterval(() => sweep(service.store, service.clock.now(), end), SWEEP_EVERY_MS);
  sweeper.unref();
  return {
    issuer: pool.issuer,
    domain: service.addresses.domain,
    userPoolId: pool.id,
    api: service.addresses.issuer,
    client,
    publicClient: { id: SEED_PUBLIC_CLIENT_ID },
    clock: service.clock,
    faults: service.faults,
    requests: service.requests,
    outbox: service.outbox,
    keys: keyring,
    ...controlsOf(service, pool),
    close: async () => {
      clearInterval(sweeper);
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}

type Controls = Omit<
  LocalPool,
  | 'issuer'
  | 'domain'
  | 'userPoolId'
  | 'api'
  | 'client'
  | 'publicClient'
  | 'clock'
  | 'faults'
  | 'requests'
  | 'outbox'
  | 'keys'
  | 'close'
>;

function controlsOf(service: Service, pool: UserPool): Controls {
  const person: LocalPool['person'] = (email) => control.personNamed(service, pool, email);
  return {
    person,
    addPerson: (options) => control.addPerson(service, pool, options),
    setGroups: (email, groups) => control.setGroups(service, person(email), groups),
    disablePerson: (email) => {
      person(email).enabled = false;
    },
    enableTotp: (email) => control.enableTotp(person(email)),
    revokeEverything: () => service.families.endAll(),
    addClient: (client) => control.addClient(service, pool, client),
    updateClient: (id, changes) => control.updateClient(service, id, changes),
    updatePool: (changes) => {
      Object.assign(pool, changes);
    },
    updateGroup: (name, changes) => control.updateGroup(service, pool, name, changes),
    addResourceServer: (identifier, scopes) =>
      control.addResourceServer(service, pool, { identifier, scopes }),
    addIdentityProvider: (provider) => control.addIdentityProvider(service, pool, provider),
  };
}
