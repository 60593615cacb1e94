import type { Request, RequestHandler, Response } from 'express';
import { AuthError, isTransient, withSignInUrl } from '../errors.js';
import type { Events } from '../events.js';
import { asksForHtml, noStore, passingOn } from '../http.js';
import type { Settings } from '../options.js';
import type { Access } from '../refresh/access.js';
import type { OwnSession } from '../sessions/own-session.js';
import { keyOf } from '../sessions/session-of-request.js';
import type { Drafts, KeptForm } from '../sign-in/drafts.js';
import type { ReturnTo } from '../sign-in/return-to.js';
import type { SignInFlow } from '../sign-in/sign-in.js';
import type { SilentTries } from '../sign-in/silent-tries.js';
import { visitOf } from '../sign-in/visit.js';
import type { SignIn } from '../store.js';

/**
 * Middlewares that let only the right people pass. Who is not signed in is sent to sign in (a page) or gets 401
 * (anything else); who is signed in but lacks the right gets 403, and is never sent round in a circle.
 */
export interface Guards {
  /**
   * Whoever is signed in.
   *
   * @example
   * app.get('/account', auth.requireSignIn(), (request, response) => response.json(userOf(request)));
   * @see {@link userOf} for who it is
   */
  requireSignIn(options?: FormOptions): RequestHandler;
  /**
   * Whoever is in at least one of these groups (`cognito:groups`). Throws `TypeError` when none is named, as the next two do.
   *
   * @example
   * app.get('/admin', auth.requireAnyGroup('admins', 'support'), showAdmin);
   */
  requireAnyGroup(...groups: readonly string[]): RequestHandler;
  /** Whoever is in every one of these groups. */
  requireAllGroups(...groups: readonly string[]): RequestHandler;
  /**
   * Whoever has an access token that was granted every one of these scopes.
   *
   * @see {@link Auth.requireBearer} for callers without a session
   */
  requireAllScopes(...scopes: readonly string[]): RequestHandler;
  /**
   * Lets pass who proved to the pool who they are within so many seconds (`auth_time`), and sends everybody else to do it
   * again (step-up). `returnTo` as with `requireSignIn`. Throws `TypeError` when it is no number of seconds.
   *
   * @example
   * app.get('/security', auth.requireRecentSignIn({ withinSeconds: 300 }), showSecurity);
   */
  requireRecentSignIn(options: FormOptions & { readonly withinSeconds: number }): RequestHandler;
  /**
   * For a page that anybody may see and that likes to know who comes: signs in, without a page of the pool, whoever the pool
   * still knows (`prompt=none`), once for each browser until it is closed. Lets everybody pass, signed in or not, and also
   * when the pool is away. A browser that shows no cookie at all is let pass and asked the next time. Cognito knows it with managed
   * login only: the classic pages take no `prompt`, and would ask for the password.
   *
   * @example
   * app.get('/', auth.trySilentSignIn(), (request, response) => response.send(signInOf(request)?.user.name ?? 'Hello'));
   */
  trySilentSignIn(): RequestHandler;
}

/** For guards in front of what a form sends, which a redirect cannot send again. */
export interface FormOptions {
  /** The page of the form, to come back to from a sign-in; a path, prefix included. Default: the site's home. */
  readonly returnTo?: string;
  /**
   * What was typed comes back to that page when the form carries `auth.formMark`: see `auth.takeDraft`. The body has to be read
   * before the guard.
   */
  readonly form?: KeptForm;
}

/** What the guards are made of. */
export interface GuardsDeps {
  readonly settings: Settings;
  readonly session: Pick<OwnSession, 'expected'>;
  readonly access: Access;
  readonly returnTo: ReturnTo;
  readonly flow: Pick<SignInFlow, 'start'>;
  readonly silentTries: SilentTries;
  readonly drafts: Pick<Drafts, 'of'>;
  readonly events: Events;
}

/** What a guard asks of somebody who is signed in. `true` lets pass; `answered`: the answer has been given. Throws to refuse. */
type Demand = (
  request: Request,
  response: Response,
  signIn: SignIn,
) => true | 'answered' | Promise<true | 'answered'>;

