import { Router } from 'express';
import type { RequestHandler } from 'express';
import type { Auth } from '../auth/index.js';
import type { AwsCredentials, SelfService } from '../aws/index.js';
import { accountPage } from './account.js';
import { adminPage } from './admin.js';
import { awsPage } from './aws.js';
import { usualSiteName } from './brand.js';
import { needsGroup } from './errors.js';
import { breakPool } from './demo-pool.js';
import { homePage, type LastSignIn } from './home.js';
import { allowOnly } from './http-errors.js';
import type { DemoHints } from './page-locals.js';
import { problemPage } from './problem-page.js';
import { createPoolSessions, endPoolSession } from './pool-sessions.js';
import type { AccountEventListener } from './self-service/account-events.js';
import { createCalls } from './self-service/calls.js';
import { createSelfServicePages } from './self-service/routes.js';
import { endOneSignIn, signInsPage } from './sign-ins.js';
import { onceThePoolIsKnown, signOutPage, signedOutPage } from './sign-out.js';
import type { Views } from './views.js';

export interface PagesOptions {
  readonly auth: Pick<
    Auth,
    | 'requireSignIn'
    | 'requireRecentSignIn'
    | 'requireAnyGroup'
    | 'requireSameOrigin'
    | 'listSignIns'
    | 'endSignIn'
    | 'endOtherSignIns'
    | 'endSignInsOf'
    | 'accessToken'
    | 'refreshNow'
    | 'formMark'
    | 'takeDraft'
    | 'signInUrl'
    | 'poolOrigin'
    | 'knownPoolOrigin'
    | 'knownPoolAbilities'
  >;
  /** Without it there is no page of AWS credentials. */
  readonly aws?: Pick<AwsCredentials, 'inUse'> | undefined;
  readonly views: Views;
  /** Who may open `/admin`. Default `admins`. */
  readonly adminGroup?: string;
  /** Whether to speak of what only Cognito does, such as the hour for which its own page remembers a browser. */
  readonly poolIsCognito: boolean;
  /** Names of identity providers that get a button of their own. */
  readonly providers?: readonly string[];
  readonly idleMinutes?: number;
  readonly outageGraceMinutes?: number;
  /** What people may do about their own account. Left out, those pages say that it cannot be done here. */
  readonly selfService?: SelfServiceOfSite | undefined;
  /** Hears of what people changed about their own account. It may not fail. */
  readonly onAccountEvent?: AccountEventListener | undefined;
  /** People to sign in as, in a demonstration. */
  readonly demoHints?: DemoHints;
  /** The last sign-in of a browser in steps, where there is an inspector. */
  readonly lastSignIn?: LastSignIn | undefined;
  /** The current time in milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface SelfServiceOfSite {
  readonly api: SelfService;
  /** This site's own app client, so that pages can tell it from others. */
  readonly clientId: string;
  /** Whether this site asks for the scope that the API needs. */
  readonly isScopeAsked: boolean;
  /** The pool's own page that adds a passkey, once the pool's origin is known. */
  readonly passkeyPage: (poolOrigin: string) => string;
  /** What an authenticator app is to call this site. */
  readonly siteName?: string;
  /** What a password must have, in words, one rule each. Default: those of a pool that was made without any. */
  readonly passwordRules?: readonly string[];
}

/** The pages of the site, to be mounted at its root, after `auth.session` and `auth.router`. */
export const createPages = ({
  auth,
  aws,
  views,
  adminGroup = 'admins',
  poolIsCognito,
  providers = [],
  idleMinutes = 60,
  outageGraceMinutes = 15,
  selfService,
  onAccountEvent,
  demoHints,
  lastSignIn,
  now = Date.now,
}: PagesOptions): Router => {
  const signedIn = auth.requireSignIn();
  const poolIsKnown = (path: string): RequestHandler => onceThePoolIsKnown(auth, `${views.basePath}${path}`);
  const poolSessions = createPoolSessions(
    selfService && { calls: createCalls(auth, selfService.api), ...selfService },
  );
  const router = Router();
  const get = (path: string, ...handlers: RequestHandler[]) =>
    router
      .route(path)
      .get(...handlers)
      .all(allowOnly('GET'));

  const { signInUrl } = auth;
  get('/', homePage({ views, signInUrl, poolIsCognito, providers, adminGroup, demoHints, lastSignIn, now }));
  if (demoHints?.pool !== undefined) {
    router
      .route('/demo/pool')
      .post(auth.requireSameOrigin(), ...breakPool(demoHints.pool, views.basePath))
      .all(allowOnly('POST'));
  }
  get(
    '/account',
    signedIn,
    accountPage({ views, adminGroup, poolIsCognito, idleMinutes, outageGraceMinutes, now }),
  );
  get(
    '/account/sign-ins',
    signedIn,
    poolIsKnown('/account/sign-ins'),
    signInsPage({ auth, views, poolIsCognito, poolSessions, now }),
  );
  router
    .route('/account/sign-ins/:id/end')
    .post(auth.requireSameOrigin(), signedIn, endOneSignIn({ auth, views }))
    .all(allowOnly('POST'));
  router
    .route('/account/sign-ins/pool/:id/end')
    .post(auth.requireSameOrigin(), signedIn, endPoolSession({ poolSessions, views }))
    .all(allowOnly('POST'));
  if (aws !== undefined) get('/account/aws', signedIn, awsPage({ auth, aws, views, now }));
  router.use(
    createSelfServicePages({
      auth,
      views,
      selfService: selfService?.api,
      isScopeAsked: selfService?.isScopeAsked ?? false,
      poolIsKnown,
      passkeyPage: async () => {
        const origin = await auth.poolOrigin();
        return origin === undefined ? undefined : selfService?.passkeyPage(origin);
      },
      siteName: selfService?.siteName ?? usualSiteName,
      passwordRules: selfService?.passwordRules,
      onAccountEvent,
      now,
    }),
  );
  // W3C, "A Well-Known URL for Changing Passwords": where password managers lead people.
  get('/.well-known/change-password', (_request, response) =>
    response.redirect(303, `${views.basePath}/account/security/password`),
  );
  get('/admin', needsGroup(adminGroup), auth.requireAnyGroup(adminGroup), adminPage({ views, adminGroup }));
  router
    .route('/auth/sign-out')
    .get(poolIsKnown('/auth/sign-out'), signOutPage({ auth, views, poolIsCognito }))
    .all(allowOnly('GET', 'POST'));
  router.all('/auth/sign-out-everywhere', allowOnly('POST'));
  get('/signed-out', signedOutPage({ auth, views, poolIsCognito }));
  router.route('/problems/:code').get(problemPage({ views })).all(allowOnly('GET'));
  return router;
};
