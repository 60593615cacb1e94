import type { AuthErrorCode } from '../auth/index.js';
import { poolErrorsAlike } from './words/alike.js';

/** The way on that a page offers. `start-again` signs in anew and keeps where the person was going. */
export type NextStep = 'start-again' | 'sign-in' | 'try-again' | 'home';

/** What a person reads when something did not work. */
export interface ErrorText {
  readonly title: string;
  readonly happened: string;
  readonly advice: string;
  readonly nextStep: NextStep;
  /** Whether to say that nobody was signed out by this. */
  readonly isOutage?: boolean;
}

/** One text for every code. A code without one does not compile. */
export const errorTexts: Readonly<Record<AuthErrorCode, ErrorText>> = {
  sign_in_expired: {
    title: 'That sign-in has expired',
    happened:
      'You came back from the sign-in page, but this browser has no sign-in waiting for that answer. It was used already, took longer than ten minutes, or was started in another browser.',
    advice: 'Start again; it takes a moment. Nothing has been changed.',
    nextStep: 'start-again',
  },
  sign_in_invalid: {
    title: 'That sign-in link is damaged',
    happened: 'The address that brought you back from the sign-in page is not one that it would send.',
    advice:
      'Start again from here rather than from a bookmark or a link that somebody sent. If you came straight from the sign-in page, it may have refused you without saying so: whoever runs this site can find out with the request id.',
    nextStep: 'start-again',
  },
  sign_in_refused: {
    title: 'You were not signed in',
    happened:
      'The sign-in page sent you back without signing you in. The sign-in was cancelled, or your account is not let in here.',
    advice: 'Start again, or use another account.',
    nextStep: 'start-again',
  },
  not_signed_in: {
    title: 'Please sign in',
    happened: 'This is only for people who are signed in, and this browser is not, or its session has ended.',
    advice: 'Sign in, and you will be taken to where you were going.',
    nextStep: 'sign-in',
  },
  forbidden: {
    title: 'This is not open to you',
    happened: 'You are signed in, but your account lacks the group or the permission that is asked for here.',
    advice: 'Ask whoever runs this site to add you. Then sign out and in again, so that the change is seen.',
    nextStep: 'home',
  },
  recent_sign_in_required: {
    title: 'Please confirm that it is you',
    happened: 'This asks for a sign-in of the last few minutes, and yours is older than that.',
    advice: 'Sign in once more, and you will be taken to where you were going.',
    nextStep: 'sign-in',
  },
  authentication_level_required: {
    title: 'This needs a stronger sign-in',
    happened:
      'What you asked for needs a sign-in that is stronger or more recent than yours, such as one with a second factor, and the sign-in page has not brought one.',
    advice:
      'Start again, and use your second factor when you are asked for it. If you have none, set one up first, or ask whoever runs this site.',
    nextStep: 'start-again',
  },
  cross_site: {
    title: 'That request came from another site',
    happened: 'Changes are only accepted from the pages of this site, so nothing was done.',
    advice: 'Open the page here and do it from there.',
    nextStep: 'home',
  },
  too_many_requests: {
    title: 'That was a little fast',
    happened: 'Too many requests have come from your address within a short time.',
    advice: 'Wait a moment, and try again.',
    nextStep: 'try-again',
  },
  pool_rejected: {
    title: 'The answer could not be trusted',
    happened:
      'The sign-in service gave an answer that did not pass every check, so it was thrown away. Nobody was signed in by it.',
    advice:
      'Start again. If it happens twice, the people who run this site need the code and the request id.',
    nextStep: 'start-again',
  },
  pool_misconfigured: {
    title: 'This site cannot sign anybody in just now',
    happened:
      'The sign-in service and this site are not set up to fit each other, so it would happen to everybody. It is not your fault, and nothing is wrong with your account.',
    advice:
      'Whoever runs this site has to mend it, and finds what to change in the log, under the request id. Come back later.',
    nextStep: 'home',
  },
  pool_unreachable: {
    title: 'The sign-in service cannot be reached',
    happened: 'This site asked the sign-in service and got no usable answer.',
    advice: 'Try again in a moment.',
    nextStep: 'try-again',
    isOutage: true,
  },
  pool_timeout: {
    title: 'The sign-in service is taking too long',
    happened: 'This site asked the sign-in service, waited, and gave up before an answer came.',
    advice: 'Try again in a moment.',
    nextStep: 'try-again',
    isOutage: true,
  },
  store_unreachable: {
    title: 'This site cannot look up its sessions',
    happened: 'The place where this site remembers who is signed in does not answer just now.',
    advice: 'Try again in a moment.',
    nextStep: 'try-again',
    isOutage: true,
  },
};

const notLetIn: ErrorText = {
  title: 'Your account is not let in here',
  happened: 'The sign-in service knows your account, or could make one, and does not let it in here.',
  advice: 'Use another account, or ask whoever runs this site.',
  nextStep: 'start-again',
};

const providerTrouble: ErrorText = {
  title: 'Your account’s own sign-in did not work',
  happened:
    'You chose to sign in through another account, such as that of a company, and its sign-in could not be reached or failed.',
  advice: 'Try again in a moment, or sign in another way.',
  nextStep: 'start-again',
};

const unfinished: ErrorText = {
  title: 'The sign-in service could not finish',
  happened:
    'The sign-in service met a problem of its own and sent you back. It is not your fault, and nobody was signed in.',
  advice:
    'Start again in a moment. If it happens twice, the people who run this site need the code and the request id.',
  nextStep: 'start-again',
};

/** Texts for refusals (`sign_in_refused`) that need other advice than most. The word itself is never shown. */
export const textsByPoolError: ReadonlyMap<string, ErrorText> = new Map([
  [
    'access_denied',
    {
      title: 'You were not signed in',
      happened: 'The sign-in was cancelled before it was done, or what was asked for was not agreed to.',
      advice: 'Start again if you want to sign in.',
      nextStep: 'start-again',
    },
  ],
  [
    'account_just_linked',
    {
      title: 'Your accounts were just joined',
      happened:
        'What you came with belongs to the account that you had here from now on. The sign-in itself did not go through, and nobody was signed in.',
      advice: 'Start again: it works from the second time on.',
      nextStep: 'start-again',
    },
  ],
  ...Object.entries(poolErrorsAlike({ notLetIn, providerTrouble, unfinished })),
]);

/** Texts for causes that need other advice than their code gives. The reason itself is never shown. */
export const textsByReason: ReadonlyMap<string, ErrorText> = new Map([
  [
    'sign_in_is_from_before',
    {
      title: 'The sign-in page brought back an old sign-in',
      happened:
        'The sign-ins of this account were ended, and what the sign-in page brought back is from before that. It was asked to sign you in anew, and did not. So nobody was signed in.',
      advice:
        'If you sign in with a company or social account, sign out there first. Then start again, and type your password when you are asked for it.',
      nextStep: 'start-again',
    },
  ],
  [
    'redirect_loop',
    {
      title: 'Signing in keeps going round in circles',
      happened: 'This browser has been sent to sign in again and again, so this site has stopped doing so.',
      advice:
        'See that cookies are allowed for this site, close its other tabs, wait a minute and try again.',
      nextStep: 'home',
    },
  ],
]);
