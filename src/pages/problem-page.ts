import type { RequestHandler } from 'express';
import { httpError } from './http-errors.js';
import { problemOfCode } from './problems.js';
import type { Views } from './views.js';

/** Explains a code: the page that the `type` of an `application/problem+json` answer leads to. */
export const problemPage = ({ views }: { views: Views }): RequestHandler<{ code: string }> =>
  function explainCode(req, res, next) {
    const problem = problemOfCode(req.params.code);
    if (problem === undefined) return next(httpError(404));
    const locals = { title: problem.text.title, problem, requestId: undefined, canTryAgain: false };
    views.render(res, 'problem', locals);
  };
