import type { Request, Response } from 'express';
import { AuthError, refuseUnless, withSignInUrl } from '../errors.js';
import { failureIn, type Events } from '../events.js';
import { noStore, refusePlainHttp, seeOther } from '../http.js';
import type { Settings } from '../options.js';
import { languageOfPool } from '../pool/hint-parameters.js';
import { poolErrorOf, refusalOf } from '../pool/pool-errors.js';
import type { Revoker } from '../pool/revoker.js';
import type { Pool } from '../pool/pool.js';
import { keyOf, signInOf } from '../sessions/session-of-request.js';
import type { TokenVerifier } from '../tokens/token-verifier.js';
import { readCallback, stateIn, type CallbackAnswer } from './callback-params.js';
import type { Drafts } from './drafts.js';
import type { EndSignIns } from './end-sign-ins.js';
import { isOldSignIn } from './ended-sign-ins.js';
import { LevelError, type createOpenSession } from './open-session.js';
import { createOtherHostWarning } from './other-host.js';
import { digestOf, type PendingSignIn, type PendingSignIns } from './pending.js';
import type { Resumptions } from './resumptions.js';
import type { ReturnTo } from './return-to.js';
import type { StepUp } from './step-up-link.js';
import { anew, onceMore, providerIn, type Going, type Trip } from './trip.js';
import { visitOf } from './visit.js';

/**
 * The two halves of a sign-in. All throw `AuthError`, which carries the address that starts the same again, unless it is for
 * another site's page that embeds ours, or for a connection over plain http, which starting again would not mend.
 */
export interface SignInFlow {
  /**
   * Sends the browser to the pool and remembers, in the browser, that it went: for a person who opens a page. A browser that
   * fetches ahead gets an empty answer, and a script or a page that embeds the address is refused.
   */
  start(request: Request, response: Response, going: Going): Promise<void>;
  /** Takes the browser back from the pool: the callback. */
  finish(request: Request, response: Response): Promise<void>;
  /** Goes on with a sign-in for which the pool was made to forget this browser. False: there is none. */
  resume(request: Request, response: Response): Promise<boolean>;
}

/** What a sign-in is made of. */
export interface SignInFlowDeps {
  readonly settings: Settings;
  readonly pool: Pool;
  readonly verifier: Pick<TokenVerifier, 'ready'>;
  readonly pendingSignIns: PendingSignIns;
  readonly resumptions: Resumptions;
  /** Throws for a request that a page caused by embedding the address. */
  readonly refuseEmbedding: (request: Request) => void;
  readonly revoker: Pick<Revoker, 'discard'>;
  readonly openSession: ReturnType<typeof createOpenSession>;
  readonly drafts: Pick<Drafts, 'handOver'>;
  readonly endSignIns: Pick<EndSignIns, 'beyondCap'>;
  readonly returnTo: ReturnTo;
  readonly events: Events;
}

