import type { Request } from 'express';
import type { Settings } from '../options.js';
import type { StoredSession } from '../store.js';
import { passedLimitOf } from './limits.js';

/** What a page's script may know of the session: who is signed in, and for how long if nothing is done. Never a token. */
export type SessionStatus =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true;
      readonly user: {
        readonly sub: string;
        readonly name: string | undefined;
        readonly email: string | undefined;
        readonly groups: readonly string[];
      };
      readonly secondsLeft: number;
    };

/** Where it is asked for, below the mount path. */
export const sessionStatusPath = '/session';

/**
 * Whether a request asks for it. Such a request is read without a trace: a page that asks every minute would otherwise keep the
 * session of somebody who went home. What comes before the mount path is not ours to know, and Express takes capitals and a slash
 * at the end for the same.
 */
export const createAsksForStatus = ({ mountPath }: Pick<Settings, 'mountPath'>) => {
  const end = `${mountPath}${sessionStatusPath}`.toLowerCase();
  return ({ originalUrl }: Pick<Request, 'originalUrl'>): boolean => {
    const query = originalUrl.indexOf('?');
    const path = query === -1 ? originalUrl : originalUrl.slice(0, query);
    return path.toLowerCase().replace(/\/$/, '').endsWith(end);
  };
};

/** What there is to tell of a session at this moment. */
export const statusOf = (
  stored: Pick<StoredSession, 'signIn' | 'lastSeenAtMs'>,
  settings: Pick<Settings, 'now' | 'idleMs'>,
): SessionStatus => {
  if (passedLimitOf(stored, settings) !== undefined) return { signedIn: false };
  const { user, endsAtMs, isRefreshable, accessTokenEndsAtMs } = stored.signIn;
  const ends = [endsAtMs, stored.lastSeenAtMs + settings.idleMs];
  // Whether the pool will refresh cannot be known without asking; that it cannot is known.
  if (!isRefreshable) ends.push(accessTokenEndsAtMs);
  const secondsLeft = Math.floor((Math.min(...ends) - settings.now()) / 1000);
  if (secondsLeft < 0) return { signedIn: false };
  const { id: sub, name, email, groups } = user;
  return { signedIn: true, user: { sub, name, email, groups }, secondsLeft };
};
