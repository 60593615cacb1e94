import type { RequestHandler } from 'express';
import type { Auth } from './auth.js';
import { AuthError } from './errors.js';
import { createEvents } from './events.js';
import { createRequireBearer } from './guards/bearer.js';
import { createGuards } from './guards/guards.js';
import { createProtectedResource } from './guards/protected-resource.js';
import { createSameOrigin } from './guards/same-origin.js';
import { settingsFrom, type AuthOptions } from './options.js';
import { createOperatorWarnings } from './operator-warnings.js';
import { createPool } from './pool/pool.js';
import { createRevoker } from './pool/revoker.js';
import { createAccess } from './refresh/access.js';
import { createRefresher } from './refresh/refresher.js';
import { realWaiting } from './waiting.js';
import { createNotReached, createRouter } from './router.js';
import { createSealer } from './seal.js';
import { createSessions } from './sessions/sessions.js';
import { createDrafts } from './sign-in/drafts.js';
import { createEndSignIns } from './sign-in/end-sign-ins.js';
import { createEndedSignIns } from './sign-in/ended-sign-ins.js';
import { goOnAtSignedOut } from './sign-in/go-on.js';
import { createOpenSession } from './sign-in/open-session.js';
import { createPendingSignIns } from './sign-in/pending.js';
import { createResumptions } from './sign-in/resumptions.js';
import { createReturnTo } from './sign-in/return-to.js';
import { createSilentTries } from './sign-in/silent-tries.js';
import { createSignInFlow } from './sign-in/sign-in.js';
import { createSignOut } from './sign-in/sign-out.js';
import { createUserInfo } from './sign-in/user-info.js';
import { signInOf } from './sessions/session-of-request.js';
import { createTokenVerifier } from './tokens/token-verifier.js';
import { traceFlow, traceRefresher, traceStore } from './traced.js';
import { createSpans } from './tracing.js';

/**
 * Puts a sign-in together. Throws one `TypeError` that names every option that is wrong or unknown; talks to nobody until somebody signs in.
 *
 * @example
 * const auth = createAuth({
 *   pool: { issuer, clientId, clientSecret },
 *   baseUrl: 'https://shop.example',
 *   secrets: [sessionSecret],
 *   store: createMemoryStore(),
 * });
 * app.use(auth.session);
 * app.use('/auth', auth.router);
 * app.get('/account', auth.requireSignIn(), (request, response) => response.json(userOf(request)));
 * @see {@link AuthOptions} for what may be set, the README that comes with the folder or the package for more
 */
export const createAuth = (options: AuthOptions): Auth => {
  const settings = settingsFrom(options);
  const spans = options.tracer && createSpans(options.tracer);
  const store = traceStore(options.store, spans);
  const events = createEvents(options.onEvent ?? createOperatorWarnings());
  const returnTo = createReturnTo({ settings });
  const sealer = createSealer(settings.secrets);

  const pool = createPool({
    settings,
    events,
    tracing: spans && { spans, tellsPool: settings.traceToPool },
  });
  const revoker = createRevoker({ store, pool, events });
  const verifier = createTokenVerifier({ settings, pool, events, waiting: realWaiting });

  const sessions = createSessions({ settings, store, events, revoker });
  const refresher = traceRefresher(
    createRefresher({ settings, store, pool, verifier, revoker, events, waiting: realWaiting }),
    spans,
  );
  const access = createAccess({ settings, store, refresher, events });

  const sameOrigin = createSameOrigin({ settings, events });
  const endedSignIns = createEndedSignIns({ settings, store });
  const endSignIns = createEndSignIns({
    settings,
    store,
    revoker,
    endedSignIns,
    events,
    waiting: realWaiting,
  });
  const resumptions = createResumptions({ settings, sealer, store });
  const silentTries = createSilentTries({ settings, sealer });
  const drafts = createDrafts({ settings, sealer });
  const userInfo = createUserInfo({ pool, events });
  const untracedFlow = createSignInFlow({
    settings,
    pool,
    verifier,
    pendingSignIns: createPendingSignIns({ settings, sealer, store }),
    resumptions,
    refuseEmbedding: sameOrigin.refuseEmbedding,
    revoker,
    openSession: createOpenSession({ settings, verifier, revoker, userInfo, endedSignIns, sessions, events }),
    drafts,
    endSignIns,
    returnTo,
    events,
  });
  const flow = traceFlow(untracedFlow, spans);
  const signOut = createSignOut({
    settings,
    store,
    pool,
    revoker,
    sessions,
    access,
    endSignIns,
    endedSignIns,
    resumptions,
    silentTries,
    events,
  });

  const resource = createProtectedResource({ settings });
  const guards = createGuards({
    settings,
    session: sessions,
    access,
    returnTo,
    flow,
    silentTries,
    drafts,
    events,
  });

  const endForOperator: Auth['endSignInsOf'] = async (whose) => {
    const reason = 'ended_by_operator';
    if (whose === 'everybody') {
      const ended = await endSignIns.ofEverybody(reason);
      events.emit({ type: 'sign_ins_ended', sessions: ended });
      return ended;
    }
    const person = { issuer: whose.issuer ?? settings.issuer, id: whose.sub };
    const ended = await endSignIns.ofPerson(person, { reason });
    events.emit({ type: 'sign_ins_ended', userId: person.id, sessions: ended });
    return ended;
  };

  return {
    ...guards,
    session: goOnAtSignedOut({
      settings,
      flow,
      next: bothOf(createNotReached(settings), sessions.middleware),
    }),
    router: createRouter({ settings, session: sessions, flow, signOut, returnTo, sameOrigin }),
    requireBearer: createRequireBearer({ settings, verifier, events, resource }),
    resourceMetadata: () => resource.metadata(),
    requireSameOrigin: ({ evenToRead = false } = {}) =>
      evenToRead ? sameOrigin.requireEvenToRead : sameOrigin.require,
    accessToken: async (request) => (await access.tokens(sessions.expected(request))).accessToken,
    idToken: async (request) => (await access.tokens(sessions.expected(request))).idToken,
    refreshNow: async (request) => access.refreshNow(sessions.expected(request)),
    listSignIns: async (request) => signOut.list(sessions.expected(request)),
    endOtherSignIns: async (request) => signOut.endOthers(sessions.expected(request)),
    endSignIn: async (request, id) => signOut.endOne(sessions.expected(request), id),
    endSignInsOf: (whose) => endForOperator(whose),
    formMark: (request, form) => drafts.mark(sessions.expected(request), form),
    takeDraft: (request, form) => drafts.take(sessions.expected(request), form),
    signInUrl: (to) => returnTo.signInUrl(to),
    knownPoolOrigin: () => pool.knownDomainOrigin(),
    poolOrigin: async () => {
      await pool.addresses().catch(() => undefined);
      return pool.knownDomainOrigin();
    },
    userInfo: async (request) => {
      const { accessToken } = await access.tokens(sessions.expected(request));
      const signIn = signInOf(request);
      if (signIn === undefined) throw new AuthError('not_signed_in');
      return pool.userInfo(accessToken, signIn.user.id);
    },
    knownPoolAbilities: () => pool.knownAbilities(),
    poolIsCognito: settings.isCognito,
    checkPool: async () => void (await pool.addresses()),
    settled: ({ withinMs }) => refresher.settled(withinMs),
  };
};

const bothOf = (first: RequestHandler, second: RequestHandler): RequestHandler =>
  function session(request, response, next) {
    void first(request, response, () => void second(request, response, next));
  };
