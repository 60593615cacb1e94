import type { Request, Response } from 'express';
import { AuthError } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import { noStore, seeOther } from '../http.js';
import type { Settings } from '../options.js';
import type { Pool } from '../pool/pool.js';
import type { Revoker } from '../pool/revoker.js';
import type { Access } from '../refresh/access.js';
import { keyOf, signInOf } from '../sessions/session-of-request.js';
import type { Sessions } from '../sessions/sessions.js';
import { foreignIn, isWholeSession } from '../sessions/stored-session.js';
import { isSamePerson, type SessionStore, type SignIn } from '../store.js';
import type { EndSignIns } from './end-sign-ins.js';
import type { EndedSignIns } from './ended-sign-ins.js';
import type { Resumptions } from './resumptions.js';
import type { SilentTries } from './silent-tries.js';

/** One of a person's sign-ins, as they may see it. */
export interface ListedSignIn {
  /** Names the sign-in among those of its person; worth nothing to anybody else. */
  readonly id: string;
  readonly isThisOne: boolean;
  readonly startedAtMs: number;
  readonly lastSeenAtMs: number;
  readonly endsAtMs: number;
  readonly userAgent: string;
  readonly address: string;
}

/** Ends sessions: this one, another one of the same person, or all of them. */
export interface SignOut {
  /** Ends the session first, then revokes its refresh token, then sends the browser to the pool's own sign-out. */
  here(request: Request, response: Response): Promise<void>;
  /**
   * The same for every session of this person, and what the pool remembers is not taken; other apps too, where
   * `signOutOfOtherApps` is given. Throws `AuthError` `not_signed_in`.
   */
  everywhere(request: Request, response: Response): Promise<void>;
  /** Newest first, as many as a person may have. Throws `AuthError` `not_signed_in`. */
  list(request: Request): Promise<readonly ListedSignIn[]>;
  /** False when this person has no such sign-in. */
  endOne(request: Request, id: string): Promise<boolean>;
  /** Ends all but the one at hand, and gives how many. Throws `AuthError` `not_signed_in`. */
  endOthers(request: Request): Promise<number>;
}

/** What signing out is made of. */
export interface SignOutDeps {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly pool: Pool;
  readonly revoker: Revoker;
  readonly sessions: Sessions;
  readonly access: Pick<Access, 'tokens'>;
  readonly endSignIns: Pick<EndSignIns, 'ofPerson'>;
  readonly endedSignIns: Pick<EndedSignIns, 'mark'>;
  readonly resumptions: Pick<Resumptions, 'forget'>;
  readonly silentTries: Pick<SilentTries, 'markSignedOut'>;
  readonly events: Events;
}

// How many records of a person's list are read at once.
const readAtOnce = 10;

