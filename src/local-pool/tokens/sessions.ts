import type { Caller } from '../base/caller.js';
import type { Clock } from '../base/clock.js';
import type { BrowserSession, Family, SessionRecord } from '../base/model.js';
import type { Store } from '../base/store.js';
import type { Families } from './families.js';
import { activeUntil } from './sso-validity.js';

/** A session that lives: the tokens of one client, or a signed-in browser. */
export type ActiveSession =
  | { readonly kind: 'TOKEN'; readonly session: SessionRecord; readonly family: Family }
  | { readonly kind: 'SSO'; readonly session: SessionRecord };

/** The sessions of people, where the pool tracks them. */
export interface Sessions {
  /** Newest first. */
  of(sub: string): readonly ActiveSession[];
  find(sub: string, sessionId: string): ActiveSession | undefined;
  /** With `linked` a token session takes the browser's along that it came through, and a browser's all that came through it. */
  end(active: ActiveSession, associated: 'linked' | 'none'): void;
  /** Ends the browser session that tokens came through; nothing where there was none. */
  endSsoOf(family: Family): void;
  /** Fresh tokens were given: by whom, and when. */
  touch(family: Family, caller: Caller): void;
  /** The browser session behind an id, alive or not. */
  sso(sessionId: string | undefined): BrowserSession | undefined;
}

export const createSessions = ({
  store,
  clock,
  families,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly families: Families;
}): Sessions => {
  const sso = (sessionId = ''): BrowserSession | undefined => {
    const session = store.browserSessions.get(store.ssoSessions.get(sessionId) ?? '');
    return session?.session?.id === sessionId ? session : undefined;
  };

  const endSso = (sessionId = ''): void => {
    const key = store.ssoSessions.get(sessionId);
    store.ssoSessions.delete(sessionId);
    if (key !== undefined) store.browserSessions.delete(key);
  };

  const familiesOf = (sub: string): readonly Family[] =>
    [...(store.familiesByPerson.get(sub) ?? [])]
      .map((originJti) => families.find(originJti))
      .filter((family) => family !== undefined);

  const tokenSessions = (sub: string): readonly ActiveSession[] =>
    familiesOf(sub).flatMap((family) =>
      family.session === undefined ? [] : [{ kind: 'TOKEN' as const, session: family.session, family }],
    );

  const ssoSessions = (sub: string): readonly ActiveSession[] =>
    [...store.ssoSessions.keys()].flatMap((id) => {
      const browser = sso(id);
      if (browser?.session === undefined || browser.sub !== sub) return [];
      return activeUntil(store, browser) > clock.now()
        ? [{ kind: 'SSO' as const, session: browser.session }]
        : [];
    });

  const of = (sub: string): readonly ActiveSession[] =>
    [...tokenSessions(sub), ...ssoSessions(sub)].sort((a, b) => b.session.createdAt - a.session.createdAt);

  const end = (active: ActiveSession, associated: 'linked' | 'none'): void => {
    if (active.kind === 'TOKEN') {
      families.end(active.family);
      if (associated === 'linked') endSso(active.family.ssoSessionId);
      return;
    }
    const sub = sso(active.session.id)?.sub ?? '';
    endSso(active.session.id);
    if (associated === 'none') return;
    for (const family of familiesOf(sub)) if (family.ssoSessionId === active.session.id) families.end(family);
  };

  const touch = (family: Family, caller: Caller): void => {
    if (family.session === undefined) return;
    const now = clock.now();
    Object.assign(family.session, {
      lastActiveAt: now,
      lastIp: caller.ip,
      deviceType: caller.deviceType,
    });
    const browser = sso(family.ssoSessionId)?.session;
    if (browser !== undefined) browser.lastActiveAt = now;
  };

  return {
    of,
    find: (sub, sessionId) => of(sub).find(({ session }) => session.id === sessionId),
    end,
    endSsoOf: (family) => endSso(family.ssoSessionId),
    touch,
    sso,
  };
};
