// Sign-ins, and the tokens that come of them: what a sign-in is and when it ends, refresh tokens, scopes, claims,
// signatures and the keys for them, and what spoils a token on purpose.

import type { Clock } from '../base/clock.js';
import type { Client, Family, Group, Person, TokenOverrides } from '../base/model.js';
import type { Store } from '../base/store.js';
import type { Metadata } from '../triggers/events.js';
import type { SourceOf } from '../triggers/table.js';
import type { Triggers } from '../triggers/triggers.js';
import { accessClaims, idClaims, machineClaims, type Claims, type ClaimsOf } from './claims.js';
import type { Families } from './families.js';
import { signJwt, unverifiedClaims, verifyJwt } from './jws.js';
import type { Keyring, LocalPoolKeys } from './keys.js';
import { withAccessOverrides, withIdOverrides } from './overrides.js';
import { existingScopes } from './scopes.js';
import { signSpoilt, type TokenFault } from './token-faults.js';
import { askForMachine, askForPerson } from './token-trigger.js';

export interface IssuedTokens {
  readonly accessToken: string;
  /** Only with `openid`, or from the user pools API. */
  readonly idToken?: string;
  /** Seconds of the access token. */
  readonly expiresIn: number;
}

export interface IssueOptions {
  readonly nonce?: string;
  readonly faults?: readonly TokenFault[];
  /** What `overridesFor` answered for this pair. */
  readonly overrides?: TokenOverrides | undefined;
}

/** Whom tokens are for. */
export type TokenGrant = Pick<Family, 'poolId' | 'sub' | 'clientId' | 'scopes'>;

export interface TokenOccasion {
  readonly source: SourceOf<'PreTokenGeneration'>;
  readonly clientMetadata?: Metadata | undefined;
}

/** Tokens without a person. */
export interface MachineGrant {
  readonly client: Client;
  readonly scopes: readonly string[];
  readonly clientMetadata?: Metadata | undefined;
  readonly faults?: readonly TokenFault[];
}

/** What a live access token of a person says. */
export interface AccessGrant {
  readonly person: Person;
  readonly client: Client;
  readonly family: Family;
  readonly scopes: readonly string[];
}

export type AccessRefusal = 'invalid' | 'expired' | 'revoked' | 'disabled';

export interface Tokens {
  /** A fresh pair for a sign-in; undefined when its person or client is gone or disabled. */
  issue(family: Family, options?: IssueOptions): Promise<IssuedTokens | undefined>;
  /** Asks the trigger what to change of tokens to come. Throws what it fails with: nobody gets tokens then. */
  overridesFor(grant: TokenGrant, occasion: TokenOccasion): Promise<TokenOverrides | undefined>;
  /** Throws what the trigger fails with. */
  issueForMachine(grant: MachineGrant): Promise<IssuedTokens>;
  /** Signature, time, use and that its sign-in still lives: the pool's own check of an access token. */
  checkAccess(token: string): AccessGrant | { readonly refused: AccessRefusal };
  /** The client that a live access token was given to for itself; undefined for any other token. */
  checkMachine(token: string): { readonly client: Client; readonly scopes: readonly string[] } | undefined;
}

export interface TokensOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly families: Families;
  /** By pool id. */
  readonly keyrings: ReadonlyMap<string, Keyring>;
  readonly triggers: Triggers;
}