/** Sessions end here first: whatever the pool does, nobody is told that they are signed out who is not. */
export const createSignOut = (deps: SignOutDeps): SignOut => {
  const { settings, store, pool, revoker, sessions, access, endSignIns, endedSignIns, resumptions, events } =
    deps;

  const mustBeSignedIn = (request: Request): SignIn => {
    const signIn = signInOf(request);
    if (signIn === undefined) throw new AuthError('not_signed_in');
    return signIn;
  };

  // The session is over by now, whatever the pool says, so an outage is told on the signed-out page and not as an error.
  const leaveToPoolSignOut = async (
    request: Request,
    response: Response,
    idToken: string | undefined,
  ): Promise<void> => {
    resumptions.forget(request, response);
    deps.silentTries.markSignedOut(response);
    const url = await pool.signOutUrl(idToken).catch((error: unknown) => {
      if (error instanceof AuthError) return `${settings.signedOutUrl}?pool=not-reached`;
      throw error;
    });
    // Where the pool has no such page, the person stays here.
    seeOther(response, url ?? settings.signedOutUrl);
  };

  // While the access token still counts, so before this session ends. Whatever comes of it, the session ends all the same.
  const leaveOtherApps = async (request: Request, key: string, signIn: SignIn): Promise<boolean> => {
    if (settings.signOutOfOtherApps === undefined) return true;
    try {
      const { accessToken } = await access.tokens(request);
      await settings.signOutOfOtherApps({ accessToken, scopes: signIn.scopes });
      return true;
    } catch (error) {
      events.emitFor({ key, signIn }, { type: 'other_apps_not_ended', ...failureIn(error) }, request);
      return false;
    }
  };

  const listed = async (key: string, own: string, { user }: SignIn): Promise<ListedSignIn | undefined> => {
    const stored = await store.read(key);
    // The list of somebody's keys is only a list: the record itself says whose it is.
    if (!isWholeSession(stored) || !isSamePerson(stored.signIn.user, user)) return undefined;
    if (foreignIn(stored.signIn, settings) !== undefined) return undefined;
    if (await sessions.endIfOver(key, stored)) return undefined;
    const { startedAtMs, endsAtMs, userAgent, address } = stored.signIn;
    const idleEndsAtMs = stored.lastSeenAtMs + settings.idleMs;
    return {
      id: key,
      isThisOne: key === own,
      startedAtMs,
      lastSeenAtMs: stored.lastSeenAtMs,
      endsAtMs: Math.min(endsAtMs, idleEndsAtMs),
      userAgent,
      address,
    };
  };

  return {
    async here(request, response) {
      noStore(response);
      const key = keyOf(request);
      const signIn = signInOf(request);
      const ended = await sessions.close(request, response);
      if (signIn !== undefined)
        events.emitFor({ key, signIn }, { type: 'signed_out', isEverywhere: false, sessions: 1 }, request);
      await ended?.revoked;
      await leaveToPoolSignOut(request, response, ended?.tokens.idToken);
    },

    async everywhere(request, response) {
      noStore(response);
      const key = keyOf(request);
      const signIn = mustBeSignedIn(request);
      const others = await endSignIns.ofPerson(signIn.user, { except: key });
      const haveAppsEnded = await leaveOtherApps(request, key, signIn);
      const ended = await sessions.close(request, response);
      const event = { type: 'signed_out', isEverywhere: true, sessions: others + 1 } as const;
      events.emitFor({ key, signIn }, event, request);
      await ended?.revoked;
      // The way over the pool can carry no word, and the person has to be told.
      if (!haveAppsEnded) return seeOther(response, `${settings.signedOutUrl}?apps=not-ended`);
      await leaveToPoolSignOut(request, response, ended?.tokens.idToken);
    },

    async list(request) {
      const signIn = mustBeSignedIn(request);
      const own = keyOf(request);
      const keys = await store.keysOf(signIn.user, { most: settings.sessionsPerPerson });
      const all: (ListedSignIn | undefined)[] = [];
      for (let from = 0; from < keys.length; from += readAtOnce) {
        const some = keys.slice(from, from + readAtOnce);
        all.push(...(await Promise.all(some.map((key) => listed(key, own, signIn)))));
      }
      return all.filter((one) => one !== undefined).toSorted((a, b) => b.startedAtMs - a.startedAtMs);
    },

    async endOne(request, id) {
      const signIn = mustBeSignedIn(request);
      if ((await listed(id, '', signIn)) === undefined) return false;
      await endedSignIns.mark(signIn.user);
      const ended = await revoker.endSession(id);
      if (ended === undefined) return false;
      events.emitFor({ key: id, signIn: ended.signIn }, { type: 'sign_in_ended' }, request);
      await ended.revoked;
      return true;
    },

    async endOthers(request) {
      const { user } = mustBeSignedIn(request);
      const sessions = await endSignIns.ofPerson(user, { except: keyOf(request) });
      events.emit({ type: 'sign_ins_ended', userId: user.id, sessions }, request);
      return sessions;
    },
  };
};
