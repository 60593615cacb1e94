import { parameter, type Exchange } from '../http/exchange.js';
import { renderPage } from './pages.js';

const HINTS: Readonly<Record<string, string>> = {
  redirect_mismatch: 'The redirect_uri of the request is not one of the callback URLs of this app client.',
  invalid_request: 'The request is malformed, or its client_id is not known here.',
  invalid_scope: 'The request asks for a scope that this app client does not have.',
};

/** `GET /error`: always HTTP 400. */
export async function showError(exchange: Exchange): Promise<void> {
  const error = parameter(exchange.query, 'error') ?? missingParameter(exchange.query);
  await renderPage(exchange, 'error', { error, hint: HINTS[error] }, { status: 400 });
}

/** Cognito names `redirect_uri` even when it was `logout_uri` that did not fit. */
function missingParameter(query: URLSearchParams): string {
  const name = parameter(query, 'client_id') === undefined ? 'client_id' : 'redirect_uri';
  return `Required String parameter '${name}' is not present`;
}
