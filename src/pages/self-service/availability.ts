import type { RequestHandler } from 'express';
import { selfServiceScope } from '../../aws/index.js';
import { wordsFor } from '../words/language.js';
import type { Views } from '../views.js';
import { signedInAs } from './context.js';

export interface AvailabilityOptions {
  readonly views: Views;
  /** Whether there is a user pool with such an API. */
  readonly hasApi: boolean;
  /** Whether this site asks for the scope. A sign-in from before it did lacks it still. */
  readonly isScopeAsked: boolean;
  /** What to offer somebody whose sign-in is from before. */
  readonly signInUrl: string;
}

/** Lets pass who may change their account here, and explains to everybody else how it is turned on. Behind a guard. */
export const requireSelfService = ({
  views,
  hasApi,
  isScopeAsked,
  signInUrl,
}: AvailabilityOptions): RequestHandler =>
  function explainUnlessAvailable(request, response, next) {
    if (hasApi && signedInAs(request).scopes.includes(selfServiceScope)) return next();
    const why = !hasApi ? 'no-api' : isScopeAsked ? 'not-granted' : 'not-asked';
    const status = request.method === 'GET' ? 200 : 403;
    views.render(
      response,
      'no-self-service',
      { title: wordsFor(request).noSelfServicePage.title, why, signInUrl },
      status,
    );
  };
