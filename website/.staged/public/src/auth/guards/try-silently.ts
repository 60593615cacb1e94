import type { Request, RequestHandler, Response } from 'express';
import { AuthError } from '../errors.js';
import { asksForHtml, noStore, passingOn } from '../http.js';
import type { Access } from '../refresh/access.js';
import type { OwnSession } from '../sessions/own-session.js';
import type { ReturnTo } from '../sign-in/return-to.js';
import type { SignInFlow } from '../sign-in/sign-in.js';
import type { SilentTries } from '../sign-in/silent-tries.js';
import { visitOf } from '../sign-in/visit.js';

/** What signing in silently is made of. */
export interface TrySilentlyDeps {
  readonly session: Pick<OwnSession, 'expected'>;
  readonly access: Access;
  readonly returnTo: ReturnTo;
  readonly flow: Pick<SignInFlow, 'start'>;
  readonly silentTries: SilentTries;
}

/** The handler of `trySilentSignIn`: sends a visitor to the pool for a look, once for each browser, and lets everybody else pass. */
export const trySilently = ({
  session,
  access,
  returnTo,
  flow,
  silentTries,
}: TrySilentlyDeps): RequestHandler => {
  // What fails here keeps nobody from the page. A refusal of the session's own is told where somebody has to be signed in.
  const isAsked = async (request: Request, response: Response): Promise<boolean> => {
    const isVisit = request.method === 'GET' && asksForHtml(request) && visitOf(request) === 'person';
    try {
      if ((await access.current(request)) !== undefined || !isVisit) return false;
      const state = silentTries.stateOf(request);
      if (state === 'never') silentTries.allow(response);
      if (state !== 'may be asked') return false;
      silentTries.markAsked(response);
      const back = returnTo.ofRequest(request);
      await flow.start(request, response, { returnTo: back, hints: { isSilent: true } });
      return true;
    } catch (error) {
      if (error instanceof AuthError) return false;
      throw error;
    }
  };

  silentTries.use();
  return passingOn(async function askSilently(request, response, next) {
    noStore(response);
    session.expected(request);
    if (!(await isAsked(request, response))) next();
  });
};
