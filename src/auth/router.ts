import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { SameOrigin } from './guards/same-origin.js';
import { noStore, passingOn } from './http.js';
import type { Settings } from './options.js';
import { languageOfPool, type SignInHints } from './pool/hint-parameters.js';
import type { Sessions } from './sessions/sessions.js';
import { sessionStatusPath } from './sessions/session-status.js';
import type { ReturnTo } from './sign-in/return-to.js';
import type { SignInFlow } from './sign-in/sign-in.js';
import type { SignOut } from './sign-in/sign-out.js';
import { stepUpIn } from './sign-in/step-up-link.js';

/** What the routes lead to. */
export interface RouterDeps {
  readonly settings: Pick<Settings, 'mountPath' | 'redirectUri'> & Partial<Pick<Settings, 'providers'>>;
  readonly session: Pick<Sessions, 'expected' | 'status'>;
  readonly flow: SignInFlow;
  readonly signOut: SignOut;
  readonly returnTo: ReturnTo;
  readonly sameOrigin: SameOrigin;
}

const paths = ['/sign-in', '/callback', '/sign-out', '/sign-out-everywhere', sessionStatusPath];

/** The routes of a sign-in: `/sign-in`, `/callback`, `/sign-out`, `/sign-out-everywhere`, and `/session` for scripts. */
export const createRouter = (deps: RouterDeps): Router => {
  const { flow, session, signOut, returnTo, sameOrigin } = deps;
  const router = Router();

  router.all(paths, refuseWrongMounting(deps));
  router.all(['/sign-in', '/callback', sessionStatusPath], onlyGet);

  router.get(sessionStatusPath, sameOrigin.requireEvenToRead, function sessionStatus(request, response) {
    response.json(session.status(request));
  });

  router.get(
    '/sign-in',
    passingOn(async function signIn(request, response) {
      const going = {
        returnTo: returnTo.safe(request.query['return_to']),
        hints: hintsIn(request, deps.settings.providers),
      };
      await flow.start(request, response, going);
    }),
  );

  router.get(
    '/callback',
    passingOn(async function callback(request, response) {
      await flow.finish(request, response);
    }),
  );

  router.post(
    '/sign-out',
    sameOrigin.require,
    passingOn(async function signOutHere(request, response) {
      await signOut.here(request, response);
    }),
  );

  router.post(
    '/sign-out-everywhere',
    sameOrigin.require,
    passingOn(async function signOutEverywhere(request, response) {
      await signOut.everywhere(request, response);
    }),
  );

  return router;
};

// Told to the developer at the first request, and before anything of a sign-in is spent.
const refuseWrongMounting = ({ settings, session }: RouterDeps): RequestHandler =>
  function refuseIfMountedWrongly(request, _response, next) {
    reached.add(request);
    const { mountPath, redirectUri } = settings;
    // What comes before the mount path is not ours to know: a proxy or the app around may add or take away a prefix.
    if (!request.baseUrl.toLowerCase().endsWith(mountPath.toLowerCase())) {
      const found = request.baseUrl === '' ? 'without a path' : `at ${request.baseUrl}`;
      throw new Error(
        `auth.router is mounted ${found}, but the option mountPath is ${mountPath}. Write app.use('${mountPath}', auth.router), or set mountPath to where it is; ${redirectUri} is the callback URL that the pool must know, and moves with it.`,
      );
    }
    session.expected(request);
    next();
  };

const reached = new WeakSet<Request>();

/**
 * In front of the session: where the sign-in's own addresses are answered without the router, because it is mounted elsewhere,
 * or nowhere, or behind what answers first, nothing of ours runs that could say so. It is told as a warning of the process, once.
 */
export const createNotReached = ({
  basePath,
  mountPath,
}: Pick<Settings, 'basePath' | 'mountPath'>): RequestHandler => {
  const addresses = ['/sign-in', '/callback'].map((path) => `${mountPath}${path}`.toLowerCase());
  // Under another prefix it may be a page of the app. A proxy may take ours away.
  const ours = new Set(addresses.flatMap((address) => [address, `${basePath.toLowerCase()}${address}`]));
  let isTold = false;
  const tell = (path: string, request: Request, { statusCode }: Response): void => {
    if (isTold || reached.has(request)) return;
    const isNothing = statusCode === 404;
    // A store that is away, a limit: whoever refuses in front of the router does not stand in its place.
    const isAnother = ours.has(path) && request.method === 'GET' && statusCode < 500 && statusCode !== 429;
    if (!isNothing && !isAnother) return;
    isTold = true;
    const found = isNothing
      ? `Nothing answers at ${mountPath}/sign-in: write app.use('${mountPath}', auth.router)`
      : `Something else than auth.router answers at ${path}: write app.use('${mountPath}', auth.router) in front of it`;
    process.emitWarning(`${found}, or set the option mountPath to where the router is.`, {
      type: 'AuthWarning',
      code: 'AUTH_ROUTER_NOT_REACHED',
    });
  };
  return function watchForRouter(request, response, next) {
    const [path = ''] = request.originalUrl.toLowerCase().split('?');
    if (!isTold && addresses.some((address) => path.endsWith(address)))
      response.once('finish', () => tell(path, request, response));
    next();
  };
};

// Express would let a HEAD run the GET handler, and so start or use up a sign-in that nobody sees.
const onlyGet: RequestHandler = (request, response, next) => {
  noStore(response);
  if (request.method === 'GET') return next();
  response.status(405).set('Allow', 'GET').end();
};

// What a link may ask of the sign-in page; nothing else of the query reaches the pool.
const hintsIn = ({ query }: Request, providers: Settings['providers']): SignInHints => ({
  loginHint: plainText(query['login_hint'], 256),
  lang: languageOfPool(query['lang']),
  identityProvider: oneOf(providers, plainText(query['identity_provider'], 128)),
  idpIdentifier: oneOf(providers, plainText(query['idp_identifier'], 128)),
  prompt: query['prompt'] === 'select_account' ? 'select_account' : undefined,
  screen:
    query['screen'] === 'sign-up' || query['screen'] === 'forgot-password' ? query['screen'] : undefined,
  ...stepUpIn(query),
});

// What is not on the app's list is not asked for; without a list the pool decides.
const oneOf = (list: readonly string[] | undefined, name: string | undefined): string | undefined =>
  name === undefined || list === undefined || list.includes(name) ? name : undefined;

const plainText = (value: unknown, longest: number): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= longest && !/\p{Cc}/u.test(value)
    ? value
    : undefined;