export const createTokens = ({ store, clock, families, keyrings, triggers }: TokensOptions): Tokens => {
  const nowSeconds = (): number => Math.floor(clock.now() / 1000);

  const keyringOf = (poolId: string): Keyring => {
    const keyring = keyrings.get(poolId);
    if (keyring === undefined) throw new Error(`The user pool ${poolId} has no signing keys.`);
    return keyring;
  };

  const issue = async (
    family: Family,
    { nonce, faults = [], overrides }: IssueOptions = {},
  ): Promise<IssuedTokens | undefined> => {
    const of = claimsOf(store, family, nowSeconds());
    if (of === undefined) return undefined;
    const { client } = of;
    const signer = { keys: keyringOf(family.poolId).current(), client, faults };
    const access = withAccessOverrides(accessClaims(of), client, overrides);
    const accessToken = await signToken('access', access, signer);
    const expiresIn = client.accessTokenSeconds;
    if (family.via === 'oauth' && !family.scopes.includes('openid')) return { accessToken, expiresIn };
    const claims = idClaims(of, { accessToken, ...(nonce === undefined ? {} : { nonce }) });
    const idToken = await signToken('id', withIdOverrides(claims, overrides), signer);
    return { accessToken, idToken, expiresIn };
  };

  const overridesFor: Tokens['overridesFor'] = async (grant, occasion) => {
    const pool = store.pools.get(grant.poolId);
    const person = store.people.get(grant.sub);
    const client = store.clients.get(grant.clientId);
    if (pool === undefined || person === undefined || client === undefined) return undefined;
    const scopes = existingScopes(store, client, grant.scopes);
    const asked = { ...occasion, pool, person, client, scopes, groups: groupsOf(store, person) };
    return askForPerson(triggers, asked);
  };

  const issueForMachine: Tokens['issueForMachine'] = async (grant) => {
    const { client, scopes, faults = [] } = grant;
    const pool = store.pools.get(client.poolId);
    const overrides = pool === undefined ? undefined : await askForMachine(triggers, { ...grant, pool });
    const plain = machineClaims(client, { scopes, issuer: pool?.issuer ?? '', issuedAt: nowSeconds() });
    const claims = withAccessOverrides(plain, client, overrides);
    const signer = { keys: keyringOf(client.poolId).current(), client, faults };
    return {
      accessToken: await signToken('access', claims, signer),
      expiresIn: client.accessTokenSeconds,
    };
  };

  const checkAccess = (token: string): AccessGrant | { readonly refused: AccessRefusal } => {
    const claims = verified(token);
    if (claims === undefined || claims['token_use'] !== 'access') return { refused: 'invalid' };
    if (Number(claims['exp']) <= nowSeconds()) return { refused: 'expired' };
    const family = families.ofToken(claims);
    if (family === undefined) return { refused: 'revoked' };
    const person = store.people.get(family.sub);
    const client = store.clients.get(family.clientId);
    if (person === undefined || client === undefined) return { refused: 'revoked' };
    if (!person.enabled) return { refused: 'disabled' };
    return { person, client, family, scopes: String(claims['scope']).split(' ') };
  };

  const checkMachine: Tokens['checkMachine'] = (token) => {
    const claims = verified(token);
    const client = store.clients.get(String(claims?.['client_id']));
    if (claims === undefined || client === undefined || claims['sub'] !== client.id) return undefined;
    if (claims['token_use'] !== 'access' || Number(claims['exp']) <= nowSeconds()) return undefined;
    return { client, scopes: String(claims['scope']).split(' ') };
  };

  const verified = (token: string): Claims | undefined => {
    const issuer = unverifiedClaims(token)?.['iss'];
    const pool = [...store.pools.values()].find((candidate) => candidate.issuer === issuer);
    return pool === undefined ? undefined : verifyJwt(token, keyringOf(pool.id));
  };

  return { issue, overridesFor, issueForMachine, checkAccess, checkMachine };
};

interface Signer {
  readonly keys: LocalPoolKeys;
  readonly client: Client;
  readonly faults: readonly TokenFault[];
}

/** As Cognito signs it, or spoilt where a test has asked for that. */
const signToken = (
  of: TokenFault['of'],
  claims: Claims,
  { keys, client, faults }: Signer,
): Promise<string> => {
  const own = faults.filter((fault) => fault.of === of);
  const key = keys[of];
  return own.length === 0 ? signJwt(claims, key) : signSpoilt(claims, { key, client, faults: own });
};

const claimsOf = (store: Store, family: Family, issuedAt: number): ClaimsOf | undefined => {
  const person = store.people.get(family.sub);
  const client = store.clients.get(family.clientId);
  const issuer = store.pools.get(family.poolId)?.issuer;
  if (person === undefined || !person.enabled || client === undefined || issuer === undefined)
    return undefined;
  const scopes = existingScopes(store, client, family.scopes);
  return { family: { ...family, scopes }, client, person, groups: groupsOf(store, person), issuer, issuedAt };
};

/** In the order of precedence, as the claim lists them. */
const groupsOf = (store: Store, person: Person): Group[] =>
  person.groups
    .map((name) => store.groups.get(`${person.poolId}/${name}`))
    .filter((group) => group !== undefined)
    .sort((a, b) => (a.precedence ?? Infinity) - (b.precedence ?? Infinity) || 0);
