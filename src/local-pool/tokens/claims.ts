import { createHash, randomUUID } from 'node:crypto';
import { amrOf } from '../base/levels.js';
import type { Client, Family, Group, Person } from '../base/model.js';
import { showsAttribute } from './scopes.js';

export interface ClaimsOf {
  readonly family: Family;
  readonly client: Client;
  readonly person: Person;
  readonly groups: readonly Group[];
  readonly issuer: string;
  /** Seconds. */
  readonly issuedAt: number;
}

export type Claims = Record<string, unknown>;

/** Claims of an access token: `client_id` instead of `aud`, unless a resource was bound. */
export const accessClaims = ({ family, client, person, groups, issuer, issuedAt }: ClaimsOf): Claims => ({
  sub: person.sub,
  ...(family.deviceKey === undefined ? {} : { device_key: family.deviceKey }),
  ...(groups.length === 0 ? {} : { 'cognito:groups': groups.map(({ name }) => name) }),
  iss: issuer,
  version: 2,
  client_id: client.id,
  ...(family.resource === undefined ? {} : { aud: family.resource }),
  ...revocationClaims(client, family),
  event_id: family.eventId,
  token_use: 'access',
  scope: family.scopes.join(' '),
  auth_time: family.authTime,
  ...levelClaims(family),
  exp: issuedAt + client.accessTokenSeconds,
  iat: issuedAt,
  username: person.username,
});

/** Claims of an ID token, with the attributes that scopes and the client's read permissions let through. */
export const idClaims = (
  of: ClaimsOf,
  { accessToken, nonce }: { readonly accessToken: string; readonly nonce?: string },
): Claims => {
  const { family, client, person, issuer, issuedAt } = of;
  return {
    ...(family.via === 'api' ? {} : { at_hash: halfHash(accessToken) }),
    'sub': person.sub,
    ...groupClaims(of.groups),
    'iss': issuer,
    'cognito:username': person.username,
    ...(nonce === undefined ? {} : { nonce }),
    ...revocationClaims(client, family),
    'aud': client.id,
    ...(person.identities.length === 0 ? {} : { identities: person.identities }),
    'event_id': family.eventId,
    'token_use': 'id',
    'auth_time': family.authTime,
    ...levelClaims(family),
    'exp': issuedAt + client.idTokenSeconds,
    'iat': issuedAt,
    ...attributeClaims(of),
  };
};

/** Cognito adds the two with revocation or rotation on. */
const revocationClaims = ({ revocation, rotation }: Client, { originJti }: Family): Claims =>
  revocation || rotation !== false ? { origin_jti: originJti, jti: randomUUID() } : {};

/** In both tokens, and the same after a refresh. */
const levelClaims = ({ acr, methods = [] }: Family): Claims =>
  acr === undefined ? {} : { acr, amr: amrOf(methods) };

/** Claims of a client credentials token: there is no person, so the client is the subject. */
export const machineClaims = (
  client: Client,
  options: { readonly scopes: readonly string[]; readonly issuer: string; readonly issuedAt: number },
): Claims => ({
  sub: client.id,
  token_use: 'access',
  scope: options.scopes.join(' '),
  auth_time: options.issuedAt,
  iss: options.issuer,
  exp: options.issuedAt + client.accessTokenSeconds,
  iat: options.issuedAt,
  version: 2,
  jti: randomUUID(),
  client_id: client.id,
});

/** What userInfo answers: every value a string, `email_verified` too, plus the user name. */
export const userInfoClaims = (
  person: Person,
  client: Client,
  scopes: readonly string[],
): Record<string, string> => ({
  sub: person.sub,
  ...visibleAttributes(person, client, scopes),
  username: person.username,
});

/** Sign-ins through the API see what `openid` alone shows: everything that the client may read. */
const attributeClaims = ({ person, client, family }: ClaimsOf): Claims => {
  const scopes = family.via === 'api' ? ['openid'] : family.scopes;
  return typedAttributes(visibleAttributes(person, client, scopes));
};

const visibleAttributes = (
  person: Person,
  client: Client,
  scopes: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(person.attributes).filter(([name]) => showsAttribute(name, scopes, client)),
  );

/** `*_verified` become booleans; custom attributes stay strings, numbers among them too. */
const typedAttributes = (attributes: Record<string, string>): Claims =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name !== 'sub')
      .map(([name, value]) => [name, name.endsWith('_verified') ? value === 'true' : value]),
  );

/** A preferred role needs one best group: two that tie with different roles leave it out. */
export const groupClaims = (groups: readonly Group[]): Claims => {
  const withRole = groups.filter((group) => group.roleArn !== undefined);
  const best = Math.min(...withRole.map((group) => group.precedence ?? Infinity));
  const bestRoles = new Set(
    withRole.filter((group) => (group.precedence ?? Infinity) === best).map((group) => group.roleArn),
  );
  return {
    ...(groups.length === 0 ? {} : { 'cognito:groups': groups.map(({ name }) => name) }),
    ...(withRole.length === 0
      ? {}
      : { 'cognito:roles': [...new Set(withRole.map(({ roleArn }) => roleArn))] }),
    ...(bestRoles.size === 1 ? { 'cognito:preferred_role': [...bestRoles][0] } : {}),
  };
};

/** `at_hash` for RS256: the left half of the SHA-256 (OpenID Connect Core 3.1.3.6). */
const halfHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
