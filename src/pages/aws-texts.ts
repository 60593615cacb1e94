import type { IdentityPoolError } from '../aws/index.js';
import type { ErrorText } from './error-texts.js';
import { identityPoolErrorsAlike } from './words/alike.js';

const notSetUp: ErrorText = {
  title: 'There are no AWS credentials to be had just now',
  happened:
    'This site and the part of AWS that gives credentials are not set up to fit each other, so it would happen to everybody. You stay signed in, and nothing is wrong with your account.',
  advice:
    'Whoever runs this site has to mend it, and finds what to change in the log, under the request id. Come back later.',
  nextStep: 'home',
};

const texts: Readonly<Record<IdentityPoolError, ErrorText>> = {
  ...identityPoolErrorsAlike(notSetUp),
  identity_pool_refuses_token: {
    title: 'AWS asks for a newer sign-in',
    happened:
      'AWS gives credentials for a sign-in that is in force, and did not take yours. Perhaps it was ended somewhere else.',
    advice:
      'Sign in once more, and you will be taken back. If AWS says no again, the people who run this site need the code and the request id.',
    nextStep: 'sign-in',
  },
  identity_pool_refuses_role: {
    title: 'That role is not yours to take',
    happened: 'AWS credentials were asked for with a role that none of your groups has.',
    advice: 'Leave the choice to AWS, or take one of the roles that your AWS page names.',
    nextStep: 'home',
  },
  identity_pool_refuses_person: {
    title: 'AWS gives you no credentials',
    happened: 'You are signed in, but AWS gives your account no credentials.',
    advice: 'If you think that you should have them, ask whoever runs this site.',
    nextStep: 'home',
  },
  identity_pool_login_taken: {
    title: 'AWS knows you as two people',
    happened:
      'Your sign-in belongs to another identity in AWS already, so it gives no credentials for this one.',
    advice: 'Whoever runs this site can join the two, and needs the code and the request id.',
    nextStep: 'home',
  },
  identity_pool_throttles: {
    title: 'AWS is asked for too many credentials at once',
    happened: 'More credentials were asked for than AWS gives in a moment.',
    advice: 'Try again in a moment.',
    nextStep: 'try-again',
    isOutage: true,
  },
  identity_pool_away: {
    title: 'AWS cannot be reached',
    happened: 'This site asked AWS for your credentials and got no answer in time.',
    advice: 'Try again in a moment.',
    nextStep: 'try-again',
    isOutage: true,
  },
  identity_pool_answer_unusable: {
    title: 'The answer of AWS could not be used',
    happened: 'This site asked AWS for your credentials, and what came back is not what AWS would send.',
    advice:
      'Try again later. If it happens twice, the people who run this site need the code and the request id.',
    nextStep: 'home',
  },
};

/** Texts for what an identity pool says no with. The word itself is never shown. */
export const awsTexts: ReadonlyMap<string, ErrorText> = new Map(Object.entries(texts));
