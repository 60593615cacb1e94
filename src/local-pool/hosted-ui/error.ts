import { parameter, type Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { mismatchIn } from './mismatch.js';
import { renderPage } from './pages.js';
import { languageOf, wordsIn } from './words/language.js';
import type { Words } from './words/words.js';

/** What `error` says when a page was opened out of turn or too late. */
export const unknownTrouble = 'Something went wrong';

/** `GET /error`: always HTTP 400. */
export const showError = async (service: Service, exchange: Exchange): Promise<void> => {
  const words = wordsIn(languageOf(service, exchange));
  const code = parameter(exchange.query, 'error');
  const data = {
    error: errorIn(words, exchange.query),
    hint: hintFor(words, code),
    mismatch: mismatchIn(service, exchange.query),
  };
  await renderPage(service, exchange, 'error', data, { status: 400 });
};

const errorIn = (words: Words, query: URLSearchParams): string => {
  const error = parameter(query, 'error');
  if (error === unknownTrouble || (error === undefined && query.has('code'))) {
    return words.somethingWentWrong;
  }
  return error ?? words.missingParameter(missingParameter(query));
};

/** Cognito names `redirect_uri` even when it was `logout_uri` that did not fit. */
const missingParameter = (query: URLSearchParams): string =>
  parameter(query, 'client_id') === undefined ? 'client_id' : 'redirect_uri';

const hintFor = (words: Words, error = ''): string | undefined => {
  const hints = new Map([
    ['redirect_mismatch', words.redirectMismatch],
    ['invalid_request', words.invalidRequest],
    ['invalid_scope', words.invalidScope],
  ]);
  return hints.get(error);
};
