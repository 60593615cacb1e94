import type { Request, RequestHandler, Response } from 'express';
import { AuthError, isTransient, withSignInUrl } from '../errors.js';
import type { Events } from '../events.js';
import { asksForHtml, noStore, passingOn, seeOther } from '../http.js';
import {
  asksForLevel,
  checkLevelRequirements,
  earliestFor,
  shortfallOf,
  type LevelRequirements,
} from '../levels.js';
import type { Settings } from '../options.js';
import { keyOf } from '../sessions/session-of-request.js';
import type { Drafts, KeptForm } from '../sign-in/drafts.js';
import type { StepUp } from '../sign-in/step-up-link.js';
import { visitOf } from '../sign-in/visit.js';
import type { SignIn } from '../store.js';
import { claimsKept } from '../tokens/claims-kept.js';
import type { Claims } from '../user.js';
import { trySilently, type TrySilentlyDeps } from './try-silently.js';

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
  /**
   * Lets pass whose sign-in is strong and recent enough, and sends everybody else to the pool for that (step-up): with
   * `acr_values` and `max_age`, and once more with `prompt=login` where that brought nothing; `returnTo` and `form` as above.
   * Only `acr`, `amr` and `auth_time` of the ID token are believed: a pool that says none lets nobody in. Where asking does not
   * help, it is `AuthError` `authentication_level_required` with its reason. Throws `TypeError` when nothing is asked for.
   *
   * @example
   * app.get('/payout', auth.requireLevel({ anyLevel: ['urn:cognito:loa:3', 'urn:cognito:loa:4'], withinSeconds: 300 }), payOut);
   * @see {@link Auth.requireBearer} for the same of an access token
   */
  requireLevel(requirements: FormOptions & LevelRequirements): RequestHandler;
  /**
   * Whoever has an ID token of which this holds. It may be asked of any claim, those of a pre token generation trigger
   * included, and costs one more reading of the store.
   *
   * @example
   * app.get('/gold', auth.requireClaims((claims) => claims['custom:tier'] === 'gold'), showGold);
   */
  requireClaims(holds: (claims: Claims) => boolean): RequestHandler;
}

/** For guards in front of what a form sends, which a redirect cannot send again. */
export interface FormOptions {
  /** The page of the form, to come back to from a sign-in; a path, prefix included. Default: the site's home. */
  readonly returnTo?: string | undefined;
  /**
   * What was typed comes back to that page when the form carries `auth.formMark`: see `auth.takeDraft`. The body has to be read
   * before the guard.
   */
  readonly form?: KeptForm | undefined;
}

/** What the guards are made of. */
export interface GuardsDeps extends TrySilentlyDeps {
  readonly settings: Settings;
  readonly drafts: Pick<Drafts, 'of'>;
  readonly events: Events;
}

/** What a guard asks of somebody who is signed in. `true` lets pass; `answered`: the answer has been given. Throws to refuse. */
type Demand = (
  request: Request,
  response: Response,
  signIn: SignIn,
) => true | 'answered' | Promise<true | 'answered'>;

interface Asked {
  readonly hints: StepUp;
  readonly options: FormOptions;
  readonly refusal: AuthError;
}

/** The guards of one site. They mark what they answer and let pass as nothing that a cache may keep. */
export const createGuards = (deps: GuardsDeps): Guards => {
  const { settings, session, access, returnTo, flow, drafts, events } = deps;
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
    else seeOther(response, signInUrl);
  };

  const draftIn = (request: Request, { form }: FormOptions) =>
    form === undefined || request.method !== 'POST' ? undefined : drafts.of(request, form);

  const demandRight = (
    missing: 'group' | 'scope' | 'claim',
    has: (signIn: SignIn, request: Request) => boolean | Promise<boolean>,
  ): Demand =>
    async function demandRightOf(request, _response, signIn): Promise<true> {
      // Nothing but true: what a function of the app gives may be anything in plain JavaScript.
      const held: unknown = await has(signIn, request);
      if (held === true) return true;
      events.emitFor({ key: keyOf(request), signIn }, { type: 'forbidden', missing }, request);
      throw new AuthError('forbidden', { reason: `missing_${missing}` });
    };

  const demandProofWithin = (withinSeconds: number, options: FormOptions): Demand =>
    async function demandRecentProof(request, response, signIn) {
      const { authenticatedAtMs } = signIn;
      if (authenticatedAtMs !== undefined && settings.now() - authenticatedAtMs <= withinSeconds * 1000)
        return true;
      events.emitFor({ key: keyOf(request), signIn }, { type: 'recent_sign_in_required' }, request);
      const refusal = new AuthError('recent_sign_in_required');
      return stepUp(request, response, { hints: { maxAgeSeconds: withinSeconds }, options, refusal });
    };

  const demandLevel = (level: LevelRequirements, options: FormOptions): Demand =>
    async function demandProofOfLevel(request, response, signIn) {
      const { authenticatedAtMs, methods = [] } = signIn;
      const proof = { level: signIn.level, methods, authenticatedAtMs };
      const reason = shortfallOf(proof, level, earliestFor(level, settings.now()));
      if (reason === undefined) return true;
      events.emitFor({ key: keyOf(request), signIn }, { type: 'level_required', reason }, request);
      const refusal = new AuthError('authentication_level_required', { reason });
      return stepUp(request, response, { hints: { level }, options, refusal });
    };

  // A person is sent to the pool. A script cannot follow there, and is told the link that asks for the same.
  const stepUp = async (request: Request, response: Response, { hints, options, refusal }: Asked) => {
    const back = returnTo.ofRequest(request, options.returnTo);
    if (!asksForHtml(request) || visitOf(request) === 'script')
      throw withSignInUrl(refusal, returnTo.signInUrl(back, hints));
    await flow.start(request, response, { returnTo: back, hints, draft: draftIn(request, options) });
    return 'answered' as const;
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

    trySilentSignIn: () => trySilently(deps),

    requireLevel({ returnTo: formPage, form, ...level }) {
      checkLevelRequirements('requireLevel', level);
      if (!asksForLevel(level)) throw new TypeError('requireLevel needs a level, a method or a time');
      return guard(demandLevel(level, { returnTo: formPage, form }), { returnTo: formPage, form });
    },

    requireClaims(holds) {
      if (typeof holds !== 'function') throw new TypeError('requireClaims needs a function');
      return guard(
        demandRight('claim', async (_signIn, request) =>
          holds(claimsKept((await access.tokens(request)).idToken)),
        ),
      );
    },
  };
};

// An empty list would let everybody or nobody pass, and either is a mistake better found at start.
const nameAtLeastOne = (guard: string, names: readonly string[]): void => {
  if (names.length === 0) throw new TypeError(`${guard} needs at least one name`);
};
