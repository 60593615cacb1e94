import type { RequestHandler } from 'express';
import { httpError } from './http-errors.js';
import { problemOfCode } from './problems.js';
import type { Views } from './views.js';
import { languageOf } from './words/language.js';

/** Explains a code: the page that the `type` of an `application/problem+json` answer leads to. */
export const problemPage = ({
  views,
}: {
  readonly views: Views;
}): RequestHandler<{ readonly code: string }> =>
  function explainCode(request, response, next) {
    const problem = problemOfCode(request.params.code, languageOf(request));
    if (problem === undefined) return next(httpError(404));
    const locals = { title: problem.text.title, problem, requestId: undefined, canTryAgain: false };
    views.render(response, 'problem', locals);
  };
