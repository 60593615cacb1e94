import { fail, pass, skip, warn, type Check, type Verdict } from './check.js';
import {
  changeClient,
  describeClient,
  describePool,
  describeTracking,
  policyForDoctor,
  registerUrl,
} from './fixes.js';
import type { Subject } from './subject.js';
import { ApiFailure, type ClientAtPool } from './user-pools-api.js';

// What nobody learns from outside: it takes credentials of AWS, and a permission to look.

/** An answer of the API, judged; where it says nothing, why. */
const judged = async <T>(
  subject: Subject,
  asked: () => Promise<T>,
  judge: (answer: T) => Verdict,
): Promise<Verdict> => {
  try {
    return judge(await asked());
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return error.kind === 'missing'
      ? fail(
          error.message,
          `Compare COGNITO_USER_POOL_ID and COGNITO_CLIENT_ID, and see whose credentials these are: aws sts get-caller-identity`,
        )
      : skip(error.message, policyForDoctor(subject));
  }
};

export const userPoolsApi: Check = {
  name: 'aws-api',
  isOfCognito: true,
  byHand: () => 'Give the doctor credentials: AWS_PROFILE=… npm run doctor',
  run: (subject) =>
    subject.surroundings.hasAwsCredentials
      ? judged(subject, subject.client, () =>
          pass('AWS shows the app client to the credentials of this environment.'),
        )
      : skip('There are no AWS credentials in the environment, so what only the API can say is not known.'),
};

type ClientJudge = (client: ClientAtPool, subject: Subject) => Verdict;

/** A check of what the API says of the app client. */
const ofClient = (name: string, members: readonly string[], judge: ClientJudge): Check => ({
  name,
  needs: ['aws-api'],
  isOfCognito: true,
  byHand: (subject) => describeClient(subject, ...members),
  run: (subject) => judged(subject, subject.client, (client) => judge(client, subject)),
});

export const rotation = ofClient('rotation', ['RefreshTokenRotation'], ({ rotation: found }, subject) => {
  // Rotation does not go with this flow, which a client that names none has too.
  const fix = changeClient(subject, {
    inConsole: 'Edit, Refresh token rotation: on, with a grace period of 10 seconds',
    jq: '.RefreshTokenRotation = {Feature: "ENABLED", RetryGracePeriodSeconds: 10} | .ExplicitAuthFlows = ((.ExplicitAuthFlows // []) - ["ALLOW_REFRESH_TOKEN_AUTH"] | if . == [] then ["ALLOW_USER_AUTH"] else . end)',
    inTemplate: 'RefreshTokenRotation: { Feature: ENABLED, RetryGracePeriodSeconds: 10 }',
    elsewhere: '',
  });
  if (found === undefined)
    return warn('Refresh token rotation is off: a refresh token that was stolen is good to its end.', fix);
  return found.graceSeconds === 0
    ? warn(
        'Refresh token rotation is on without a grace: an answer that is lost on its way signs somebody out.',
        fix,
      )
    : pass(`Refresh token rotation is on, with a grace of ${found.graceSeconds} s.`);
});

const passwordFlows = new Set([
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
]);

export const authFlows = ofClient(
  'auth-flows',
  ['ExplicitAuthFlows', 'AllowedOAuthFlows'],
  ({ authFlows: flows, oauthFlows }, subject) => {
    const tooMuch = [
      ...flows.filter((flow) => passwordFlows.has(flow)),
      ...oauthFlows.filter((flow) => flow !== 'code'),
    ];
    const found = `The client allows ${[...oauthFlows, ...flows].join(', ') || 'nothing'}`;
    if (tooMuch.length === 0) return pass(`${found}.`);
    return warn(
      `${found}. The site needs none of ${tooMuch.join(', ')}, and each is a way around the sign-in page.`,
      changeClient(subject, {
        inConsole:
          'Edit, Authentication flows: Choice-based sign-in alone; Login pages, Edit, OAuth grant types: Authorization code grant alone',
        jq: '.ExplicitAuthFlows = ["ALLOW_USER_AUTH"] | .AllowedOAuthFlows = ["code"]',
        inTemplate: 'ExplicitAuthFlows: [ALLOW_USER_AUTH]; AllowedOAuthFlows: [code]',
        elsewhere: '',
      }),
    );
  },
);

const shortestTokenSeconds = 5 * 60;

