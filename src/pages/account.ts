import type { RequestHandler } from 'express';
import { signInOf } from '../auth/index.js';
import type { SignIn } from '../auth/index.js';
import { claimsOf, displayName, initialsOf } from './claims.js';
import { durationInWords, momentAt, percentLeft } from './moments.js';
import type { AccountLocals, ShownToken } from './page-locals.js';
import { poolName } from './sign-out.js';
import type { Views } from './views.js';
import * as en from './words/en/index.js';
import { wordsFor } from './words/language.js';
import { wordFor } from './words/word-for.js';
import type { Words } from './words/words.js';

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
    views.render(response, 'account', accountLocals(signIn, { ...context, nowMs: now() }, wordsFor(request)));
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
  words: Words = en,
): AccountLocals => ({
  title: words.accountPage.title,
  poolIsCognito,
  pool: poolName(poolIsCognito, words),
  name: displayName(signIn.user),
  initials: initialsOf(signIn.user),
  claims: claimsOf(signIn.user, poolIsCognito, words),
  groups: signIn.user.groups.map((name) => ({ name, allows: groupAllows(name, adminGroup, words) })),
  scopes: signIn.scopes.map((name) => ({ name, allows: scopeAllows(name, words) })),
  tokens: tokensOf(signIn, nowMs, words),
  isRefreshable: signIn.isRefreshable,
  refreshed: momentAt(signIn.tokensRefreshedAtMs, nowMs, words),
  started: momentAt(signIn.startedAtMs, nowMs, words),
  authenticated:
    signIn.authenticatedAtMs === undefined ? undefined : momentAt(signIn.authenticatedAtMs, nowMs, words),
  ends: momentAt(signIn.endsAtMs, nowMs, words),
  idle: durationInWords(idleMinutes, words),
  outageGrace: durationInWords(outageGraceMinutes, words),
});

const tokensOf = (signIn: SignIn, nowMs: number, words: Words): readonly ShownToken[] => {
  const shown = (name: string, purpose: string, endsAtMs: number): ShownToken => ({
    name,
    purpose,
    ends: momentAt(endsAtMs, nowMs, words),
    left: percentLeft(signIn.tokensRefreshedAtMs, endsAtMs, nowMs),
  });
  return [
    shown(words.accountPage.idToken, words.accountPage.idTokenIsFor, signIn.idTokenEndsAtMs),
    shown(words.accountPage.accessToken, words.accountPage.accessTokenIsFor, signIn.accessTokenEndsAtMs),
  ];
};

const groupAllows = (group: string, adminGroup: string, { accountPage: page }: Words): string =>
  group === adminGroup ? page.opensAdmin : page.opensNothing;

const scopeAllows = (scope: string, { claims }: Words): string =>
  wordFor(scope, claims.scopes) ?? claims.otherScope;
