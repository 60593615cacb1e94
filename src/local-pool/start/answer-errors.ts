import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import type { ErrorRequestHandler } from 'express';
import { languageOf, wordsIn } from '../hosted-ui/words/language.js';
import { renderPage } from '../hosted-ui/pages.js';
import { answerOAuthError } from '../http/answers.js';
import { exchangeOf } from '../http/exchange.js';
import type { Service } from '../service.js';

/** Hosted pages answer with a page; everything else as OAuth endpoints do. */
const NO_PAGE = /^\/(?:oauth2|_local\/control|\.well-known)(?:\/|$)/u;

/** A mistake of the pool's own is said aloud; one of the caller's is answered only. */
export function answerErrors(service: Service, { hasPages }: { hasPages: boolean }): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    const status = statusOf(error);
    if (status >= 500) service.log(`${req.method} ${req.path} failed: ${inspect(error)}`);
    if (res.headersSent) return next(error);
    res.setHeader('x-amz-cognito-request-id', randomUUID());
    if (!hasPages || NO_PAGE.test(req.path)) {
      return answerOAuthError(res, status < 500 ? 'invalid_request' : 'server_error', { status });
    }
    const exchange = exchangeOf(req, res);
    const { somethingWentWrong } = wordsIn(languageOf(service, exchange));
    await renderPage(service, exchange, 'error', { error: somethingWentWrong, hint: undefined }, { status });
  };
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
