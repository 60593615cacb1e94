import type { PendingChallenge, Person } from '../base/model.js';
import { redirect } from '../http/answers.js';
import { cookie, rawQuery, setCookie, type Exchange } from '../http/exchange.js';
import type { AuthorizeRequest } from '../oauth/authorize-request.js';
import { withQuery } from '../oauth/redirects.js';
import type { Service } from '../service.js';
import { unknownTrouble } from './error.js';
import { startOver } from './problems.js';

/** An authentication that is not finished by then starts again. */
const signInLifetimeMs = 5 * 60_000;
const accountLifetimeMs = 60 * 60_000;

/** A page of the hosted UI with an accepted request in its query. */
export interface Visit {
  readonly service: Service;
  readonly exchange: Exchange;
  readonly request: AuthorizeRequest;
}

/** Pages that follow another page: whose turn it is travels in the `page-data` cookie. */
export type Step =
  | 'CONFIRM_SIGN_UP'
  | 'CONFIRM_FORGOT_PASSWORD'
  | 'FIRST_FACTOR'
  | 'NEW_PASSWORD_REQUIRED'
  | 'MFA'
  | 'MFA_CHOICE'
  | 'MFA_SETUP'
  | 'PASSKEY'
  | 'ADD_PASSKEY';

export interface NextStep {
  readonly step: Step;
  readonly path: string;
  /** '' when nobody is meant, and that is not to be seen. */
  readonly sub: string;
  readonly data?: Record<string, string>;
  /** The end of the sign-in that goes on here (ms since 1970); a new one has five minutes. */
  readonly until?: number | undefined;
}

/** Remembers the step and answers the page to go to, with the request in its query. */
export const goToStep = (
  { service, exchange, request }: Visit,
  { step, path, sub, data = {}, until }: NextStep,
): string => {
  const isSignIn = step !== 'CONFIRM_SIGN_UP' && step !== 'CONFIRM_FORGOT_PASSWORD';
  const lifetimeMs = isSignIn ? signInLifetimeMs : accountLifetimeMs;
  const handle = service.challenges.begin(
    { poolId: request.pool.id, clientId: request.client.id, sub, challenge: step, data },
    until === undefined ? lifetimeMs : until - service.clock.now(),
  );
  setCookie(exchange, `page-data=${handle}; Path=/; HttpOnly; SameSite=Lax`);
  return `${path}${rawQuery(exchange.request)}`;
};

/** The step that this browser is at, if it is this one and this client's. */
export const currentStep = (
  { service, exchange, request }: Visit,
  step: Step,
): PendingChallenge | undefined => {
  const pending = service.challenges.find(cookie(exchange.request, 'page-data') ?? '');
  return pending?.challenge === step && pending.clientId === request.client.id ? pending : undefined;
};

export const endStep = ({ service, exchange }: Visit): void => {
  service.challenges.end(cookie(exchange.request, 'page-data') ?? '');
  setCookie(exchange, 'page-data=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
};

export const personOf = ({ service }: Visit, pending: PendingChallenge | undefined): Person | undefined =>
  pending === undefined ? undefined : service.store.people.get(pending.sub);

/** Who is at this step. Throws NotAuthorizedException when nobody is, or somebody who may not sign in any more. */
export const pendingPerson = (
  visit: Visit,
  step: Step,
): { readonly pending: PendingChallenge; readonly person: Person } => {
  const pending = currentStep(visit, step);
  const person = personOf(visit, pending);
  if (pending !== undefined && person?.enabled === true) return { pending, person };
  throw startOver();
};

/** A page that only another page leads to was opened by itself, or too late. */
export const somethingWentWrong = ({ exchange }: Visit): void => {
  redirect(exchange.response, withQuery('/error', { error: unknownTrouble }));
};
