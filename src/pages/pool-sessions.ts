import type { Request, RequestHandler } from 'express';
import { AuthError, signInOf } from '../auth/index.js';
import { PoolRefusal, selfServiceScope, type PoolSession } from '../aws/index.js';
import { addressInWords } from './address.js';
import { momentAt, type Moment } from './moments.js';
import type { ShownPoolSession, SignInsOutcome } from './page-locals.js';
import type { Calls } from './self-service/calls.js';
import type { Views } from './views.js';
import * as en from './words/en/index.js';
import type { Words } from './words/words.js';

/** A session, and what it is to the person who asks and to this site. */
export interface RelatedSession extends PoolSession {
  readonly isThisSite: boolean;
  /** Of the browser and the tokens of this very request: signing out is what ends those. */
  readonly isThisOne: boolean;
}

/** What the pool knows of the sign-ins of a person, where it tracks them and the scope allows to ask. */
export interface PoolSessions {
  /** Throws `PoolRefusal` and `AuthError`. Nothing, and no call, without the scope. */
  list(request: Request): Promise<readonly RelatedSession[]>;
  /** Ends one, and what would bring it back. Throws `PoolRefusal` and `AuthError`. */
  end(request: Request, session: RelatedSession): Promise<void>;
}

/** One call for the page that shows them, and none anywhere else. */
export const createPoolSessions = (
  options: { readonly calls: Calls; readonly clientId: string } | undefined,
): PoolSessions | undefined => {
  if (options === undefined) return undefined;
  const { calls, clientId } = options;
  return {
    list: async (request) =>
      isInScope(request) ? related(await calls(request, (api, token) => api.sessions(token)), clientId) : [],

    // Linked, or it would be back in a moment without a word: an app by the browser that it came through, a browser by the tokens
    // that its apps hold. Other apps that came through the same browser go on when one of them is ended.
    end: (request, { id }) => calls(request, (api, token) => api.endSession(token, { id, alsoLinked: true })),
  };
};

const isInScope = (request: Request): boolean =>
  signInOf(request)?.scopes.includes(selfServiceScope) === true;

/** `undefined` where the pool tracks nothing or cannot be asked: the page is what it is without. Throws `not_signed_in`. */
export const ifTracked = async (
  poolSessions: PoolSessions | undefined,
  request: Request,
): Promise<readonly RelatedSession[] | undefined> => {
  if (poolSessions === undefined || !isInScope(request)) return undefined;
  try {
    return await poolSessions.list(request);
  } catch (error) {
    if (error instanceof PoolRefusal) return undefined;
    // Where the pool has ended this sign-in, the session here is over by now, and there is nothing to show.
    if (error instanceof AuthError && error.code !== 'not_signed_in') return undefined;
    throw error;
  }
};

const related = (sessions: readonly PoolSession[], clientId: string): readonly RelatedSession[] => {
  const current = sessions.find(({ isCurrent }) => isCurrent);
  return sessions.map((session) => ({
    ...session,
    isThisSite: session.kind === 'app' && session.clientId === clientId,
    isThisOne: session.isCurrent || session.id === current?.cameThrough,
  }));
};

/**
 * Ends one session at the pool. Only one that is on the person's list is spoken of to the pool. Behind a guard, and for this site's
 * own pages.
 */
export const endPoolSession = ({
  poolSessions,
  views: { basePath },
}: {
  readonly poolSessions: PoolSessions | undefined;
  readonly views: Views;
}): RequestHandler<{ readonly id: string }> =>
  async function endAtPool(request, response) {
    const end = poolSessions && endListed(poolSessions, request, request.params.id);
    const outcome = (await end) ?? 'gone';
    // 307 keeps it a POST.
    if (outcome === 'this-one') return response.redirect(307, `${basePath}/auth/sign-out`);
    response.redirect(303, `${basePath}/account/sign-ins?outcome=${outcome}`);
  };

const endListed = async (
  poolSessions: PoolSessions,
  request: Request,
  id: string,
): Promise<SignInsOutcome | 'this-one'> => {
  try {
    const session = (await poolSessions.list(request)).find((one) => one.id === id);
    if (session === undefined) return 'gone';
    // The pool would not end the tokens that ask, and their browser taken along would end them.
    if (session.isThisOne) return 'this-one';
    await poolSessions.end(request, session);
    return 'pool-ended';
  } catch (error) {
    if (!(error instanceof PoolRefusal)) throw error;
    return error.exception === 'ResourceNotFoundException' ? 'gone' : 'pool-refused';
  }
};

interface ShownAt {
  readonly nowMs: number;
  readonly basePath: string;
  readonly words?: Words;
}

/** In words, the request's own first, and then by when they were active. */
export const shownPoolSessions = (
  sessions: readonly RelatedSession[],
  { nowMs, basePath, words = en }: ShownAt,
): readonly ShownPoolSession[] => {
  const moment = (atMs: number | undefined): Moment | undefined =>
    atMs === undefined ? undefined : momentAt(atMs, nowMs, words);
  const shown = ({ id, kind, isThisSite, isThisOne, ...session }: RelatedSession): ShownPoolSession => ({
    kind,
    device: wordsIn(session.device) ?? words.places.unknownDevice,
    address: session.address === undefined ? undefined : addressInWords(session.address, words),
    place: wordsIn(session.place),
    isThisSite,
    clientId: isThisSite || kind === 'browser' ? undefined : session.clientId,
    appCount: sessions.filter(({ cameThrough }) => cameThrough === id).length,
    isThisOne,
    created: moment(session.createdAtMs),
    lastActive: moment(session.lastActiveAtMs),
    endUrl: isThisOne
      ? `${basePath}/auth/sign-out`
      : `${basePath}/account/sign-ins/pool/${encodeURIComponent(id)}/end`,
  });
  return sessions
    .toSorted(
      (a, b) =>
        Number(b.isThisOne) - Number(a.isThisOne) || (b.lastActiveAtMs ?? 0) - (a.lastActiveAtMs ?? 0),
    )
    .map(shown);
};

// What the pool made of a user agent or of an address: plain words, or none. Letters of all languages, for towns.
const plainWords = /^[\p{L}\p{M}\p{N} .,()/'’_-]{1,80}$/u;

const wordsIn = (text = ''): string | undefined => (plainWords.test(text) ? text : undefined);
