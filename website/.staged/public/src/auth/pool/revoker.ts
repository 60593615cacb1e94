import type { AuthError } from '../errors.js';
import { failureIn, type Events, type NamedSession } from '../events.js';
import type { Revocable, Session, SessionStore } from '../store.js';
import type { Pool } from './pool.js';

/**
 * Answers for every refresh token that this site received: the store keeps it, or it is revoked at the pool, or a
 * `revoke_failed` names the session that it belongs to. So every session ends by `endSession`, and whoever has tokens that
 * cannot be kept hands them to `discard`. What a refresh brings is held by the token keeper until one of the two is done.
 */
export interface Revoker {
  /**
   * Ends the session, with `ifVersion` only while its tokens still have that version, and revokes its refresh token.
   * `undefined`: there was none, or another caller ended it. Throws `AuthError` when the store is in trouble.
   */
  endSession(key: string, only?: { readonly ifVersion: number }): Promise<EndedSession | undefined>;
  /** Revokes what nobody keeps, and nobody waits for it. Without a session: that of a sign-in which came to nothing. */
  readonly discard: (tokens: Revocable, of?: NamedSession) => void;
  /** Keeps the tokens by `keep`. When that throws, nobody has them: they are discarded, and the error goes on. */
  discardUnless<Kept>(tokens: Revocable, keep: () => Promise<Kept>): Promise<Kept>;
  /** Says of tokens that they are neither kept nor revoked. */
  giveUp(tokens: Revocable, of: NamedSession, why: AuthError): void;
  /** Whether revocations are under way. */
  isBusy(): boolean;
}

/** A session that is over. */
export interface EndedSession extends Session {
  /** Settles when the pool has answered to the revocation, or an event says that it did not. It does not reject. */
  readonly revoked: Promise<void>;
}

/** What revoking is made of. */
export interface RevokerDeps {
  readonly store: SessionStore;
  readonly pool: Pick<Pool, 'revoke'>;
  readonly events: Events;
}

// Each further look means that a refresh was written in between: once is rare, and thrice does not happen.
const mostLooks = 3;

/** Revokes by RFC 7009. An access token stays good until it ends: Cognito's are checked without asking the pool. */
export const createRevoker = ({ store, pool, events }: RevokerDeps): Revoker => {
  let underWay = 0;

  const tellFailure = (error: unknown, of: NamedSession | undefined): void => {
    const event = { type: 'revoke_failed', ...failureIn(error) } as const;
    if (of === undefined) events.emit(event);
    else events.emitFor(of, event);
  };

  const revoke = async ({ refreshToken }: Revocable, of: NamedSession | undefined): Promise<void> => {
    if (refreshToken === undefined) return;
    underWay += 1;
    try {
      await pool.revoke(refreshToken);
    } catch (error) {
      tellFailure(error, of);
    } finally {
      underWay -= 1;
    }
  };
  const discard: Revoker['discard'] = (tokens, of) => void revoke(tokens, of);

  const ended = (key: string, session: Session): EndedSession => ({
    ...session,
    revoked: revoke(session.tokens, { key, signIn: session.signIn }),
  });

  return {
    async endSession(key, only) {
      for (let look = 0; look < mostLooks; look += 1) {
        const session = await store.readTokens(key);
        if (session === undefined) break;
        const ifVersion = session.signIn.tokensVersion;
        if (only !== undefined && only.ifVersion !== ifVersion) return undefined;
        try {
          if ((await store.end(key, { ifVersion })) !== undefined) return ended(key, session);
        } catch (error) {
          // It may have been done and only the answer lost, and then nobody else has these tokens. If it was not, then the
          // session goes on until they end: whoever asked for its end will ask again.
          discard(session.tokens, { key, signIn: session.signIn });
          throw error;
        }
      }
      // Gone, or a record whose tokens cannot be read: that one must not stay either.
      const rest = only === undefined ? await store.end(key) : undefined;
      return rest && ended(key, rest);
    },

    discard,

    async discardUnless(tokens, keep) {
      try {
        return await keep();
      } catch (error) {
        discard(tokens);
        throw error;
      }
    },

    giveUp: ({ refreshToken }, of, why) => {
      if (refreshToken !== undefined) tellFailure(why, of);
    },

    isBusy: () => underWay > 0,
  };
};
