import type { RequestHandler } from 'express';
import { signInOf } from '../auth/index.js';
import type { SignIn } from '../auth/index.js';
import { claimsOf, displayName, initialsOf } from './claims.js';
import { durationInWords, momentAt, percentLeft } from './moments.js';
import type { AccountLocals, ShownToken } from './page-locals.js';
import { poolName } from './sign-out.js';
import type { Views } from './views.js';

export interface AccountOptions {
  readonly views: Views;
  readonly adminGroup: string;
  readonly poolIsCognito: boolean;
  readonly idleMinutes: number;
  readonly outageGraceMinutes: number;
  readonly now: () => number;
}

/** Who you are, as this app knows it, and how long it will go on knowing it. Behind a guard. */
export const accountPage = ({ views, now, ...context }: AccountOptions): RequestHandler =>
  function showAccount(request, response) {
    const signIn = signInOf(request);
    if (signIn === undefined) throw new Error('accountPage: put a guard before this route');
    views.render(response, 'account', accountLocals(signIn, { ...context, nowMs: now() }));
  };

interface AccountContext {
  readonly adminGroup: string;
  readonly poolIsCognito: boolean;
  readonly idleMinutes: number;
  readonly outageGraceMinutes: number;
  readonly nowMs: number;
}

/** A sign-in in the words of the account page. */
export const accountLocals = (
  signIn: SignIn,
  { adminGroup, poolIsCognito, idleMinutes, outageGraceMinutes, nowMs }: AccountContext,
): AccountLocals => ({
  title: 'Your account',
  poolIsCognito,
  pool: poolName(poolIsCognito),
  name: displayName(signIn.user),
  initials: initialsOf(signIn.user),
  claims: claimsOf(signIn.user, poolIsCognito),
  groups: signIn.user.groups.map((name) => ({ name, allows: groupAllows(name, adminGroup) })),
  scopes: signIn.scopes.map((name) => ({ name, allows: scopeAllows(name) })),
  tokens: tokensOf(signIn, nowMs),
  isRefreshable: signIn.isRefreshable,
  refreshed: momentAt(signIn.tokensRefreshedAtMs, nowMs),
  started: momentAt(signIn.startedAtMs, nowMs),
  authenticated:
    signIn.authenticatedAtMs === undefined ? undefined : momentAt(signIn.authenticatedAtMs, nowMs),
  ends: momentAt(signIn.endsAtMs, nowMs),
  idle: durationInWords(idleMinutes),
  outageGrace: durationInWords(outageGraceMinutes),
});

const tokensOf = (signIn: SignIn, nowMs: number): readonly ShownToken[] => {
  const shown = (name: string, purpose: string, endsAtMs: number): ShownToken => ({
    name,
    purpose,
    ends: momentAt(endsAtMs, nowMs),
    left: percentLeft(signIn.tokensRefreshedAtMs, endsAtMs, nowMs),
  });
  return [
    shown('ID token', 'says who you are', signIn.idTokenEndsAtMs),
    shown('Access token', 'says what this app may do for you', signIn.accessTokenEndsAtMs),
  ];
};

const groupAllows = (group: string, adminGroup: string): string =>
  group === adminGroup ? 'Opens the admin page.' : 'Nothing on this site asks for it.';

// A map, because scopes are named by whoever runs the pool: `constructor` is a possible name.
const scopeMeanings: ReadonlyMap<string, string> = new Map([
  ['openid', 'Sign you in with an ID token.'],
  ['email', 'See your email address.'],
  ['profile', 'See your name and the rest of your profile.'],
  ['phone', 'See your phone number.'],
  ['aws.cognito.signin.user.admin', 'Let you change your own profile and security settings here.'],
]);

const scopeAllows = (scope: string): string =>
  scopeMeanings.get(scope) ?? 'Call another service on your behalf.';
