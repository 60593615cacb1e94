import { Router } from 'express';
import type { RequestHandler } from 'express';
import type { Auth } from '../auth/index.js';
import type { AwsCredentials } from '../aws/index.js';
import { accountPage } from './account.js';
import { adminPage } from './admin.js';
import { awsPage } from './aws.js';
import { homePage } from './home.js';
import { allowOnly } from './http-errors.js';
import type { DemoHints } from './page-locals.js';
import { problemPage } from './problem-page.js';
import { endOneSignIn, signInsPage } from './sign-ins.js';
import { onceThePoolIsKnown, signOutPage, signedOutPage } from './sign-out.js';
import type { Views } from './views.js';

export interface PagesOptions {
  readonly auth: Pick<
    Auth,
    | 'requireSignIn'
    | 'requireAnyGroup'
    | 'requireSameOrigin'
    | 'listSignIns'
    | 'endSignIn'
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
  /** People to sign in as, in a demonstration. */
  readonly demoHints?: DemoHints;
  /** The current time in milliseconds since the epoch. */
  readonly now?: () => number;
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
  demoHints,
  now = Date.now,
}: PagesOptions): Router => {
  const signedIn = auth.requireSignIn();
  const poolIsKnown = (path: string): RequestHandler => onceThePoolIsKnown(auth, `${views.basePath}${path}`);
  const router = Router();
  const get = (path: string, ...handlers: RequestHandler[]) =>
    router
      .route(path)
      .get(...handlers)
      .all(allowOnly('GET'));

  get('/', homePage({ views, signInUrl: auth.signInUrl(), poolIsCognito, providers, adminGroup, demoHints }));
  get(
    '/account',
    signedIn,
    accountPage({ views, adminGroup, poolIsCognito, idleMinutes, outageGraceMinutes, now }),
  );
  get(
    '/account/sign-ins',
    signedIn,
    poolIsKnown('/account/sign-ins'),
    signInsPage({ auth, views, poolIsCognito, now }),
  );
  router
    .route('/account/sign-ins/:id/end')
    .post(auth.requireSameOrigin(), signedIn, endOneSignIn({ auth, views }))
    .all(allowOnly('POST'));
  if (aws !== undefined) get('/account/aws', signedIn, awsPage({ auth, aws, views, now }));
  get('/admin', auth.requireAnyGroup(adminGroup), adminPage({ views, adminGroup }));
  router
    .route('/auth/sign-out')
    .get(poolIsKnown('/auth/sign-out'), signOutPage({ auth, views, poolIsCognito }))
    .all(allowOnly('GET', 'POST'));
  router.all('/auth/sign-out-everywhere', allowOnly('POST'));
  get('/signed-out', signedOutPage({ auth, views, poolIsCognito }));
  router.route('/problems/:code').get(problemPage({ views })).all(allowOnly('GET'));
  return router;
};
