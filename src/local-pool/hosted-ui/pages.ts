import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import type { Client } from '../base/model.js';
import type { Exchange } from '../http/exchange.js';
import type { Service } from '../service.js';
import { languageOf, rememberLanguage, wordsIn, type Language } from './words/language.js';

export const views = fileURLToPath(new URL('../../../views/local-pool/', import.meta.url));

export interface PageOptions {
  readonly status?: number;
  /** Whose callbacks a form on this page may end at. */
  readonly client?: Client;
  /** The visitor's when absent. */
  readonly language?: Language;
  /** The page asks for a passkey, which no form can. */
  readonly hasScript?: boolean;
}

/** Answers with a page of `views/local-pool/`, which finds its language and its words beside the data. */
export const renderPage = async (
  service: Service,
  exchange: Exchange,
  view: string,
  data: Record<string, unknown>,
  { status = 200, client, language = languageOf(service, exchange), hasScript = false }: PageOptions = {},
): Promise<void> => {
  const { response } = exchange;
  rememberLanguage(service, exchange);
  const page = { ...data, language, words: wordsIn(language), brand: service.settings.brand ?? {} };
  const html = await ejs.renderFile(`${views}${view}.ejs`, page, { cache: true });
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html;charset=UTF-8');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(client, hasScript));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.end(html);
};

/**
 * Chromium applies `form-action` to the redirects after a POST as well, and a sign-in ends at the client's callback:
 * `'self'` alone would block it.
 */
const contentSecurityPolicy = (client: Client | undefined, hasScript: boolean): string => {
  const targets = [...new Set((client?.callbackUrls ?? []).map(formTarget))];
  return [
    "default-src 'none'",
    "style-src 'self'",
    ...(hasScript ? ["script-src 'self'"] : []),
    "img-src 'self' data:",
    `form-action ${["'self'", ...targets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
};

const formTarget = (callbackUrl: string): string => {
  const { protocol, origin } = new URL(callbackUrl);
  return origin === 'null' ? protocol : origin;
};
