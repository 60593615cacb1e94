import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import type { Client } from '../base/model.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { languageOf, rememberLanguage, wordsIn, type Language } from './words/language.js';

export const VIEWS = fileURLToPath(new URL('../../../views/local-pool/', import.meta.url));

export interface PageOptions {
  status?: number;
  /** Whose callbacks a form on this page may end at. */
  client?: Client;
  /** The visitor's when absent. */
  language?: Language;
}

/** Answers with a page of `views/local-pool/`, which finds its language and its words beside the data. */
export async function renderPage(
  service: Service,
  exchange: Exchange,
  view: string,
  data: Record<string, unknown>,
  { status = 200, client, language = languageOf(service, exchange) }: PageOptions = {},
): Promise<void> {
  const { res } = exchange;
  rememberLanguage(service, exchange);
  const page = { ...data, language, words: wordsIn(language) };
  const html = await ejs.renderFile(`${VIEWS}${view}.ejs`, page, { cache: true });
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/html;charset=UTF-8');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Security-Policy', contentSecurityPolicy(client));
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.end(html);
}

/**
 * Chromium applies `form-action` to the redirects after a POST as well, and a sign-in ends at the client's callback:
 * `'self'` alone would block it.
 */
function contentSecurityPolicy(client: Client | undefined): string {
  const targets = [...new Set((client?.callbackUrls ?? []).map(formTarget))];
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    `form-action ${["'self'", ...targets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function formTarget(callbackUrl: string): string {
  const { protocol, origin } = new URL(callbackUrl);
  return origin === 'null' ? protocol : origin;
}