export const tokenLifetimes = ofClient(
  'token-lifetimes',
  ['AccessTokenValidity', 'IdTokenValidity', 'RefreshTokenValidity', 'TokenValidityUnits'],
  ({ accessTokenSeconds, idTokenSeconds, refreshTokenSeconds }, subject) => {
    const { sessionMaxHours } = subject.config;
    const sessionSeconds = sessionMaxHours * 3600;
    const found = `Access tokens live ${minutes(accessTokenSeconds)}, ID tokens ${minutes(idTokenSeconds)}, refresh tokens ${hours(refreshTokenSeconds)}; SESSION_MAX_HOURS is ${sessionMaxHours}`;
    const change = (hoursWanted: number): string =>
      changeClient(subject, {
        inConsole: `Edit, Refresh token expiration: ${hoursWanted} hours; Access token and ID token expiration: 60 minutes`,
        jq: `.RefreshTokenValidity = ${hoursWanted} | .AccessTokenValidity = 60 | .IdTokenValidity = 60 | .TokenValidityUnits = {AccessToken: "minutes", IdToken: "minutes", RefreshToken: "hours"}`,
        inTemplate: `RefreshTokenValidity: ${hoursWanted}`,
        elsewhere: '',
      });
    if (refreshTokenSeconds < sessionSeconds)
      return fail(
        `${found}: sessions end with the refresh token, before their time.`,
        `${change(sessionMaxHours * 2)}\nOr: SESSION_MAX_HOURS=${Math.max(1, Math.floor(refreshTokenSeconds / 3600))}`,
      );
    if (Math.min(accessTokenSeconds, idTokenSeconds) < shortestTokenSeconds)
      return warn(`${found}: so short that most pages wait for a refresh.`, change(sessionMaxHours * 2));
    return refreshTokenSeconds > sessionSeconds * 4
      ? warn(
          `${found}: the refresh token of a session that nobody comes back to stays good for long.`,
          change(sessionMaxHours * 2),
        )
      : pass(`${found}.`);
  },
);

const minutes = (seconds: number): string => `${Math.round(seconds / 6) / 10} min`;
const hours = (seconds: number): string => `${Math.round(seconds / 360) / 10} h`;

export const registeredUrls = ofClient(
  'registered-urls',
  ['CallbackURLs', 'LogoutURLs'],
  ({ callbackUrls, signOutUrls }, subject) => {
    const { callbackUrl, signedOutUrl } = subject;
    const found = `Registered are the callback URLs ${listed(callbackUrls)} and the sign-out URLs ${listed(signOutUrls)}`;
    if (!callbackUrls.includes(callbackUrl))
      return fail(`${found}; sent is ${callbackUrl}.`, registerUrl(subject, 'callback', callbackUrl));
    if (!signOutUrls.includes(signedOutUrl))
      return fail(`${found}; sent is ${signedOutUrl}.`, registerUrl(subject, 'sign-out', signedOutUrl));
    const isPublic = callbackUrl.startsWith('https:');
    const local = [...callbackUrls, ...signOutUrls].filter((url) => url.startsWith('http:'));
    return isPublic && local.length > 0
      ? warn(
          `${found}. ${listed(local)} lead to whatever runs on a visitor's own machine.`,
          changeClient(subject, {
            inConsole: `Login pages, Edit: remove ${local.join(', ')}`,
            jq: `.CallbackURLs -= ${JSON.stringify(local)} | .LogoutURLs -= ${JSON.stringify(local)}`,
            inTemplate: `CallbackURLs: [${callbackUrl}]; LogoutURLs: [${signedOutUrl}]`,
            elsewhere: '',
          }),
        )
      : pass(`${found}.`);
  },
);

const listed = (urls: readonly string[]): string => (urls.length === 0 ? 'none' : urls.join(', '));

export const sessionTracking: Check = {
  name: 'session-tracking',
  needs: ['aws-api'],
  isOfCognito: true,
  byHand: describeTracking,
  run: (subject) =>
    judged(
      subject,
      async () => (await subject.api()).tracksSessions(),
      (isTracking) => {
        if (isTracking === undefined) return skip('The API does not say whether the pool tracks sessions.');
        return pass(
          isTracking
            ? 'The pool tracks sessions: they can be listed and ended there.'
            : 'The pool does not track sessions: what its own pages remember of a browser ends at /logout or after an hour.',
        );
      },
    ),
};

export const plan: Check = {
  name: 'plan',
  needs: ['aws-api'],
  isOfCognito: true,
  byHand: (subject) => describePool(subject, 'UserPoolTier'),
  run: (subject) =>
    judged(
      subject,
      async () => (await subject.api()).plan(),
      (tier) => {
        if (tier === undefined) return skip('The API does not say which plan the pool has.');
        return tier === 'LITE'
          ? warn(
              'The plan of the pool is LITE: it has no managed login, no refresh token rotation, no passkeys, no session tracking, and no levels of authentication.',
              `Console: User pools, ${subject.userPoolId}, Settings, Feature plan: Essentials\nTemplate (infra/cognito.yaml): UserPoolTier: ESSENTIALS`,
            )
          : pass(
              `The plan of the pool is ${tier}: managed login, rotation and levels of authentication are there.`,
            );
      },
    ),
};
