import { randomToken } from './random.js';
import type {
  AuthorizationCode,
  Branding,
  BrowserSession,
  Client,
  Device,
  Family,
  FederatedSignIn,
  Group,
  IdentityProvider,
  OneTimeCode,
  PendingChallenge,
  Person,
  RefreshToken,
  ResourceServer,
  UserPool,
} from './model.js';

/** Everything the pool remembers. Bearer values (codes, refresh tokens, cookies) are keyed by their SHA-256. */
export interface Store {
  pools: Map<string, UserPool>;
  clients: Map<string, Client>;
  /** By sub. */
  people: Map<string, Person>;
  /** By `poolId/name`. */
  groups: Map<string, Group>;
  /** By `poolId/identifier`. */
  resourceServers: Map<string, ResourceServer>;
  /** By `poolId/name`. */
  identityProviders: Map<string, IdentityProvider>;
  brandings: Map<string, Branding>;
  /** By `sub/deviceKey`. */
  devices: Map<string, Device>;
  /** Identity id of an identity pool to the sub it was made for. */
  identities: Map<string, string>;
  /** By origin_jti. */
  families: Map<string, Family>;
  refreshTokens: Map<string, RefreshToken>;
  codes: Map<string, AuthorizationCode>;
  browserSessions: Map<string, BrowserSession>;
  /** By `purpose/sub/attribute`. */
  oneTimeCodes: Map<string, OneTimeCode>;
  challenges: Map<string, PendingChallenge>;
  /** By the code that the provider sends back. */
  federatedSignIns: Map<string, FederatedSignIn>;
  /** Index: `poolId/name in lower case` (user name, e-mail, phone) to sub. Kept by `people.ts`. */
  logins: Map<string, string>;
  /** Index: sub to origin_jti of their sign-ins. Kept by `families.ts`. */
  familiesByPerson: Map<string, Set<string>>;
  /** Tells a refresh token that this pool once made from one that it never did. */
  refreshTokenKey: string;
}

export function createStore(): Store {
  return {
    pools: new Map(),
    clients: new Map(),
    people: new Map(),
    groups: new Map(),
    resourceServers: new Map(),
    identityProviders: new Map(),
    brandings: new Map(),
    devices: new Map(),
    identities: new Map(),
    families: new Map(),
    refreshTokens: new Map(),
    codes: new Map(),
    browserSessions: new Map(),
    oneTimeCodes: new Map(),
    challenges: new Map(),
    federatedSignIns: new Map(),
    logins: new Map(),
    familiesByPerson: new Map(),
    refreshTokenKey: randomToken(),
  };
}

/** Forgets what has expired. Reading never depends on it: every reader checks the time itself. */
export function sweep(store: Store, now: number, endFamily: (family: Family) => void): void {
  const { codes, browserSessions, oneTimeCodes, challenges, federatedSignIns } = store;
  for (const table of [codes, browserSessions, oneTimeCodes, challenges, federatedSignIns]) {
    for (const [key, record] of table) if (record.expiresAt <= now) table.delete(key);
  }
  for (const family of store.families.values()) if (family.expiresAt <= now) endFamily(family);
}
