import { PoolFault, PoolRefusal } from './failures.js';
import type { UserPoolsApi } from './user-pools-api.js';

// As many calls at a time: the pool counts the requests of all its apps together.
const atOnce = 5;

/**
 * Ends everything that a person has at the pool: where it tracks sessions, every browser that is signed in at its pages
 * (`RevokeUserSession`), and always every token (`GlobalSignOut`), which alone would leave those browsers signed in. The tokens
 * end whatever became of the browsers. Throws `PoolRefusal` or `PoolFault` where something may go on.
 */
export const endEverywhere = async (
  api: Pick<UserPoolsApi, 'sessions' | 'endSession' | 'signOutEverywhere'>,
  accessToken: string,
): Promise<void> => {
  // Browsers first: afterwards the access token is of no use.
  const failure = await endBrowsers(api, accessToken).catch((error: unknown) => failureIn(error));
  await api.signOutEverywhere(accessToken);
  if (failure !== undefined) throw failure;
};

// Without those that came through them: the person's own tokens would be among those, and they are needed for the rest.
const endBrowsers = async (
  api: Pick<UserPoolsApi, 'sessions' | 'endSession'>,
  accessToken: string,
): Promise<PoolRefusal | PoolFault | undefined> => {
  const browsers = (await trackedSessions(api, accessToken)).filter(({ kind }) => kind === 'browser');
  let failure: PoolRefusal | PoolFault | undefined;
  for (let from = 0; from < browsers.length; from += atOnce) {
    const ends = browsers.slice(from, from + atOnce).map(async ({ id }) => {
      await api.endSession(accessToken, { id, alsoLinked: false });
    });
    for (const end of await Promise.allSettled(ends))
      if (end.status === 'rejected' && !isGone(end.reason)) failure ??= failureIn(end.reason);
  }
  return failure;
};

const trackedSessions = async (
  api: Pick<UserPoolsApi, 'sessions'>,
  accessToken: string,
): ReturnType<UserPoolsApi['sessions']> => {
  try {
    return await api.sessions(accessToken);
  } catch (error) {
    // It does not track them, or does not even know the operation: there is nothing to end.
    if (error instanceof PoolRefusal || (error instanceof PoolFault && error.code === 'pool_rejected'))
      return [];
    throw error;
  }
};

const isGone = (error: unknown): boolean =>
  error instanceof PoolRefusal && error.exception === 'ResourceNotFoundException';

const failureIn = (error: unknown): PoolRefusal | PoolFault => {
  if (error instanceof PoolRefusal || error instanceof PoolFault) return error;
  throw error;
};
