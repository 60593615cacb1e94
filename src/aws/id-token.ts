/** What identity pools are told of a person, and what the token says of roles. */
export interface Login {
  /** The issuer of the token without its scheme: the name that an identity pool knows a user pool by. */
  readonly provider: string;
  readonly token: string;
  readonly sub: string;
  /** `cognito:roles`: the roles of the person's groups, one of which may be asked for by name. */
  readonly roles: readonly string[];
  /** `cognito:preferred_role`: that of the group with the best precedence. */
  readonly preferredRole: string | undefined;
}

/**
 * Reads an ID token that was verified when it came (Cognito: "Role-based access control"; the key of `Logins` is in
 * `GetId` of the identity pools API). Throws `TypeError` when it is none.
 */
export const loginFrom = (idToken: string): Login => {
  const { iss, sub, 'cognito:roles': roles, 'cognito:preferred_role': preferred } = claimsIn(idToken);
  if (typeof iss !== 'string' || typeof sub !== 'string')
    throw new TypeError('idToken: what it gives has no iss or no sub, so it is no ID token');
  return {
    provider: iss.replace(/^https?:\/\//, ''),
    token: idToken,
    sub,
    roles: Array.isArray(roles) ? roles.filter((role): role is string => typeof role === 'string') : [],
    preferredRole: typeof preferred === 'string' ? preferred : undefined,
  };
};

const claimsIn = (idToken: string): Readonly<Record<string, unknown>> => {
  const [, payload = ''] = idToken.split('.');
  try {
    return Object(JSON.parse(Buffer.from(payload, 'base64url').toString())) as Record<string, unknown>;
  } catch {
    throw new TypeError('idToken: what it gives is no token');
  }
};
