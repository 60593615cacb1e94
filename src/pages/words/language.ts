import type { Request } from 'express';
import * as de from './de/index.js';
import * as en from './en/index.js';
import type { Translation, Words } from './words.js';

/** The languages of this site. */
export type Language = 'en' | 'de';

const translations: Readonly<Record<Exclude<Language, 'en'>, Translation>> = { de };

export const languages: readonly Language[] = ['en', 'de'];

/** The language of these that the person's browser asks for first; English where it asks for none of them. */
export const languageOf = (request: Pick<Request, 'acceptsLanguages'>): Language => {
  const asked = request.acceptsLanguages([...languages]);
  return languages.find((language) => language === asked) ?? 'en';
};

export const wordsIn = (language: Language): Words => (language === 'en' ? en : translations[language]);

/** The words for whoever asks. */
export const wordsFor = (request: Pick<Request, 'acceptsLanguages'>): Words => wordsIn(languageOf(request));

/** What went wrong, in other languages than English. */
export const errorWordsIn = (language: Language): Translation['errors'] | undefined =>
  language === 'en' ? undefined : translations[language].errors;

/** What the pool refuses, by the English sentence, in other languages. */
export const refusalWordsIn = (language: Language): Translation['refusals'] | undefined =>
  language === 'en' ? undefined : translations[language].refusals;

// What the hosted pages of Cognito speak ("Managed login localization").
const hostedLanguages = ['en', 'de', 'es', 'fr', 'id', 'it', 'ja', 'ko', 'pt-BR', 'zh-CN', 'zh-TW'];

/** The language to ask the hosted pages for; nothing where the browser says nothing, or speaks none of theirs. */
export const hostedLanguageOf = (
  request: Pick<Request, 'acceptsLanguages' | 'headers'>,
): string | undefined => {
  if (request.headers['accept-language'] === undefined) return undefined;
  const language = request.acceptsLanguages(hostedLanguages);
  return language === false ? undefined : language;
};
