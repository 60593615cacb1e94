import type { Request } from 'express';
import { AuthError, type Auth } from '../../auth/index.js';
import { PoolFault, type SelfService } from '../../aws/index.js';

/** One or more calls of the user pools API for the person behind a request, with their own access token. */
export type Calls = <Value>(
  request: Request,
  work: (api: SelfService, accessToken: string) => Promise<Value>,
) => Promise<Value>;

/**
 * Makes the calls, and turns what ends them into the errors that this site knows. `PoolRefusal` passes: it is for the page.
 * A token that the pool does not take, although it looks good here, is renewed once; where the pool has ended the sign-in,
 * that ends the session here as well.
 */
export const createCalls =
  (auth: Pick<Auth, 'accessToken' | 'refreshNow'>, api: SelfService | undefined): Calls =>
  async (request, work) => {
    if (api === undefined) throw new Error('self-service: put requireSelfService before this route');
    const attempt = async () => work(api, await auth.accessToken(request));
    try {
      return await attempt().catch(async (error: unknown) => {
        if (!(error instanceof PoolFault) || error.code !== 'not_signed_in') throw error;
        await auth.refreshNow(request);
        return attempt();
      });
    } catch (error) {
      throw error instanceof PoolFault ? authErrorOf(error) : error;
    }
  };

/** A failed call, in the words of the one table of errors. */
export const authErrorOf = ({ code, poolError, poolStatus }: PoolFault): AuthError =>
  new AuthError(code, { poolError, poolStatus, ...(code === 'forbidden' && { reason: 'missing_scope' }) });

/** Has the tokens made anew, so that pages show what was just changed. What was changed stays so where that fails. */
export const seeChanges = async (auth: Pick<Auth, 'refreshNow'>, request: Request): Promise<void> => {
  try {
    await auth.refreshNow(request);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
  }
};
