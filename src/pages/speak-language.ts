import type { RequestHandler } from 'express';
import { hostedLanguageOf } from './words/language.js';

/**
 * Has the hosted pages speak as the person's browser asks. To be mounted where sign-ins start, before `auth.router`; a `lang` that
 * is asked for wins.
 */
export const speakLanguage = (): RequestHandler =>
  function askForLanguage(request, _response, next) {
    const language = 'lang' in request.query ? undefined : hostedLanguageOf(request);
    if (language !== undefined) request.url += `${request.url.includes('?') ? '&' : '?'}lang=${language}`;
    next();
  };
