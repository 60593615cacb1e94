import type { Request, RequestHandler } from 'express';
import { AuthError } from '../errors.js';
import type { Events } from '../events.js';
import { noStore, passingOn } from '../http.js';
import type { ProtectedResource } from './protected-resource.js';
import type { BearerClaims } from '../tokens/bearer-claims.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';

/** What a bearer needs beside a token that holds. Nothing, where nothing is named. */
export interface BearerRequirements {
  /** Every one of these, in the `scope` of the access token. */
  readonly allScopes?: readonly string[];
  /** At least one of these, in its `cognito:groups`. */
  readonly anyGroup?: readonly string[];
}

/** What guarding an API is made of. */
export interface RequireBearerDeps {
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
  ({ verifier, events, resource }: RequireBearerDeps) =>
  ({ allScopes = [], anyGroup = [] }: BearerRequirements = {}): RequestHandler => {
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
      if (!hasScopes || !hasGroup) {
        const scopes = allScopes.length === 0 ? [] : [`scope="${allScopes.join(' ')}"`];
        const reason = hasScopes ? 'missing_group' : 'missing_scope';
        return challenge(['error="insufficient_scope"', ...scopes], new AuthError('forbidden', { reason }));
      }
      bearers.set(request, claims);
      next();
    });
  };

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
