import type { Language } from '../../../src/local-pool/hosted-ui/words/language.js';
import { unescapeHtml } from './browser.js';

/** Those of managed login. */
export const LANGUAGES: readonly Language[] = [
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
export function textsOf(html: string): string[] {
  return html
    .replace(/<!doctype[^>]*>/iu, '')
    .split(/<[^>]*>/u)
    .map((text) => unescapeHtml(text).replaceAll(/\s+/gu, ' ').trim())
    .filter((text) => text !== '');
}

export function titleOf(html: string): string {
  return unescapeHtml(/<title>([^<]*)<\/title>/u.exec(html)?.[1] ?? '');
}

export function languageOf(html: string): string {
  return /<html lang="([^"]*)">/u.exec(html)?.[1] ?? '';
}
