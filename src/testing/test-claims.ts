import { randomUUID } from 'node:crypto';
import type { Claims } from '../auth/index.js';
import { groupsIn } from '../auth/user.js';
import type { TestPerson } from './test-person.js';

/** From whom tokens are, for whom, when, and for how long. */
export interface Issue {
  readonly issuer: string;
  readonly clientId: string;
  /** What is granted to a person of whom nothing is said. */
  readonly scopes: readonly string[];
  readonly nowMs: number;
  readonly lifeSeconds: number;
}

/** What the two tokens of a person say. */
export interface TokenClaims {
  readonly id: Claims & {
    readonly iss: string;
    readonly sub: string;
    readonly iat: number;
    readonly exp: number;
  };
  readonly access: Claims;
  readonly scopes: readonly string[];
  readonly authTimeSeconds: number;
}

/** Tokens as Cognito writes them ("Understanding the identity (ID) token", "Understanding the access token"). */
export const tokenClaimsOf = (person: TestPerson, issue: Issue): TokenClaims => {
  const { email, name, isEmailVerified, claims = {}, scopes = issue.scopes } = person;
  const sub = person.sub ?? textIn(claims['sub']) ?? randomUUID();
  const username = person.username ?? textIn(claims['cognito:username']) ?? sub;
  const groups = person.groups ?? groupsIn(claims);
  const authTimeSeconds = secondsOf(person.authenticatedAtMs ?? issue.nowMs);
  const iat = secondsOf(issue.nowMs);
  const both = {
    sub,
    // Cognito leaves it out for who is in no group.
    'cognito:groups': groups.length === 0 ? undefined : groups,
    'iss': issue.issuer,
    'auth_time': authTimeSeconds,
    iat,
    'exp': iat + issue.lifeSeconds,
  };
  return {
    id: {
      ...(email !== undefined && { email_verified: true }),
      ...claims,
      ...(email !== undefined && { email }),
      ...(isEmailVerified !== undefined && { email_verified: isEmailVerified }),
      ...(name !== undefined && { name }),
      ...both,
      'cognito:username': username,
      'token_use': 'id',
      'aud': issue.clientId,
      'jti': randomUUID(),
      'nonce': randomUUID(),
    },
    access: {
      ...both,
      username,
      token_use: 'access',
      client_id: issue.clientId,
      scope: scopes.join(' '),
      jti: randomUUID(),
    },
    scopes,
    authTimeSeconds,
  };
};

const secondsOf = (ms: number): number => Math.floor(ms / 1000);

const textIn = (claim: unknown): string | undefined => (typeof claim === 'string' ? claim : undefined);
