import type { RequestHandler } from 'express';
import { signInOf, type Auth } from '../auth/index.js';
import { displayName } from './claims.js';
import type { Views } from './views.js';

export interface SignOutOptions {
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
  async function waitForThePool(_req, res, next) {
    if (auth.knownPoolOrigin() !== undefined || (await auth.poolOrigin()) === undefined) return next();
    res.redirect(303, ownPath);
  };

/** Asks before signing out. It changes nothing itself, so that no link or image can sign anybody out. */
export const signOutPage = ({ views, poolIsCognito }: SignOutOptions): RequestHandler =>
  function askBeforeSigningOut(req, res) {
    const user = signInOf(req)?.user;
    views.render(res, 'sign-out', { title: 'Sign out', name: user && displayName(user), poolIsCognito });
  };

/** Where the pool sends people after signing out. Reads one known word of the query and shows nothing of it. */
export const signedOutPage = ({ views, poolIsCognito }: SignOutOptions): RequestHandler =>
  function showSignedOut(req, res) {
    const isStillSignedIn = signInOf(req) !== undefined;
    views.render(res, 'signed-out', {
      title: isStillSignedIn ? 'Still signed in' : 'Signed out',
      isStillSignedIn,
      wasPoolReached: req.query['pool'] !== 'not-reached',
      poolIsCognito,
    });
  };
