import type { Request, RequestHandler, Response } from 'express';
import type { Access } from '../refresh/access.js';
import { AuthError } from '../errors.js';
import type { AuthEventListener } from '../events.js';
import type { Settings } from '../options.js';
import type { ReturnTo } from '../sign-in/return-to.js';
import { sessionKey } from '../sessions/session-of-request.js';
import { sessionFacts } from '../sessions/sessions.js';
import type { SignIn } from '../store.js';

/**
 * Middlewares that let only the right people pass. Who is not signed in is sent to sign in (a page) or gets 401
 * (anything else); who is signed in but lacks the right gets 403, and is never sent round in a circle.
 */
export interface Guards {
  requireSignIn(): RequestHandler;
  /** Whoever is in at least one of these groups (`cognito:groups`). Throws `TypeError` when none is named, as the next two do. */
  requireAnyGroup(...groups: readonly string[]): RequestHandler;
  /** Whoever is in every one of these groups. */
  requireAllGroups(...groups: readonly string[]): RequestHandler;
  /** Whoever has an access token that was granted every one of these scopes. */
  requireAllScopes(...scopes: readonly string[]): RequestHandler;
  /** Lets pass who proved to the pool who they are within so many seconds, and sends everybody else to do it again. */
  requireRecentSignIn(options: { readonly withinSeconds: number }): RequestHandler;
}

/** What the guards are made of. */
export interface GuardsDeps {
  readonly settings: Settings;
  readonly access: Access;
  readonly returnTo: ReturnTo;
  readonly signInUrl: (returnTo: string) => string;
  readonly emit: AuthEventListener;
  /** Sends the browser to the pool, to ask for the password again. */
  readonly startStepUp: (request: Request, response: Response, returnTo: string) => Promise<void>;
}

/** The guards of one site. They mark what they answer and let pass as nothing that a cache may keep. */
export const createGuards = ({
  settings,
  access,
  returnTo,
  signInUrl,
  emit,
  startStepUp,
}: GuardsDeps): Guards => {
  const askToSignIn = (request: Request, response: Response): void => {
    const url = signInUrl(returnTo.ofRequest(request));
    if (!asksForHtml(request)) throw new AuthError('not_signed_in', { signInUrl: url });
    response.redirect(303, url);
  };

  const forbid = (request: Request, signIn: SignIn, missing: 'group' | 'scope'): never => {
    emit({ type: 'forbidden', missing, ...factsOf(request, signIn) }, request);
    throw new AuthError('forbidden', { reason: `missing_${missing}` });
  };

  const guard = (allows: (request: Request, signIn: SignIn) => void): RequestHandler =>
    async function requireSignedIn(request, response, next) {
      noStore(response);
      const signIn = await access.current(request);
      if (signIn === undefined) return askToSignIn(request, response);
      allows(request, signIn);
      next();
    };

  return {
    requireSignIn: () => guard(() => undefined),

    requireAnyGroup(...groups) {
      nameAtLeastOne('requireAnyGroup', groups);
      return guard((request, signIn) => {
        if (!groups.some((group) => signIn.user.groups.includes(group))) forbid(request, signIn, 'group');
      });
    },

    requireAllGroups(...groups) {
      nameAtLeastOne('requireAllGroups', groups);
      return guard((request, signIn) => {
        if (!groups.every((group) => signIn.user.groups.includes(group))) forbid(request, signIn, 'group');
      });
    },

    requireAllScopes(...scopes) {
      nameAtLeastOne('requireAllScopes', scopes);
      return guard((request, signIn) => {
        if (!scopes.every((scope) => signIn.scopes.includes(scope))) forbid(request, signIn, 'scope');
      });
    },

    requireRecentSignIn: ({ withinSeconds }) =>
      async function requireRecentSignIn(request, response, next) {
        noStore(response);
        const signIn = await access.current(request);
        if (signIn === undefined) return askToSignIn(request, response);
        if (settings.now() - signIn.authenticatedAtMs <= withinSeconds * 1000) return next();
        emit({ type: 'recent_sign_in_required', ...factsOf(request, signIn) }, request);
        const back = returnTo.ofRequest(request);
        if (!asksForHtml(request))
          throw new AuthError('recent_sign_in_required', { signInUrl: signInUrl(back) });
        await startStepUp(request, response, back);
      },
  };
};

/** Whether the answer will be read by a person in a browser: the request names HTML among what it accepts. */
export const asksForHtml = ({ headers }: Pick<Request, 'headers'>): boolean =>
  /\b(?:text\/html|application\/xhtml\+xml)\b/i.test(headers.accept ?? '');

/** Nothing that depends on who asks may be kept by a cache, not even by the browser's own. */
export const noStore = (response: Response): void => {
  response.set('Cache-Control', 'no-store');
};

const factsOf = (request: Request, signIn: SignIn) => sessionFacts(sessionKey(request.sessionID), signIn);

// An empty list would let everybody or nobody pass, and either is a mistake better found at start.
const nameAtLeastOne = (guard: string, names: readonly string[]): void => {
  if (names.length === 0) throw new TypeError(`${guard} needs at least one name`);
};
