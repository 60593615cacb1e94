import type { RequestHandler } from 'express';
import { signInOf, type Auth, type SignIn } from '../auth/index.js';
import { selfServiceScope } from '../aws/index.js';
import { displayName } from './claims.js';
import type { Views } from './views.js';
import { wordsFor } from './words/language.js';
import type { Words } from './words/words.js';

export interface SignOutOptions {
  readonly auth: Pick<Auth, 'knownPoolAbilities'>;
  readonly views: Views;
  readonly poolIsCognito: boolean;
}

/** Whether signing out everywhere ends other apps too: Cognito does it for whoever's token has the scope. */
export const endsOtherApps = (signIn: SignIn | undefined, poolIsCognito: boolean): boolean =>
  poolIsCognito && signIn?.scopes.includes(selfServiceScope) === true;

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
export const poolName = (poolIsCognito: boolean, { frame }: Pick<Words, 'frame'>): string =>
  poolIsCognito ? frame.pool.cognito : frame.pool.other;

/** Asks before signing out. It changes nothing itself, so that no link or image can sign anybody out. */
export const signOutPage = ({ auth, views, poolIsCognito }: SignOutOptions): RequestHandler =>
  function askBeforeSigningOut(request, response) {
    const signIn = signInOf(request);
    const words = wordsFor(request);
    views.render(response, 'sign-out', {
      title: words.signOutPage.title,
      name: signIn && displayName(signIn.user),
      endsOtherApps: endsOtherApps(signIn, poolIsCognito),
      poolIsCognito,
      pool: poolName(poolIsCognito, words),
      abilities: auth.knownPoolAbilities(),
    });
  };

/** Where the pool sends people after signing out. Reads known words of the query and shows nothing of it. */
export const signedOutPage = ({ auth, views, poolIsCognito }: SignOutOptions): RequestHandler =>
  function showSignedOut(request, response) {
    const isStillSignedIn = signInOf(request) !== undefined;
    const words = wordsFor(request);
    const { title, stillTitle, deletedTitle } = words.signedOutPage;
    const isDeleted = request.query['account'] === 'deleted';
    views.render(response, 'signed-out', {
      title: isStillSignedIn ? stillTitle : isDeleted ? deletedTitle : title,
      isStillSignedIn,
      wasPoolReached: request.query['pool'] !== 'not-reached',
      areAppsLeft: request.query['apps'] === 'not-ended',
      isAccountDeleted: isDeleted,
      poolIsCognito,
      pool: poolName(poolIsCognito, words),
      abilities: auth.knownPoolAbilities(),
    });
  };
