import { levelsFrom, methodsFrom, type Level } from '../../base/levels.js';
import type { AuthenticationMethod, PendingChallenge } from '../../base/model.js';

/** What a USER_AUTH sign-in is asked to come to. */
export interface Aim {
  /** TARGET_ACR_VALUES, the most wanted first; undefined where only MAX_AGE was given. */
  readonly levels?: readonly Level[];
  /** What the ACCESS_TOKEN that came along has shown already. */
  readonly credited: readonly AuthenticationMethod[];
}

/** As a sign-in under way keeps it. */
export const aimData = (aim: Aim | undefined): Record<string, string> =>
  aim === undefined ? {} : { aim: 'true', levels: (aim.levels ?? []).join(' ') };

export const aimIn = ({ data }: PendingChallenge): Aim | undefined => {
  if (data['aim'] === undefined) return undefined;
  const levels = levelsFrom(data['levels']);
  return { credited: [], ...(levels.length === 0 ? {} : { levels }) };
};

export const provedIn = ({ data }: PendingChallenge): readonly AuthenticationMethod[] =>
  methodsFrom(data['proved']);
