import { describe, expect, test } from '@jest/globals';
import { askedLanguages } from '../../../src/pages/words/asked-languages.js';
import { hostedLanguageOf, languageOf } from '../../../src/pages/words/language.js';

describe('the languages that a browser asks for', () => {
  test.each([
    ['fr-CA, fr;q=0.9', ['fr', 'fr']],
    ['pt', ['pt-BR']],
    ['pt-PT,pt;q=0.9,en;q=0.8', ['pt-BR', 'pt-BR', 'en']],
    ['es-MX', ['es']],
    ['ES-mx;Q=0.5', ['es']],
    ['en;q=0.5, it', ['it', 'en']],
    ['de;q=0.4, fr ; q=0.8, it;q=0.6', ['fr', 'it', 'de']],
    ['de, de-AT;q=0', ['de']],
    ['tlh, ja;q=0.9', ['ja']],
    ['zh', ['zh-CN']],
    ['zh-Hans-HK', ['zh-CN']],
    ['zh-Hant-TW', ['zh-TW']],
    ['zh-HK, zh-TW;q=0.9', ['zh-TW', 'zh-TW']],
    ['*', []],
    ['', []],
    [undefined, []],
    ['defr', []],
    ['__proto__, constructor', []],
    ['de;q=x, de;q=, de;q=-1', []],
    [',,;;q=1, ;q=0.1', []],
  ])('%j are %j, the most wanted first', (header, expected) => {
    expect(askedLanguages(header)).toEqual(expected);
  });

  test('are worked out once for everybody who asks for the same', () => {
    const asked = askedLanguages('it, de;q=0.7');
    expect(askedLanguages(['it', 'de;q=0.7'].join(', '))).toBe(asked);
  });

  test('are worked out again where many other headers came in between', () => {
    const asked = askedLanguages('ko');
    for (let count = 0; count < 100; count += 1) askedLanguages(`ko;q=0.${count}`);
    expect(askedLanguages('ko')).not.toBe(asked);
    expect(askedLanguages('ko')).toEqual(asked);
  });

  test('are those of the beginning of a header: a long one costs no more', () => {
    expect(askedLanguages(`${'x,'.repeat(19)}de`)).toEqual(['de']);
    expect(askedLanguages(`${'x,'.repeat(20)}de`)).toEqual([]);
    expect(askedLanguages(`${'x'.repeat(198)},de`)).toEqual([]);
    expect(askedLanguages(`de,${'fr;q=0.1,'.repeat(1800)}`)[0]).toBe('de');
  });
});

test('of a language that this site does not speak the next one is taken, and the hosted pages have it', () => {
  const request = { headers: { 'accept-language': 'ja, fr;q=0.5' } };
  expect([languageOf(request), hostedLanguageOf(request)]).toEqual(['fr', 'ja']);
});

test('somebody who asks for nothing that is here reads English, and the hosted pages decide for themselves', () => {
  for (const header of [undefined, 'tlh', '*']) {
    const request = { headers: { ...(header !== undefined && { 'accept-language': header }) } };
    expect([languageOf(request), hostedLanguageOf(request)]).toEqual(['en', undefined]);
  }
});
