import type { Language } from '../../../src/local-pool/hosted-ui/words/language.js';
import { unescapeHtml } from '../../support/browser.js';

/** Those of managed login. */
export const languages: readonly Language[] = [
  'de',
  'en',
  'es',
  'fr',
  'id',
  'it',
  'ja',
  'ko',
  'pt-BR',
  'zh-CN',
  'zh-TW',
];

/** What a page says: the title and every piece of text between two tags. */
export const textsOf = (html: string): string[] =>
  html
    .replace(/<!doctype[^>]*>/iu, '')
    .split(/<[^>]*>/u)
    .map((text) => unescapeHtml(text).replaceAll(/\s+/gu, ' ').trim())
    .filter((text) => text !== '');

export const titleOf = (html: string): string =>
  unescapeHtml(/<title>([^<]*)<\/title>/u.exec(html)?.[1] ?? '');

export const languageOf = (html: string): string => /<html lang="([^"]*)">/u.exec(html)?.[1] ?? '';
