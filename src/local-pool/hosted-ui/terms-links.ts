import type { Terms } from '../base/model.js';
import type { Visit } from './steps.js';
import { isClassic, languageOf, type Language } from './words/language.js';

/** What the API calls the languages of the pages. */
const apiLanguages: Readonly<Record<Language, string>> = {
  'de': 'german',
  'en': 'english',
  'es': 'spanish',
  'fr': 'french',
  'id': 'bahasa-indonesia',
  'it': 'italian',
  'ja': 'japanese',
  'ko': 'korean',
  'pt-BR': 'portuguese-brazil',
  'zh-CN': 'chinese-simplified',
  'zh-TW': 'chinese-traditional',
};

export interface TermsLinks {
  readonly termsOfUse: string;
  readonly privacyPolicy: string;
}

/** Where the terms of the client are, in the visitor's language. Managed login shows them once it has both. */
export const termsLinks = ({ service, exchange, request }: Visit): TermsLinks | undefined => {
  if (isClassic(service, exchange)) return undefined;
  const own = [...service.store.terms.values()].filter(({ clientId }) => clientId === request.client.id);
  const language = languageOf(service, exchange);
  const link = (name: string): string | undefined =>
    linkIn(
      own.find((terms) => terms.name === name),
      language,
    );
  const [termsOfUse, privacyPolicy] = [link('terms-of-use'), link('privacy-policy')];
  return termsOfUse === undefined || privacyPolicy === undefined ? undefined : { termsOfUse, privacyPolicy };
};

/** Whoever set the address chose it freely: a page of ours leads to pages of the web only. */
const linkIn = (terms: Terms | undefined, language: Language): string | undefined => {
  const address = terms?.links[`cognito:${apiLanguages[language]}`] ?? terms?.links['cognito:default'];
  return address !== undefined && /^https?:\/\//iu.test(address) ? address : undefined;
};
