import type { ErrorRequestHandler, Request, Response } from 'express';
import { asksForHtml } from '../auth/index.js';
import { problemDetails, problemOf } from './problems.js';
import type { Problem } from './problems.js';
import type { Views } from './views.js';

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
  const answer = (problem: Problem, req: Request, res: Response): void => {
    const requestId = requestIdOf(req);
    if (isForPeople(req, res))
      return views.render(res, 'problem', pageOf(problem, req, requestId), problem.status);
    sendJson(res, problemDetails(problem, { basePath: views.basePath, requestId }));
  };

  // Express knows an error handler by its four parameters.
  return function answerError(error: unknown, req, res, _next) {
    const problem = problemOf(error);
    log({ error, status: problem.status, request: req });
    // Half an answer cannot be taken back, but the client can be kept from taking it for a whole one.
    if (res.headersSent) return void res.destroy();
    res.statusCode = problem.status;
    res.setHeader('Cache-Control', 'no-store');
    if (problem.retryAfterSeconds !== undefined)
      res.setHeader('Retry-After', String(problem.retryAfterSeconds));
    answer(problem, req, res);
  };
};

// A bearer challenge is for a program, whatever it says that it accepts: signing in would not help it.
const isForPeople = (req: Request, res: Response): boolean =>
  asksForHtml(req) && !res.hasHeader('WWW-Authenticate');

const pageOf = (problem: Problem, req: Request, requestId: string | undefined) => ({
  title: problem.text.title,
  problem,
  requestId,
  // A form that was sent is not sent again by following a link.
  canTryAgain: req.method === 'GET' || req.method === 'HEAD',
});

const sendJson = (res: Response, body: unknown): void => {
  const json = JSON.stringify(body);
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(json));
  res.end(json);
};
