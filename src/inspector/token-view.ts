import { clipped, type Redaction } from './fields.js';
import type { Link } from './rules.js';
import { cognitoTokens, core, jwt } from './rules.js';

/** A token, taken apart: what it says, and what this site does with that. Its signature is not among it. */
export interface TokenView {
  readonly kind: 'id' | 'access';
  readonly fingerprint: string;
  /** Whether it is a JSON Web Token. Other providers' access tokens may be anything. */
  readonly isReadable: boolean;
  readonly header: readonly Claim[];
  readonly claims: readonly Claim[];
}

/** A member of a token. */
export interface Claim {
  readonly name: string;
  readonly value: string;
  /** What this site uses it for. `undefined`: for nothing. */
  readonly use?: string | undefined;
  readonly rule?: Link | undefined;
}

interface Use {
  readonly of?: TokenView['kind'];
  readonly use: string;
  readonly rule?: Link;
}

const uses: Readonly<Record<string, Use>> = {
  'kid': { use: 'names the key of the pool that must have signed it' },
  'alg': { use: 'must be RS256, whatever the token says', rule: jwt('3.1') },
  'typ': { use: 'must be JWT where it is said', rule: jwt('3.11') },
  'iss': { use: 'must be the issuer of the settings', rule: core('IDTokenValidation') },
  'sub': { use: 'who the person is, together with iss', rule: core('ClaimStability') },
  'aud': { use: 'must be this app client (of an access token: this site)', rule: core('IDTokenValidation') },
  'azp': { use: 'must be this app client where it is said', rule: core('IDTokenValidation') },
  'client_id': { of: 'access', use: 'must be this app client', rule: cognitoTokens },
  'token_use': { use: 'must be “id” in an ID token, “access” in an access token', rule: cognitoTokens },
  'exp': { use: 'when it is over: a refresh comes a minute before', rule: core('IDTokenValidation') },
  'iat': {
    use: 'when it was made: not ten minutes ago, and not in the future',
    rule: core('IDTokenValidation'),
  },
  'auth_time': {
    use: 'when the password was typed: for pages that ask for a recent sign-in',
    rule: core('IDToken'),
  },
  'nonce': { of: 'id', use: 'must be the nonce of this sign-in', rule: core('NonceNotes') },
  'at_hash': { of: 'id', use: 'must fit the access token', rule: core('CodeFlowTokenValidation') },
  'acr': { of: 'id', use: 'the level of the proof: for pages that ask for one', rule: core('IDToken') },
  'amr': { of: 'id', use: 'the methods of the proof: for pages that ask for one', rule: core('IDToken') },
  'scope': { of: 'access', use: 'what the token may be used for: guards by scope' },
  'cognito:groups': { use: 'guards by group, such as the admin page' },
  'cognito:username': { of: 'id', use: 'shown on the account page' },
  'email': { of: 'id', use: 'shown; it is not who somebody is', rule: core('ClaimStability') },
  'email_verified': { of: 'id', use: 'shown beside the address' },
  'name': { of: 'id', use: 'how pages greet the person' },
  'given_name': { of: 'id', use: 'shown on the account page' },
  'family_name': { of: 'id', use: 'shown on the account page' },
  'phone_number': { of: 'id', use: 'shown on the profile page' },
  'cognito:roles': { of: 'id', use: 'the choice on the page of AWS credentials' },
  'cognito:preferred_role': { of: 'id', use: 'the first choice there' },
  'identities': { of: 'id', use: 'which provider the person came from' },
};

const times: ReadonlySet<string> = new Set(['iat', 'exp', 'auth_time', 'nbf']);
const mostClaims = 40;
const longestToken = 16_384;

/** Takes a token apart without judging it: that is done elsewhere, and this keeps nothing that could be used. */
export const viewToken = (kind: TokenView['kind'], token: string, redaction: Redaction): TokenView => {
  const [header, claims] = token.length > longestToken ? [] : token.split('.').slice(0, 2).map(membersOf);
  return {
    kind,
    fingerprint: redaction.fingerprint(token),
    isReadable: header !== undefined && claims !== undefined,
    header: shown(kind, header ?? {}, redaction),
    claims: shown(kind, claims ?? {}, redaction),
  };
};

const membersOf = (part: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const shown = (
  kind: TokenView['kind'],
  members: Readonly<Record<string, unknown>>,
  redaction: Redaction,
): readonly Claim[] =>
  Object.entries(members)
    .slice(0, mostClaims)
    .map(([name, value]) => {
      const known = useOf(name, kind);
      return {
        name: clipped(name),
        value: valueOf(name, value, redaction),
        use: known?.use,
        rule: known?.rule,
      };
    });

const useOf = (name: string, kind: TokenView['kind']): Use | undefined => {
  const use = Object.hasOwn(uses, name) ? uses[name] : undefined;
  return use?.of === undefined || use.of === kind ? use : undefined;
};

const valueOf = (name: string, value: unknown, redaction: Redaction): string => {
  // The one claim that was a secret while the sign-in was under way: as a fingerprint it can be compared with what was sent.
  if (name === 'nonce' && typeof value === 'string') return redaction.fingerprint(value);
  if (times.has(name) && typeof value === 'number') return `${value} (${timeOf(value)})`;
  return clipped(typeof value === 'string' ? value : JSON.stringify(value));
};

const timeOf = (seconds: number): string => {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? 'no time'
    : date.toISOString().replace('T', ' ').replace('.000Z', ' UTC');
};
