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
  ImportJob,
  KeptSetting,
  OneTimeCode,
  PendingChallenge,
  Person,
  ProviderTrip,
  RefreshToken,
  ResourceServer,
  Terms,
  UserPool,
} from './model.js';
import { randomToken } from './random.js';

/** Everything the pool remembers. Bearer values (codes, refresh tokens, cookies) are keyed by their SHA-256. */
export interface Store {
  readonly pools: Map<string, UserPool>;
  readonly clients: Map<string, Client>;
  /** By sub. */
  readonly people: Map<string, Person>;
  /** By `poolId/name`. */
  readonly groups: Map<string, Group>;
  /** By `poolId/identifier`. */
  readonly resourceServers: Map<string, ResourceServer>;
  /** By `poolId/name`. */
  readonly identityProviders: Map<string, IdentityProvider>;
  readonly brandings: Map<string, Branding>;
  readonly terms: Map<string, Terms>;
  /** By `poolId/kind`, with `/clientId` behind it for one client. */
  readonly keptSettings: Map<string, KeptSetting>;
  readonly importJobs: Map<string, ImportJob>;
  /** By `sub/deviceKey`. */
  readonly devices: Map<string, Device>;
  /** Identity id of an identity pool to the sub it was made for. */
  readonly identities: Map<string, string>;
  /** By origin_jti. */
  readonly families: Map<string, Family>;
  readonly refreshTokens: Map<string, RefreshToken>;
  readonly codes: Map<string, AuthorizationCode>;
  /** Hashes of the codes used last, to tell a second use from a code that never was. Not saved. */
  readonly spentCodes: Set<string>;
  readonly browserSessions: Map<string, BrowserSession>;
  /** `sso…` to the key of the browser session. Kept by `oauth/browser-session.ts`. */
  readonly ssoSessions: Map<string, string>;
  /** By `purpose/sub/attribute`. */
  readonly oneTimeCodes: Map<string, OneTimeCode>;
  readonly challenges: Map<string, PendingChallenge>;
  /** By the code that the provider sends back. */
  readonly federatedSignIns: Map<string, FederatedSignIn>;
  /** By the SHA-256 of the `state` that the provider sends back. */
  readonly providerTrips: Map<string, ProviderTrip>;
  /** Index: `poolId/name in lower case` (user name, e-mail, phone) to sub. Kept by `people/logins.ts`. */
  readonly logins: Map<string, string>;
  /** Index: sub to origin_jti of their sign-ins. Kept by `tokens/families.ts`. */
  readonly familiesByPerson: Map<string, Set<string>>;
  /** Tells a refresh token that this pool once made from one that it never did. */
  refreshTokenKey: string;
}

export const createStore = (): Store => ({
  pools: new Map(),
  clients: new Map(),
  people: new Map(),
  groups: new Map(),
  resourceServers: new Map(),
  identityProviders: new Map(),
  brandings: new Map(),
  terms: new Map(),
  keptSettings: new Map(),
  importJobs: new Map(),
  devices: new Map(),
  identities: new Map(),
  families: new Map(),
  refreshTokens: new Map(),
  codes: new Map(),
  spentCodes: new Set(),
  browserSessions: new Map(),
  ssoSessions: new Map(),
  oneTimeCodes: new Map(),
  challenges: new Map(),
  federatedSignIns: new Map(),
  providerTrips: new Map(),
  logins: new Map(),
  familiesByPerson: new Map(),
  refreshTokenKey: randomToken(),
});

/** Forgets what has expired. Reading never depends on it: every reader checks the time itself. */
export const sweep = (store: Store, now: number, endFamily: (family: Family) => void): void => {
  const { codes, browserSessions, oneTimeCodes, challenges, federatedSignIns, providerTrips } = store;
  const tables = [codes, browserSessions, oneTimeCodes, challenges, federatedSignIns, providerTrips];
  for (const table of tables) {
    for (const [key, record] of table) if (record.expiresAt <= now) table.delete(key);
  }
  for (const [id, key] of store.ssoSessions) if (!browserSessions.has(key)) store.ssoSessions.delete(id);
  for (const family of store.families.values()) if (family.expiresAt <= now) endFamily(family);
};
