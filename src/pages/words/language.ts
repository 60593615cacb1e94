import type { Request } from 'express';
import { askedLanguages, type HostedLanguage } from './asked-languages.js';
import * as de from './de/index.js';
import * as en from './en/index.js';
import * as es from './es/index.js';
import * as fr from './fr/index.js';
import * as it from './it/index.js';
import * as ptBr from './pt-br/index.js';
import type { Translation, Words } from './words.js';

/** The languages of this site. Each is one that the hosted pages speak too. */
export type Language = 'en' | 'de' | 'es' | 'fr' | 'it' | 'pt-BR';

const translations: Readonly<Record<Exclude<Language, 'en'>, Translation>> = {
  de,
  es,
  fr,
  it,
  'pt-BR': ptBr,
};

export const languages: readonly Language[] = ['en', 'de', 'es', 'fr', 'it', 'pt-BR'];

/** The language of these that the person's browser asks for first; English where it asks for none of them. */
export const languageOf = (request: Pick<Request, 'headers'>): Language =>
  askedLanguages(request.headers['accept-language']).find(isOfSite) ?? 'en';

const isOfSite = (language: HostedLanguage): language is Language =>
  language === 'en' || language in translations;

export const wordsIn = (language: Language): Words => (language === 'en' ? en : translations[language]);

/** The words for whoever asks. */
export const wordsFor = (request: Pick<Request, 'headers'>): Words => wordsIn(languageOf(request));

/** What went wrong, in other languages than English. */
export const errorWordsIn = (language: Language): Translation['errors'] | undefined =>
  language === 'en' ? undefined : translations[language].errors;

/** What the pool refuses, by the English sentence, in other languages. */
export const refusalWordsIn = (language: Language): Translation['refusals'] | undefined =>
  language === 'en' ? undefined : translations[language].refusals;

/** The language to ask the hosted pages for; nothing where the browser says nothing, or speaks none of theirs. */
export const hostedLanguageOf = (request: Pick<Request, 'headers'>): HostedLanguage | undefined =>
  askedLanguages(request.headers['accept-language'])[0];
