// The parts of a running pool, put together once: what the OAuth endpoints, the hosted pages, the user pools API and the
// controls all work with.

import type { Brand } from './base/brand.js';
import type { Clock } from './base/clock.js';
import { awsIssuer } from './base/issuer.js';
import type { UserPool } from './base/model.js';
import { createStore, type Store } from './base/store.js';
import { createFaults, type Faults } from './http/faults.js';
import { createRefusalLog, type RefusalLog } from './http/refusals.js';
import { createRequestLog, type RequestLog } from './http/requests.js';
import { createChallenges, type Challenges } from './people/challenges.js';
import { createForgottenPasswords, type ForgottenPasswords } from './people/forgotten-passwords.js';
import { createMessages, type Messages } from './people/messages.js';
import { createMigrations, type Migrations } from './people/migrations.js';
import { createOneTimeCodes, type OneTimeCodes } from './people/one-time-codes.js';
import { createOutbox, type Outbox } from './people/outbox.js';
import { createPasskeys, type Passkeys } from './people/passkeys.js';
import { createPasswords, type Passwords } from './people/passwords.js';
import { createPeople, type People } from './people/people.js';
import { createProofs, type Proofs } from './people/proofs.js';
import { stillToShowOrBegin } from './people/reach.js';
import { createSignUps, type SignUps } from './people/sign-ups.js';
import { createFamilies, type Families } from './tokens/families.js';
import { createKeyring, type Keyring, type LocalPoolKeys } from './tokens/keys.js';
import { createRefreshTokens, type RefreshTokens } from './tokens/refresh-tokens.js';
import { createSessions, type Sessions } from './tokens/sessions.js';
import { createTokens, type Tokens } from './tokens/tokens.js';
import { createTriggers, type Triggers } from './triggers/triggers.js';

export interface ServiceSettings {
  /** Whose names issuers have: those of this pool's own address, or AWS's. */
  readonly issuers?: 'own' | 'aws';
  readonly errorShape: 'observed' | 'documented';
  /** scrypt N. */
  readonly passwordCost: number;
  /** Nobody beyond this machine reaches the pool. */
  readonly isForThisMachine?: boolean;
  /** Plain when absent. */
  readonly brand?: Brand;
}

/** Where the two listeners answer, without a trailing slash. Known once they listen. */
export interface Origins {
  readonly issuer: string;
  readonly domain: string;
}

/** What the OAuth endpoints, the hosted UI and the user pools API share. */
export interface Service {
  readonly settings: ServiceSettings;
  readonly origins: Origins;
  /** What tokens of a user pool say that they are from, unless it was told otherwise. */
  readonly issuerOf: (poolId: string) => string;
  readonly clock: Clock;
  /** Hears what the pool has to say to whoever runs it. */
  readonly log: (line: string) => void;
  readonly store: Store;
  /** By pool id. */
  readonly keyrings: Map<string, Keyring>;
  readonly people: People;
  readonly passwords: Passwords;
  readonly proofs: Proofs;
  readonly passkeys: Passkeys;
  readonly signUps: SignUps;
  /** What somebody who is signed in still has to show for a level that a client asks for. */
  readonly stillToShow: typeof stillToShowOrBegin;
  readonly migrations: Migrations;
  readonly forgottenPasswords: ForgottenPasswords;
  readonly families: Families;
  readonly refreshTokens: RefreshTokens;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly triggers: Triggers;
  readonly messages: Messages;
  readonly oneTimeCodes: OneTimeCodes;
  readonly challenges: Challenges;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Why requests were refused, where the answer does not say so. */
  readonly refusals: RefusalLog;
  /** By client id: the last callback that came and is not registered, for the error page to say. The wire does not. */
  readonly refusedCallbacks: Map<string, string>;
  /** Registers a user pool with its signing keys, or with what makes them once they are asked for. */
  addPool(pool: UserPool, keys: LocalPoolKeys | (() => LocalPoolKeys)): Keyring;
}

export interface ServiceOptions {
  readonly settings: ServiceSettings;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

export const createService = ({ settings, clock, log }: ServiceOptions): Service => {
  const store = createStore();
  const keyrings = new Map<string, Keyring>();
  const families = createFamilies(store, clock);
  const outbox = createOutbox(log);
  const people = createPeople({ store, clock });
  const { passwordCost } = settings;
  const origins: Origins = { issuer: '', domain: '' };
  const passwords = createPasswords({ store, clock, passwordCost });
  const challenges = createChallenges(store, clock);
  const isMain = ({ id }: UserPool): boolean => [...store.pools.keys()][0] === id;
  const triggers = createTriggers({ clock, log, isMain });
  const messages = createMessages({ store, clock, outbox, triggers, log, domain: () => origins.domain });
  const oneTimeCodes = createOneTimeCodes({ store, clock, messages });
  return {
    settings,
    origins,
    issuerOf: (poolId) => (settings.issuers === 'aws' ? awsIssuer(poolId) : `${origins.issuer}/${poolId}`),
    clock,
    log,
    store,
    keyrings,
    people,
    passwords,
    proofs: createProofs({ clock, passwordCost }),
    stillToShow: stillToShowOrBegin,
    signUps: createSignUps({ store, people, passwords, oneTimeCodes, triggers }),
    migrations: createMigrations({ clock, people, passwords, outbox, triggers }),
    forgottenPasswords: createForgottenPasswords({ store, passwords, oneTimeCodes, triggers }),
    families,
    refreshTokens: createRefreshTokens({ store, clock, families }),
    sessions: createSessions({ store, clock, families }),
    tokens: createTokens({ store, clock, families, keyrings, triggers }),
    triggers,
    messages,
    oneTimeCodes,
    challenges,
    passkeys: createPasskeys({ clock, challenges }),
    outbox,
    faults: createFaults(),
    requests: createRequestLog(),
    refusals: createRefusalLog(clock, log),
    refusedCallbacks: new Map(),
    addPool: (pool, keys) => {
      store.pools.set(pool.id, pool);
      const keyring = createKeyring(keys);
      keyrings.set(pool.id, keyring);
      return keyring;
    },
  };
};
