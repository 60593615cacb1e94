import { failureIn, type Events } from '../events.js';
import type { Revocable } from '../store.js';
import type { Pool } from './pool.js';

/**
 * Answers for every refresh token that this site received and does not keep: it is revoked at the pool, or an event
 * says that it could not be. Nothing here fails.
 */
export interface Revoker {
  /** Waits for the pool. `undefined`, and tokens without a refresh token, are nothing to do. */
  revoke(tokens: Revocable | undefined): Promise<void>;
  /** The same, where nobody is to wait for it. */
  readonly discard: (tokens: Revocable) => void;
  /** Keeps the tokens by `keep`. When that throws, nobody has them: they are discarded, and the error goes on. */
  discardUnless<Kept>(tokens: Revocable, keep: () => Promise<Kept>): Promise<Kept>;
}

/** What revoking is made of. */
export interface RevokerDeps {
  readonly pool: Pick<Pool, 'revoke'>;
  readonly events: Events;
}

/** Revokes by RFC 7009. An access token stays good until it ends: Cognito's are checked without asking the pool. */
export const createRevoker = ({ pool, events }: RevokerDeps): Revoker => {
  const revoke = async (tokens: Revocable | undefined): Promise<void> => {
    if (tokens?.refreshToken === undefined) return;
    await pool.revoke(tokens.refreshToken).catch((error: unknown) => {
      events.emit({ type: 'revoke_failed', ...failureIn(error) });
    });
  };
  const discard = (tokens: Revocable): void => void revoke(tokens);

  return {
    revoke,
    discard,
    async discardUnless(tokens, keep) {
      try {
        return await keep();
      } catch (error) {
        discard(tokens);
        throw error;
      }
    },
  };
};