/** The authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636), with everything checked that can be before the code is spent. */
export const createSignInFlow = (deps: SignInFlowDeps): SignInFlow => {
  const { settings, pool, verifier, pendingSignIns, resumptions, openSession, returnTo, events } = deps;
  const warnOfOtherHost = createOtherHostWarning(settings);

  /** The callback, step by step. Each comment names what would go wrong without the step. */
  const callback = async (request: Request, response: Response): Promise<void> => {
    // A query that no pool would send is not interpreted: a parameter twice, a token in the address.
    const answer = readCallback(request.originalUrl);

    // This browser began it. A link with an attacker's code, to sign somebody in as the attacker, has no cookie here.
    const pending = pendingSignIns.find(request, answer.state);
    if (pending === undefined) return welcomeBack(request, response, answer.state);

    // Signing keys and addresses first, while nothing is used up: if the pool is away just now, a reload still works.
    await getReadyFor(answer);

    // One callback wins. A second copy (a double click, a stolen address) would redeem the code again.
    await pendingSignIns.useUp(response, pending);

    // Nobody had asked, and the pool knows nobody: the page goes on without.
    const said = saidBy(answer);
    if (pending.isSilent === true && nobodyKnown.has(said)) return goBack(response, pending);

    // The first sign-in with a provider fails once where a trigger of the pool links it to an account that was there.
    if (said === 'account_just_linked' && pending.isRestarted !== true)
      return sendToPool(request, response, onceMore(pending));

    // The pool may say no: the person gave up or may not come in, or this site is not set up there as it asks.
    refuseRefusal(answer, pending, settings);

    // The code becomes tokens only with our PKCE verifier: a code that leaked on its way is worth nothing. The nonce in them
    // is that of this sign-in: a code that somebody slipped in has another.
    const { discard } = deps.revoker;
    const tokens = await pool.redeem({ params: answer.params, secrets: pending.secrets, discard });

    // Verified, and opened, or revoked. What the pool remembers of a sign-in that was ended is not taken, nor one of another
    // level than was asked for; it is asked anew, once.
    const session = await openSession(request, pending, tokens).catch((error: unknown) => {
      if (pending.isAnew === true || pending.isSilent === true) throw error;
      if (error instanceof LevelError) return 'of another level' as const;
      if (isOldSignIn(error)) return 'from before' as const;
      throw error;
    });
    // A pool that passes over `acr_values` and `max_age` may know `prompt`.
    if (session === 'of another level') return sendToPool(request, response, anew(pending));
    if (session === 'from before') return askAnew(request, response, pending);
    deps.drafts.handOver(request, pending.draft, session.signIn.user);
    await deps.endSignIns.beyondCap(session.signIn.user);

    const durationMs = settings.now() - pending.startedAtMs;
    const named = { key: keyOf(request), signIn: session.signIn };
    events.emitFor(named, { type: 'sign_in_succeeded', durationMs, ...kindOf(pending) }, request);
    goBack(response, pending);
  };

  // Checked again, because what was sealed may be older than the rules of today (an open redirect).
  const goBack = (response: Response, pending: PendingSignIn): void =>
    seeOther(response, returnTo.safe(pending.returnTo));

  // Once, and without a page: the pool is to ask for the password. Cognito's classic pages do not know `prompt`, and forget a
  // browser at `/logout` only, which leads to the signed-out page; the sign-in goes on there.
  const askAnew = async (request: Request, response: Response, pending: PendingSignIn): Promise<void> => {
    if (!settings.isCognito) return sendToPool(request, response, anew(pending));
    pendingSignIns.makeRoom(request, response, resumptions.keep(response, pending));
    seeOther(response, (await pool.signOutUrl(undefined)) ?? settings.signedOutUrl);
  };

  const sendToPool = async (request: Request, response: Response, trip: Trip): Promise<void> => {
    const { hints, ...kept } = trip;
    const { url, secrets } = await pool.authorizationUrl(hints);
    // In the browser and not in the session: see PendingSignIns.
    pendingSignIns.keep(request, response, { ...kept, secrets, startedAtMs: settings.now() });
    const isAgain = trip.isAnew === true || trip.isRestarted === true;
    events.emit({ type: 'sign_in_started', ...kindOf(trip), ...(isAgain && { isAgain }) }, request);
    seeOther(response, url);
  };

  // The callback of the very sign-in that this browser has, reloaded or reached by the back button, is no failure.
  const welcomeBack = (request: Request, response: Response, state: string): void => {
    const isDone = signInOf(request)?.openedBy === digestOf(state);
    refuseUnless(isDone, 'no_pending_sign_in', 'sign_in_expired');
    seeOther(response, returnTo.safe('/'));
  };

  const getReadyFor = async ({ error }: CallbackAnswer): Promise<void> => {
    // A refusal brings nothing that would have to be verified.
    if (error === undefined) await Promise.all([pool.addresses(), verifier.ready()]);
  };

  /** What fails in `work` is told once, and goes on with the address that starts the sign-in again. */
  const orStartAgain = async (
    request: Request,
    goingThen: () => Pick<PendingSignIn, 'returnTo' | keyof StepUp> | undefined,
    work: Promise<void>,
  ): Promise<void> => {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof AuthError)) throw error;
      events.emit({ type: 'sign_in_failed', ...failureIn(error) }, request);
      const going = goingThen();
      throw withSignInUrl(error, returnTo.signInUrl(going?.returnTo, going));
    }
  };

  return {
    async start(request, response, { returnTo: back, hints, draft }) {
      noStore(response);
      const visit = visitOf(request);
      if (visit === 'ahead') return void response.status(204).end();
      deps.refuseEmbedding(request);
      // A script cannot follow to the pool; it can send its person there.
      if (visit === 'script')
        throw new AuthError('not_signed_in', {
          reason: 'asked_by_script',
          signInUrl: returnTo.signInUrl(back, hints),
        });
      const { maxAgeSeconds, isSilent, level } = hints;
      // Else both show at the callback, after the password. A silent one mostly brings nobody, and then needs no session.
      if (isSilent !== true) refusePlainHttp(request, settings);
      warnOfOtherHost(request);
      const lang = hints.lang ?? languageOfPool(settings.langOf?.(request));
      const provider = providerIn(hints);
      const isStepUp = maxAgeSeconds !== undefined || level !== undefined;
      const kept = { returnTo: back, draft, isStepUp, maxAgeSeconds, level, isSilent, provider, lang };
      const trip = { ...kept, hints: { ...hints, lang } };
      await orStartAgain(request, () => trip, sendToPool(request, response, trip));
    },

    async resume(request, response) {
      if (request.method !== 'GET' || visitOf(request) !== 'person') return false;
      const resumption = await resumptions.take(request, response);
      if (resumption === undefined) return false;
      noStore(response);
      await orStartAgain(request, () => resumption, sendToPool(request, response, anew(resumption)));
      return true;
    },

    async finish(request, response) {
      noStore(response);
      // The address of this page has the code in it.
      response.set('Referrer-Policy', 'no-referrer');
      const state = stateIn(request.originalUrl);
      const goingThen = () => pendingSignIns.goingOf(request, state);
      await orStartAgain(request, goingThen, callback(request, response)).catch((error: unknown) => {
        // It has been told as an event. The person did not ask, so the page is what they get.
        const pending = pendingSignIns.find(request, state);
        if (!(error instanceof AuthError) || pending?.isSilent !== true) throw error;
        goBack(response, pending);
      });
    },
  };
};

