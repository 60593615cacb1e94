import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import type { ErrorRequestHandler } from 'express';
import { renderPage } from '../hosted-ui/pages.js';
import { languageOf, wordsIn } from '../hosted-ui/words/language.js';
import { answerOAuthError } from '../http/answers.js';
import { exchangeOf } from '../http/exchange.js';
import type { Service } from '../service.js';

/** Hosted pages answer with a page; everything else as OAuth endpoints do. */
const noPage = /^\/(?:oauth2|_local\/control|\.well-known)(?:\/|$)/u;

/** A mistake of the pool's own is said aloud; one of the caller's is answered only. */
export const answerErrors =
  (service: Service, { hasPages }: { readonly hasPages: boolean }): ErrorRequestHandler =>
  async (error: unknown, request, response, next) => {
    const status = statusOf(error);
    if (status >= 500) service.log(`${request.method} ${request.path} failed: ${inspect(error)}`);
    if (response.headersSent) return next(error);
    response.setHeader('x-amz-cognito-request-id', randomUUID());
    if (!hasPages || noPage.test(request.path)) {
      return answerOAuthError(response, status < 500 ? 'invalid_request' : 'server_error', { status });
    }
    const exchange = exchangeOf(request, response);
    const { somethingWentWrong } = wordsIn(languageOf(service, exchange));
    await renderPage(service, exchange, 'error', { error: somethingWentWrong, hint: undefined }, { status });
  };

const statusOf = (error: unknown): number => {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
};
