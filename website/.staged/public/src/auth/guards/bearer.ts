import type { Request, RequestHandler } from 'express';
import { AuthError } from '../errors.js';
import type { Events } from '../events.js';
import { noStore, passingOn } from '../http.js';
import { checkLevelRequirements, earliestFor, shortfallOf, type LevelRequirements } from '../levels.js';
import type { Settings } from '../options.js';
import type { ProtectedResource } from './protected-resource.js';
import type { BearerClaims } from '../tokens/bearer-claims.js';
import type { Claims } from '../user.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';

/** What a bearer needs beside a token that holds. Nothing, where nothing is named. A level, a method or a time is as in `requireLevel`. */
export interface BearerRequirements extends LevelRequirements {
  /** Every one of these, in the `scope` of the access token. */
  readonly allScopes?: readonly string[];
  /** At least one of these, in its `cognito:groups`. */
  readonly anyGroup?: readonly string[];
  /** What has to hold of everything that the token says. */
  readonly claims?: (claims: Claims) => boolean;
}

/** What guarding an API is made of. */
export interface RequireBearerDeps {
  readonly settings: Pick<Settings, 'now'>;
  readonly verifier: TokenVerifier;
  readonly events: Events;
  readonly resource: Pick<ProtectedResource, 'challengePart' | 'noteScopes'>;
}

const bearers = new WeakMap<Request, BearerClaims>();
const scheme = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * What the access token of this request says. Throws on a route without `auth.requireBearer()`.
 *
 * @example
 * app.get('/api/me', auth.requireBearer(), (request, response) => response.json(bearerOf(request)));
 */
export const bearerOf = (request: Request): BearerClaims => {
  const claims = bearers.get(request);
  if (claims === undefined) throw new Error('bearerOf: put auth.requireBearer() before this route');
  return claims;
};

/**
 * A guard for APIs: `Authorization: Bearer` with an access token of a client whose tokens are taken here, or a challenge as
 * RFC 6750 describes it. Cookies count for nothing here, and a token in the query or in a form is not looked at.
 */
export const createRequireBearer =
  ({ settings, verifier, events, resource }: RequireBearerDeps) =>
  (requirements: BearerRequirements = {}): RequestHandler => {
    const { allScopes = [], anyGroup = [], claims: holds = () => true } = requirements;
    checkLevelRequirements('requireBearer', requirements);
    resource.noteScopes(allScopes);
    return passingOn(async function requireBearer(request, response, next) {
      noStore(response);
      const challenge = (parameters: readonly string[], error: AuthError): never => {
        const said = [...parameters, resource.challengePart() ?? []].flat().join(', ');
        response.set('WWW-Authenticate', said === '' ? 'Bearer' : `Bearer ${said}`);
        events.emit({ type: 'bearer_refused', reason: error.reason ?? error.code }, request);
        throw error;
      };

      const token = tokenIn(request);
      // RFC 6750, section 3.1: without a token there is nothing to call an error.
      if (token === undefined) return challenge([], new AuthError('not_signed_in', { reason: 'no_token' }));
      const claims = await verifier.bearer(token).catch(asInvalid);
      if (claims instanceof AuthError) return challenge(['error="invalid_token"'], claims);
      const hasScopes = allScopes.every((scope) => claims.scopes.includes(scope));
      const hasGroup = anyGroup.length === 0 || anyGroup.some((group) => claims.groups.includes(group));
      // Nothing but true: from plain JavaScript a promise may come, which would let everybody in.
      const held: unknown = holds(claims.claims);
      const hasClaims = held === true;
      if (!hasScopes || !hasGroup || !hasClaims) {
        const scopes = allScopes.length === 0 ? [] : [`scope="${allScopes.join(' ')}"`];
        const reason = missingOf({ hasScopes, hasGroup });
        return challenge(['error="insufficient_scope"', ...scopes], new AuthError('forbidden', { reason }));
      }
      const reason = shortfallOf(claims, requirements, earliestFor(requirements, settings.now()));
      if (reason !== undefined)
        return challenge(
          levelChallenge(requirements),
          new AuthError('authentication_level_required', { reason, status: 401 }),
        );
      bearers.set(request, claims);
      next();
    });
  };

const missingOf = ({ hasScopes, hasGroup }: Readonly<Record<'hasScopes' | 'hasGroup', boolean>>) => {
  if (!hasScopes) return 'missing_scope';
  return hasGroup ? 'missing_claim' : 'missing_group';
};

// RFC 9470, section 3: the client takes both to the pool, and comes back with another token.
const levelChallenge = ({ anyLevel = [], withinSeconds }: LevelRequirements): readonly string[] => [
  'error="insufficient_user_authentication"',
  'error_description="A stronger or a more recent sign-in is needed"',
  ...(anyLevel.length === 0 ? [] : [`acr_values="${anyLevel.join(' ')}"`]),
  ...(withinSeconds === undefined ? [] : [`max_age="${Math.floor(withinSeconds)}"`]),
];

const tokenIn = (request: Request): string | undefined => {
  // More than one header: whoever is in front of us may have looked at another one than we do.
  const [header, ...others] = request.headersDistinct['authorization'] ?? [];
  return others.length === 0 ? scheme.exec(header ?? '')?.[1] : undefined;
};

// A token that does not hold is the caller's fault; keys that cannot be fetched are not.
const asInvalid = (error: unknown): AuthError => {
  if (!(error instanceof AuthError) || error.code !== 'pool_rejected') throw error;
  return new AuthError('not_signed_in', { reason: error.reason });
};
