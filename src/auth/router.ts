import { Router, type Request, type RequestHandler } from 'express';
import type { SameOrigin } from './guards/same-origin.js';
import { noStore } from './http.js';
import type { SignInHints } from './pool/pool.js';
import type { ReturnTo } from './sign-in/return-to.js';
import type { SignInFlow } from './sign-in/sign-in.js';
import type { SignOut } from './sign-in/sign-out.js';

/** What the routes lead to. */
export interface RouterDeps {
  readonly flow: SignInFlow;
  readonly signOut: SignOut;
  readonly returnTo: ReturnTo;
  readonly sameOrigin: SameOrigin;
}

/** The routes of a sign-in: `/sign-in`, `/callback`, `/sign-out`, `/sign-out-everywhere`. */
export const createRouter = ({ flow, signOut, returnTo, sameOrigin }: RouterDeps): Router => {
  const router = Router();

  router.all(['/sign-in', '/callback'], onlyGet);

  router.get('/sign-in', async function signIn(request, response) {
    const going = { returnTo: returnTo.safe(request.query['return_to']), hints: hintsIn(request) };
    await flow.start(request, response, going);
  });

  router.get('/callback', async function callback(request, response) {
    await flow.finish(request, response);
  });

  router.post('/sign-out', sameOrigin.require, async function signOutHere(request, response) {
    await signOut.here(request, response);
  });

  router.post(
    '/sign-out-everywhere',
    sameOrigin.require,
    async function signOutEverywhere(request, response) {
      await signOut.everywhere(request, response);
    },
  );

  return router;
};

// Express would let a HEAD run the GET handler, and so start or use up a sign-in that nobody sees.
const onlyGet: RequestHandler = (request, response, next) => {
  noStore(response);
  if (request.method === 'GET') return next();
  response.status(405).set('Allow', 'GET').end();
};

const languages = new Set(['de', 'en', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt-BR', 'zh-CN', 'zh-TW']);

// What a link may ask of the sign-in page; nothing else of the query reaches the pool.
const hintsIn = ({ query }: Request): SignInHints => ({
  loginHint: plainText(query['login_hint'], 256),
  lang: typeof query['lang'] === 'string' && languages.has(query['lang']) ? query['lang'] : undefined,
  identityProvider: plainText(query['identity_provider'], 128),
  screen:
    query['screen'] === 'sign-up' || query['screen'] === 'forgot-password' ? query['screen'] : undefined,
});

const plainText = (value: unknown, longest: number): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= longest && !/\p{Cc}/u.test(value)
    ? value
    : undefined;
