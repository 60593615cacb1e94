import express, { type Request, type RequestHandler, type Response } from 'express';
import { signInOf, type Auth, type SignIn } from '../../auth/index.js';
import { PoolRefusal } from '../../aws/index.js';
import type { Views } from '../views.js';
import { wordsFor } from '../words/language.js';
import type { TellChange } from './account-events.js';
import type { Calls } from './calls.js';
import { sentenceOf } from './refusal-words.js';

/** What the pages of this room work with. */
export interface Context {
  readonly auth: Pick<
    Auth,
    'refreshNow' | 'endOtherSignIns' | 'endSignInsOf' | 'signInUrl' | 'formMark' | 'takeDraft'
  >;
  readonly views: Views;
  readonly calls: Calls;
  /** To be told of each change as soon as the pool has taken it: what follows may end the session. */
  readonly tell: TellChange;
  /** The current time in milliseconds since the epoch. */
  readonly now: () => number;
}

/** The sign-in behind a request that a guard has let pass. */
export const signedInAs = (request: Request): SignIn => {
  const signIn = signInOf(request);
  if (signIn === undefined) throw new Error('self-service: put a guard before this route');
  return signIn;
};

/** Reads what a form has sent. Behind `requireSameOrigin`. */
export const readForm: RequestHandler = express.urlencoded({ extended: false, limit: '16kb' });

/** The status of a form that comes back with errors: the person's to mend, or the pool's. */
export const statusOf = (refusal?: PoolRefusal): number => (refusal?.isPoolsFault === true ? 502 : 422);

/** What the pool answered, or its refusal; whatever else went wrong is thrown. */
export const orRefusal = async <Value>(call: Promise<Value>): Promise<Value | PoolRefusal> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof PoolRefusal) return error;
    throw error;
  }
};

/** A page whose own calls are refused, such as those of an account that must reset its password, says so. */
export const explained = (
  { views }: Pick<Context, 'views'>,
  handler: (request: Request, response: Response) => Promise<void>,
): RequestHandler =>
  async function explainRefusal(request, response) {
    try {
      await handler(request, response);
    } catch (error) {
      if (!(error instanceof PoolRefusal)) throw error;
      const sentence = sentenceOf(error, request);
      const title = wordsFor(request).noSelfServicePage.notNow;
      const status = error.isPoolsFault ? 502 : 403;
      views.render(response, 'no-self-service', { title, why: 'refused', sentence }, status);
    }
  };
