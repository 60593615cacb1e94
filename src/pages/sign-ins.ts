import type { Request, RequestHandler } from 'express';
import { signInOf, type Auth, type ListedSignIn } from '../auth/index.js';
import { addressInWords } from './address.js';
import { momentAt } from './moments.js';
import type { ShownSignIn, SignInsLocals, SignInsOutcome } from './page-locals.js';
import { browserInWords } from './user-agent.js';
import { ifTracked, shownPoolSessions, type PoolSessions } from './pool-sessions.js';
import { endsOtherApps } from './sign-out.js';
import type { Views } from './views.js';
import * as en from './words/en/index.js';
import { wordsFor } from './words/language.js';
import type { Words } from './words/words.js';

export interface SignInsOptions {
  readonly auth: Pick<Auth, 'listSignIns' | 'endSignIn'>;
  readonly views: Views;
  readonly poolIsCognito: boolean;
  readonly poolSessions: PoolSessions | undefined;
  readonly now: () => number;
}

/** Where somebody is signed in, each with a way to end it. Behind a guard. */
export const signInsPage = ({
  auth,
  views,
  poolIsCognito,
  poolSessions,
  now,
}: SignInsOptions): RequestHandler =>
  async function showSignIns(request, response) {
    const [listed, tracked] = await Promise.all([
      auth.listSignIns(request),
      ifTracked(poolSessions, request),
    ]);
    const words = wordsFor(request);
    const context = { nowMs: now(), basePath: views.basePath, words };
    const atPool = tracked && folded(shownPoolSessions(tracked, context));
    views.render(response, 'sign-ins', {
      title: words.signInsPage.title,
      ...shownSignIns(listed, context),
      poolSessions: atPool?.shown,
      morePoolSessions: atPool?.more ?? [],
      outcome: outcomeIn(request),
      poolIsCognito,
      endsOtherApps: endsOtherApps(signInOf(request), poolIsCognito),
    });
  };

/** Ends one sign-in of the person who asks, and shows the others. Behind a guard, and for this site's own pages. */
export const endOneSignIn = ({
  auth,
  views: { basePath },
}: Pick<SignInsOptions, 'auth' | 'views'>): RequestHandler<{
  readonly id: string;
}> =>
  async function endSignIn(request, response) {
    const listed = await auth.listSignIns(request);
    const { id } = request.params;
    // Ending the one at hand is signing out, and that involves the pool too: 307 keeps it a POST.
    if (listed.some((signIn) => signIn.isThisOne && signIn.id === id)) {
      return response.redirect(307, `${basePath}/auth/sign-out`);
    }
    const outcome = (await auth.endSignIn(request, id)) ? 'ended' : 'gone';
    response.redirect(303, `${basePath}/account/sign-ins?outcome=${outcome}`);
  };

interface Context {
  readonly nowMs: number;
  readonly basePath: string;
  readonly words?: Words;
}

const shownAtOnce = 6;

/** This one first, then those that were seen last; the rest is for who asks for it. */
export const shownSignIns = (
  listed: readonly ListedSignIn[],
  context: Context,
): Pick<SignInsLocals, 'signIns' | 'more'> => {
  const sorted = listed.toSorted(
    (a, b) => Number(b.isThisOne) - Number(a.isThisOne) || b.lastSeenAtMs - a.lastSeenAtMs,
  );
  const { shown, more } = folded(sorted.map((signIn) => shownSignIn(signIn, context)));
  return { signIns: shown, more };
};

const folded = <Row>(
  rows: readonly Row[],
): { readonly shown: readonly Row[]; readonly more: readonly Row[] } => {
  // One that is hidden saves nothing.
  const cut = rows.length > shownAtOnce + 1 ? shownAtOnce : rows.length;
  return { shown: rows.slice(0, cut), more: rows.slice(cut) };
};

/** A sign-in in words. The address and the user agent came from outside and are reduced to what is known. */
export const shownSignIn = (signIn: ListedSignIn, { nowMs, basePath, words = en }: Context): ShownSignIn => ({
  browser: browserInWords(signIn.userAgent, words),
  address: addressInWords(signIn.address, words),
  isThisOne: signIn.isThisOne,
  started: momentAt(signIn.startedAtMs, nowMs, words),
  lastSeen: momentAt(signIn.lastSeenAtMs, nowMs, words),
  ends: momentAt(signIn.endsAtMs, nowMs, words),
  endUrl: signIn.isThisOne
    ? `${basePath}/auth/sign-out`
    : `${basePath}/account/sign-ins/${encodeURIComponent(signIn.id)}/end`,
});

const outcomes: readonly SignInsOutcome[] = ['ended', 'gone', 'pool-ended', 'pool-refused'];

const outcomeIn = ({ query }: Request): SignInsOutcome | undefined =>
  outcomes.find((outcome) => outcome === query['outcome']);
