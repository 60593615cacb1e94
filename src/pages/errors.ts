import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { asksForHtml } from '../auth/index.js';
import { problemDetails, problemOf } from './problems.js';
import type { Problem } from './problems.js';
import type { Views } from './views.js';
import { languageOf } from './words/language.js';

export interface ErrorReport {
  readonly error: unknown;
  /** The status that was answered with. */
  readonly status: number;
  readonly request: Request;
}

export interface ErrorHandlerOptions {
  readonly views: Views;
  /** Hears of every error that ends a request. It may see more than the person who asked. */
  readonly log?: (report: ErrorReport) => void;
  /** The id under which the request stands in the log. */
  readonly requestIdOf?: (request: Request) => string | undefined;
}

/** The one place that turns an error into an answer: a page for people, RFC 9457 for programs. */
export const createErrorHandler = ({
  views,
  log = () => {},
  requestIdOf = () => undefined,
}: ErrorHandlerOptions): ErrorRequestHandler => {
  const answer = (error: unknown, request: Request, response: Response): void => {
    const requestId = requestIdOf(request);
    const problem = problemOf(error, isForPeople(request, response) ? languageOf(request) : 'en');
    if (isForPeople(request, response))
      return views.render(response, 'problem', pageOf(problem, response, requestId), problem.status);
    sendJson(response, problemDetails(problem, { basePath: views.basePath, requestId }));
  };

  // Express knows an error handler by its four parameters.
  return function answerError(error: unknown, request, response, _next) {
    const problem = problemOf(error);
    log({ error, status: problem.status, request });
    // Half an answer cannot be taken back, but the client can be kept from taking it for a whole one.
    if (response.headersSent) return void response.destroy();
    response.statusCode = problem.status;
    response.setHeader('Cache-Control', 'no-store');
    if (problem.retryAfterSeconds !== undefined)
      response.setHeader('Retry-After', String(problem.retryAfterSeconds));
    answer(error, request, response);
  };
};

// A bearer challenge is for a program, whatever it says that it accepts: signing in would not help it.
const isForPeople = (request: Request, response: Response): boolean =>
  asksForHtml(request) && !response.hasHeader('WWW-Authenticate');

const pageOf = (problem: Problem, response: Response, requestId: string | undefined) => ({
  title: problem.text.title,
  problem,
  neededGroup: problem.code === 'forbidden' ? neededGroupOf(response) : undefined,
  requestId,
  // A form that was sent is not sent again by following a link.
  canTryAgain: ['GET', 'HEAD'].includes(response.req.method),
});

/** For a page behind a guard that asks for a group: names it, should the person not be let in. */
export const needsGroup = (group: string): RequestHandler =>
  function nameTheGroup(_request, response, next) {
    response.locals['neededGroup'] = group;
    next();
  };

const neededGroupOf = ({ locals }: Response): string | undefined => {
  const group: unknown = locals['neededGroup'];
  return typeof group === 'string' ? group : undefined;
};

const sendJson = (response: Response, body: unknown): void => {
  const json = JSON.stringify(body);
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(json));
  response.end(json);
};
