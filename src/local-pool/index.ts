import { createDomainApp, createIssuerApp } from './apps.js';
import { createClock, type Clock } from './clock.js';
import { addPerson, personNamed, setGroups, updateClient } from './control.js';
import type { AddPersonOptions, ClientChanges } from './control.js';
import type { Faults } from './faults.js';
import { listen, type Listener } from './http/listen.js';
import { generateKeys, type Keyring, type LocalPoolKeys } from './keys.js';
import type { Person, UserPool } from './model.js';
import type { Outbox } from './outbox.js';
import { randomAlphanumeric } from './random.js';
import type { RequestLog } from './requests.js';
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

export { generateKeys, type LocalPoolKeys } from './keys.js';
export { SEED_PASSWORD } from './seed.js';
export type { Fault, PlannedFault } from './faults.js';
export type { Endpoint, RecordedRequest } from './requests.js';

const SWEEP_EVERY_MS = 30_000;
const MAIN_PASSWORD_COST = 16_384;

export interface LocalPoolOptions {
  /** 0, the default, takes a free port. */
  issuerPort?: number;
  domainPort?: number;
  /** Default `us-east-1_Local0001`. */
  userPoolId?: string;
  /** Goes into tokens and discovery instead of the listening address (for verifiers that insist on AWS's). */
  issuer?: string;
  /** Of both seeded clients. */
  callbackUrls?: readonly string[];
  logoutUrls?: readonly string[];
  clientId?: string;
  clientSecret?: string;
  /** Tests share one set: `generateKeys()` takes about 0.1 s. */
  keys?: LocalPoolKeys;
  /** ms since 1970; the pool's movable clock runs on top of it. */
  now?: () => number;
  accessTokenSeconds?: number;
  idTokenSeconds?: number;
  refreshTokenSeconds?: number;
  /** Default false. */
  rotation?: { graceSeconds: number } | false;
  /** How errors reach the callback; default `observed`. */
  errorShape?: 'observed' | 'documented';
  /** scrypt N; small in tests. */
  passwordCost?: number;
  /** Hears the codes that would have been mailed; silent by default. */
  log?: (line: string) => void;
}

export interface LocalPool {
  /** `http://127.0.0.1:PORT/POOLID`, or the literal one of the options. */
  issuer: string;
  /** `http://127.0.0.1:PORT2`. */
  domain: string;
  userPoolId: string;
  /** Where the user pools API answers: `http://127.0.0.1:PORT`. */
  api: string;
  client: { id: string; secret: string };
  publicClient: { id: string };
  clock: Clock;
  faults: Faults;
  requests: RequestLog;
  outbox: Outbox;
  keys: Keyring;
  addPerson(options: AddPersonOptions): Person;
  setGroups(email: string, groups: readonly string[]): void;
  disablePerson(email: string): void;
  /** Ends everybody's sign-ins; browser sessions stay. */
  revokeEverything(): void;
  updateClient(id: string, changes: ClientChanges): void;
  close(): Promise<void>;
}

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
  const pool = service.addPool(
    newUserPool({
      id,
      name: 'local',
      issuer: options.issuer ?? `${service.addresses.issuer}/${id}`,
      now: service.clock.now(),
    }),
    keys,
  );
  const secret = addClients(service, pool, options);
  for (const person of SEED_PEOPLE) addPerson(service, pool, { ...person, password: SEED_PASSWORD });
  return poolInHand({ service, pool, listeners, secret });
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

/** Answers the confidential client's secret. */
function addClients(service: Service, pool: UserPool, options: LocalPoolOptions): string {
  const secret = options.clientSecret ?? randomAlphanumeric(51);
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
    { id: options.clientId ?? SEED_CLIENT_ID, name: 'Web app', secrets: [secret] },
    { id: SEED_PUBLIC_CLIENT_ID, name: 'Public app', secrets: [] },
  ]) {
    service.store.clients.set(basics.id, { ...newClient({ ...basics, poolId: pool.id }, now), ...shared });
  }
  return secret;
}

interface Started {
  service: Service;
  pool: UserPool;
  listeners: readonly Listener[];
  secret: string;
}

function poolInHand({ service, pool, listeners, secret }: Started): LocalPool {
  const [confidential] = [...service.store.clients.keys()];
  const keyring = service.keyrings.get(pool.id);
  if (keyring === undefined || confidential === undefined) throw new Error('The pool was not set up.');
  const sweeper = setInterval(
    () => sweep(service.store, service.clock.now(), (family) => service.families.end(family)),
    SWEEP_EVERY_MS,
  );
  sweeper.unref();
  return {
    issuer: pool.issuer,
    domain: service.addresses.domain,
    userPoolId: pool.id,
    api: service.addresses.issuer,
    client: { id: confidential, secret },
    publicClient: { id: SEED_PUBLIC_CLIENT_ID },
    clock: service.clock,
    faults: service.faults,
    requests: service.requests,
    outbox: service.outbox,
    keys: keyring,
    addPerson: (options) => addPerson(service, pool, options),
    setGroups: (email, groups) => setGroups(service, personNamed(service, pool, email), groups),
    disablePerson: (email) => {
      personNamed(service, pool, email).enabled = false;
    },
    revokeEverything: () => service.families.endAll(),
    updateClient: (id, changes) => updateClient(service, id, changes),
    close: async () => {
      clearInterval(sweeper);
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