// What events say of the kind of a sign-in.
const kindOf = ({ isStepUp, isSilent }: Pick<Trip, 'isStepUp' | 'isSilent'>) => ({
  isStepUp,
  ...(isSilent === true && { isSilent }),
});

// The error of a callback as one known word.
const saidBy = ({ error, errorDescription: description }: CallbackAnswer): string | undefined =>
  error === undefined ? undefined : poolErrorOf({ error, description });

const refuseRefusal = (
  { error, errorDescription: description }: CallbackAnswer,
  { level }: Pick<PendingSignIn, 'level'>,
  settings: Settings,
): void => {
  if (error === undefined) return;
  const refusal = refusalOf({ error, description }, settings);
  const { poolError } = refusal;
  // Asked for levels, it says that it has none of them or cannot get there (OpenID Connect Core Unmet Authentication Requirements 1.0).
  if (level?.anyLevel !== undefined && levelErrors.has(poolError))
    throw new AuthError('authentication_level_required', { reason: 'level_not_offered', poolError });
  throw refusal;
};

// What there is to say to `prompt=none` where somebody would have to be asked (OpenID Connect Core 3.1.2.6).
const nobodyKnown: ReadonlySet<string | undefined> = new Set([
  'login_required',
  'interaction_required',
  'account_selection_required',
  'consent_required',
]);

const levelErrors: ReadonlySet<unknown> = new Set(['unmet_authentication_requirements', 'invalid_request']);