/** The guards of one site. They mark what they answer and let pass as nothing that a cache may keep. */
export const createGuards = (deps: GuardsDeps): Guards => {
  const { settings, session, access, returnTo, flow, silentTries, drafts, events } = deps;
  const challenge = `Session realm="${settings.origin}${settings.basePath}"`;

  const guard = (demand: Demand, options: FormOptions = {}): RequestHandler =>
    passingOn(async function requireSignedIn(request, response, next) {
      noStore(response);
      const signIn = await currentOf(session.expected(request), options.returnTo);
      try {
        if (signIn === undefined) return await askToSignIn(request, response, options);
        if ((await demand(request, response, signIn)) === true) next();
      } catch (error) {
        // A 401 says by which scheme one gets in (RFC 9110, section 15.5.2); for a session there is no registered one.
        if (error instanceof AuthError && error.status === 401) response.set('WWW-Authenticate', challenge);
        throw error;
      }
    });

  // What fails on the way to the page, such as a refresh, leads back to this page as well.
  const currentOf = async (request: Request, formPage: string | undefined): Promise<SignIn | undefined> => {
    try {
      return await access.current(request);
    } catch (error) {
      if (!(error instanceof AuthError) || isTransient(error)) throw error;
      throw withSignInUrl(error, returnTo.signInUrl(returnTo.ofRequest(request, formPage)));
    }
  };

  const askToSignIn = async (request: Request, response: Response, options: FormOptions): Promise<void> => {
    const back = returnTo.ofRequest(request, options.returnTo);
    const signInUrl = returnTo.signInUrl(back);
    if (!asksForHtml(request)) throw new AuthError('not_signed_in', { signInUrl });
    const draft = draftIn(request, options);
    // At once, because a redirect to where sign-ins start would lose what was typed.
    if (draft !== undefined) await flow.start(request, response, { returnTo: back, hints: {}, draft });
    else response.redirect(303, signInUrl);
  };

  const draftIn = (request: Request, { form }: FormOptions) =>
    form === undefined || request.method !== 'POST' ? undefined : drafts.of(request, form);

  const demandRight = (missing: 'group' | 'scope', has: (signIn: SignIn) => boolean): Demand =>
    function demandRightOf(request, _response, signIn) {
      if (has(signIn)) return true;
      events.emitFor({ key: keyOf(request), signIn }, { type: 'forbidden', missing }, request);
      throw new AuthError('forbidden', { reason: `missing_${missing}` });
    };

  const demandProofWithin = (withinSeconds: number, options: FormOptions): Demand =>
    async function demandRecentProof(request, response, signIn) {
      const { authenticatedAtMs } = signIn;
      if (authenticatedAtMs !== undefined && settings.now() - authenticatedAtMs <= withinSeconds * 1000)
        return true;
      events.emitFor({ key: keyOf(request), signIn }, { type: 'recent_sign_in_required' }, request);
      const back = returnTo.ofRequest(request, options.returnTo);
      if (!asksForHtml(request) || visitOf(request) === 'script')
        throw new AuthError('recent_sign_in_required', { signInUrl: returnTo.signInUrl(back) });
      const hints = { maxAgeSeconds: withinSeconds };
      await flow.start(request, response, { returnTo: back, hints, draft: draftIn(request, options) });
      return 'answered';
    };

  // What fails here keeps nobody from the page. A refusal of the session's own is told where somebody has to be signed in.
  const isAskedSilently = async (request: Request, response: Response): Promise<boolean> => {
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

  return {
    requireSignIn: (options) => guard(() => true, options),

    requireAnyGroup(...groups) {
      nameAtLeastOne('requireAnyGroup', groups);
      return guard(demandRight('group', ({ user }) => groups.some((one) => user.groups.includes(one))));
    },

    requireAllGroups(...groups) {
      nameAtLeastOne('requireAllGroups', groups);
      return guard(demandRight('group', ({ user }) => groups.every((one) => user.groups.includes(one))));
    },

    requireAllScopes(...scopes) {
      nameAtLeastOne('requireAllScopes', scopes);
      return guard(demandRight('scope', (signIn) => scopes.every((one) => signIn.scopes.includes(one))));
    },

    requireRecentSignIn({ withinSeconds, ...options }) {
      if (!Number.isFinite(withinSeconds) || withinSeconds < 0)
        throw new TypeError('requireRecentSignIn needs withinSeconds, a number of seconds');
      return guard(demandProofWithin(withinSeconds, options), options);
    },

    trySilentSignIn() {
      silentTries.use();
      return passingOn(async function trySilently(request, response, next) {
        noStore(response);
        session.expected(request);
        if (!(await isAskedSilently(request, response))) next();
      });
    },
  };
};

// An empty list would let everybody or nobody pass, and either is a mistake better found at start.
const nameAtLeastOne = (guard: string, names: readonly string[]): void => {
  if (names.length === 0) throw new TypeError(`${guard} needs at least one name`);
};
