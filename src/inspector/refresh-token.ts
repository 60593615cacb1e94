import type { PoolCall, StoreCall } from './recording.js';
import { happeningsIn, type Story } from './stories.js';

/** The refresh token of a session, as far as it is known: it is kept by the server, and no page has it. */
export interface RefreshTokenView {
  readonly fingerprint: string | undefined;
  /** How often the tokens were renewed with it, or with those before it. */
  readonly renewals: number;
  /** Whether the pool gave a new one with a refresh. `undefined`: there was no refresh yet. */
  readonly isRotating: boolean | undefined;
}

/** What is known of the refresh token of the session that a story made or refreshed. */
export const refreshTokenOf = (story: Story, stories: readonly Story[]): RefreshTokenView | undefined => {
  const session = sessionOf(story);
  const written = writesIn(story).at(-1);
  if (session === undefined || written === undefined) return undefined;
  const refreshes = stories
    .filter((one) => sessionOf(one) === session)
    .flatMap((one) => happeningsIn(one))
    .filter(
      (one): one is PoolCall => one.kind === 'pool' && one.grant === 'refresh_token' && one.status === 200,
    );
  return {
    fingerprint: written.refreshToken,
    renewals: written.call === 'create' ? 0 : (written.version ?? 0),
    isRotating:
      refreshes.length === 0 ? undefined : refreshes.some(({ refreshToken }) => refreshToken !== undefined),
  };
};

const writesIn = (story: Story): readonly StoreCall[] =>
  happeningsIn(story).filter(
    (one): one is StoreCall => one.kind === 'store' && ['create', 'replaceTokens'].includes(one.call),
  );

const sessionOf = (story: Story): string | undefined => writesIn(story).at(-1)?.session;
