// Sign-ins, and the tokens that come of them: what a sign-in is and when it ends, refresh tokens, scopes, claims,
// signatures and the keys for them, and what spoils a token on purpose.

import type { Clock } from '../base/clock.js';
import type { Client, Family, Group, Person } from '../base/model.js';
import type { Store } from '../base/store.js';
import { accessClaims, idClaims, machineClaims, type Claims, type ClaimsOf } from './claims.js';
import type { Families } from './families.js';
import { signJwt, unverifiedClaims, verifyJwt } from './jws.js';
import type { Keyring, LocalPoolKeys } from './keys.js';
import { existingScopes } from './scopes.js';
import { signSpoilt, type TokenFault } from './token-faults.js';

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
  issueForMachine(
    client: Client,
    scopes: readonly string[],
    faults?: readonly TokenFault[],
  ): Promise<IssuedTokens>;
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
}

export const createTokens = ({ store, clock, families, keyrings }: TokensOptions): Tokens => {
  const nowSeconds = (): number => Math.floor(clock.now() / 1000);

  const keyringOf = (poolId: string): Keyring => {
    const keyring = keyrings.get(poolId);
    if (keyring === undefined) throw new Error(`The user pool ${poolId} has no signing keys.`);
    return keyring;
  };

  const issue = async (
    family: Family,
    { nonce, faults = [] }: IssueOptions = {},
  ): Promise<IssuedTokens | undefined> => {
    const of = claimsOf(store, family, nowSeconds());
    if (of === undefined) return undefined;
    const { client } = of;
    const signer = { keys: keyringOf(family.poolId).current(), client, faults };
    const accessToken = await signToken('access', accessClaims(of), signer);
    const expiresIn = client.accessTokenSeconds;
    if (family.via === 'oauth' && !family.scopes.includes('openid')) return { accessToken, expiresIn };
    const claims = idClaims(of, { accessToken, ...(nonce === undefined ? {} : { nonce }) });
    return { accessToken, idToken: await signToken('id', claims, signer), expiresIn };
  };

  const issueForMachine = async (
    client: Client,
    scopes: readonly string[],
    faults: readonly TokenFault[] = [],
  ): Promise<IssuedTokens> => {
    const issuer = store.pools.get(client.poolId)?.issuer ?? '';
    const claims = machineClaims(client, { scopes, issuer, issuedAt: nowSeconds() });
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

  return { issue, issueForMachine, checkAccess, checkMachine };
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
