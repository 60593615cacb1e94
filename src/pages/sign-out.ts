import type { RequestHandler } from 'express';
import { signInOf, type Auth } from '../auth/index.js';
import { displayName } from './claims.js';
import type { Views } from './views.js';

export interface SignOutOptions {
  readonly auth: Pick<Auth, 'knownPoolAbilities'>;
  readonly views: Views;
  readonly poolIsCognito: boolean;
}

/**
 * Holds a page with a sign-out form back until the pool's origin is known. The form ends there, and browsers hold a form,
 * redirects included, to the policy of the page it stands on; the policy is made before the page.
 */
export const onceThePoolIsKnown = (
  auth: Pick<Auth, 'knownPoolOrigin' | 'poolOrigin'>,
  ownPath: string,
): RequestHandler =>
  async function waitForThePool(_request, response, next) {
    if (auth.knownPoolOrigin() !== undefined || (await auth.poolOrigin()) === undefined) return next();
    response.redirect(303, ownPath);
  };

/** What to call the other side. A user pool is Cognito's, and nobody else's. */
export const poolName = (poolIsCognito: boolean): string => (poolIsCognito ? 'user pool' : 'sign-in service');

/** Asks before signing out. It changes nothing itself, so that no link or image can sign anybody out. */
export const signOutPage = ({ auth, views, poolIsCognito }: SignOutOptions): RequestHandler =>
  function askBeforeSigningOut(request, response) {
    const user = signInOf(request)?.user;
    views.render(response, 'sign-out', {
      title: 'Sign out',
      name: user && displayName(user),
      poolIsCognito,
      pool: poolName(poolIsCognito),
      abilities: auth.knownPoolAbilities(),
    });
  };

/** Where the pool sends people after signing out. Reads one known word of the query and shows nothing of it. */
export const signedOutPage = ({ auth, views, poolIsCognito }: SignOutOptions): RequestHandler =>
  function showSignedOut(request, response) {
    const isStillSignedIn = signInOf(request) !== undefined;
    views.render(response, 'signed-out', {
      title: isStillSignedIn ? 'Still signed in' : 'Signed out',
      isStillSignedIn,
      wasPoolReached: request.query['pool'] !== 'not-reached',
      poolIsCognito,
      pool: poolName(poolIsCognito),
      abilities: auth.knownPoolAbilities(),
    });
  };
