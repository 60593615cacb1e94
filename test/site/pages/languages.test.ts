import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { statusByCode } from '../../../src/auth/index.js';
import { awsTexts } from '../../../src/pages/aws-texts.js';
import { textsByPoolError, textsByReason } from '../../../src/pages/error-texts.js';
import { momentAt } from '../../../src/pages/moments.js';
import {
  errorWordsIn,
  languages,
  refusalWordsIn,
  wordsIn,
  type Language,
} from '../../../src/pages/words/language.js';
import type { Words } from '../../../src/pages/words/words.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signIn } from '../../support/people.js';
import { startSelfServiceSite } from '../self-service/support/self-service-site.js';

const others = languages.filter((language) => language !== 'en');

/** What the pages say: a language has beside it what only errors and refusals say. */
const pageWordsIn = (language: Language): object => {
  const {
    errors: _errors,
    refusals: _refusals,
    ...words
  }: Words & Record<string, unknown> = wordsIn(language);
  return words;
};

/** Every key of a language with what stands there: a text, or how many values its sentence takes. */
const shapeOf = (words: object, path = ''): readonly (readonly [string, string | number])[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const name = `${path}${key}`;
    if (typeof value === 'function') return [[name, value.length] as const];
    if (typeof value === 'string') return [[name, value === '' ? 'empty' : 'text'] as const];
    return shapeOf(Object(value) as object, `${name}.`);
  });

/** Every sentence, by its key. Those that take values have `<1>`, `<2>` and so on in their place. */
const sentencesIn = (words: object, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const name = `${path}${key}`;
    if (typeof value === 'string') return [[name, value] as const];
    if (typeof value !== 'function') return sentencesIn(Object(value) as object, `${name}.`);
    const values = Array.from({ length: value.length }, (_, index) => `<${index + 1}>`);
    const said: unknown = value(...values);
    return typeof said === 'string'
      ? [[name, said] as const]
      : sentencesIn(Object(said) as object, `${name}.`);
  });

/** Which values a sentence has, and how many pieces of it are bold. */
const marksOf = (sentence: string) => ({
  values: [...new Set(sentence.match(/<\d>/g))].sort(),
  boldMarks: sentence.split('⁑').length - 1,
});

describe.each(others)('the words in %s', (language) => {
  test('are those of English, key by key, and none is missing or empty', () => {
    expect(shapeOf(pageWordsIn(language))).toEqual(shapeOf(pageWordsIn('en')));
  });

  test('have in each sentence the values that English has, and as many bold pieces', () => {
    const marksIn = (words: object) => sentencesIn(words).map(([name, said]) => [name, marksOf(said)]);
    expect(marksIn(pageWordsIn(language))).toEqual(marksIn(pageWordsIn('en')));
  });

  test('are another language: no sentence of four words is the English one', () => {
    const english = new Map(sentencesIn(pageWordsIn('en')));
    const same = sentencesIn(pageWordsIn(language)).filter(
      ([name, said]) => said.split(' ').length > 3 && english.get(name) === said,
    );
    expect(same).toEqual([]);
  });

  test('tell every error that has words of its own', () => {
    const errors = errorWordsIn(language);
    expect(Object.keys(errors?.byCode ?? {}).sort()).toEqual(Object.keys(statusByCode).sort());
    expect(Object.keys(errors?.byPoolError ?? {}).sort()).toEqual(
      [...textsByPoolError.keys(), ...awsTexts.keys()].sort(),
    );
    expect(Object.keys(errors?.byReason ?? {}).sort()).toEqual([...textsByReason.keys()].sort());
    expect(Object.keys(errors?.byStatus ?? {})).toEqual([
      '400',
      '404',
      '405',
      '413',
      'refused',
      'unexpected',
    ]);
  });

  test('tell every refusal of the user pool', () => {
    const source = ['refusals', 'refusal-cases']
      .map((name) => readFileSync(`src/aws/${name}.ts`, 'utf8'))
      .join('');
    const sentences = [...source.matchAll(/(?:sentence:|return)\s+'([^']+)'/g)].map(([, said]) => said ?? '');
    expect(sentences.length).toBeGreaterThan(40);
    expect(Object.keys(refusalWordsIn(language) ?? {}).sort()).toEqual([...new Set(sentences)].sort());
  });
});

test('apostrophes are curved, and no line begins with a mark that French sets apart', () => {
  const said = others.flatMap((language) => sentencesIn(wordsIn(language)).map(([, text]) => text));
  expect(said.filter((text) => /\p{L}'\p{L}/u.test(text))).toEqual([]);
  const inFrench = sentencesIn(wordsIn('fr')).map(([, text]) => text);
  expect(inFrench.filter((text) => /[ \p{L}][?!:;»](?!\/)|«[ \p{L}]/u.test(text))).toEqual([]);
});

// The script of the page goes on with these, so that no phrase changes its words while somebody looks at it.
describe.each(languages)('times in %s', (language) => {
  const minuteMs = 60_000;
  const unitMs = { minute: minuteMs, hour: 60 * minuteMs, day: 24 * 60 * minuteMs };
  test.each([
    [1, 'minute'],
    [58, 'minute'],
    [2, 'hour'],
    [12, 'hour'],
    [2, 'day'],
  ] as const)('%d %ss ahead and ago are said as browsers say them', (count, unit) => {
    const phraseOf = (ms: number): string => momentAt(ms, 0, wordsIn(language)).phrase;
    const browsers = new Intl.RelativeTimeFormat(language);
    expect([phraseOf(count * unitMs[unit]), phraseOf(-count * unitMs[unit])]).toEqual([
      browsers.format(count, unit),
      browsers.format(-count, unit),
    ]);
  });
});

test.each([
  ['de', '1. Dezember 2026, 07:28 Uhr UTC', '23. November 2026, 07:28 Uhr UTC'],
  ['en', '1 December 2026 at 07:28 UTC', '23 November 2026 at 07:28 UTC'],
  ['es', '1 de diciembre de 2026, 07:28 UTC', '23 de noviembre de 2026, 07:28 UTC'],
  ['fr', '1er décembre 2026 à 07:28 UTC', '23 novembre 2026 à 07:28 UTC'],
  ['it', '1 dicembre 2026 alle ore 07:28 UTC', '23 novembre 2026 alle ore 07:28 UTC'],
  ['pt-BR', '1º de dezembro de 2026 às 07:28 UTC', '23 de novembro de 2026 às 07:28 UTC'],
] as const)('dates in %s are %s and %s', (language, first, later) => {
  const exactOf = (date: string): string => momentAt(Date.parse(date), 0, wordsIn(language)).exact;
  expect([exactOf('2026-12-01T07:28Z'), exactOf('2026-11-23T07:28Z')]).toEqual([first, later]);
});

const site = openForAllTests(startSelfServiceSite);
const at = (path: string): string => `${site.origin}${path}`;
const asking = (header: string) => ({ headers: { 'accept': 'text/html', 'accept-language': header } });
const langOf = ({ text }: Answer): string => /<html lang="([^"]+)"/.exec(text)?.[1] ?? '';

const signedIn = async (): Promise<Browser> => {
  const browser = createBrowser();
  await signIn(browser, at('/account'));
  return browser;
};

const pages: readonly (readonly [string, (words: Words) => string])[] = [
  ['/account', (words) => words.accountPage.who],
  ['/account/sign-ins', (words) => words.frame.signOutEverywhere],
  ['/account/profile', (words) => words.profilePage.about],
  ['/account/profile/email', (words) => words.addressPage.email.field],
  ['/account/security', (words) => words.securityPage.factor],
  ['/account/security/password', (words) => words.passwordPage.rules[0] ?? ''],
  ['/account/security/authenticator', (words) => words.authenticatorPage.show],
  ['/account/security/delete', (words) => words.deletePage.button],
  ['/admin', (words) => words.adminPage.guard],
  ['/auth/sign-out', (words) => words.signOutPage.stay],
];

describe.each([
  ['de', 'de-AT,de;q=0.9,en;q=0.5'],
  ['es', 'es-MX'],
  ['fr', 'fr-CA, fr;q=0.9'],
  ['it', 'it-CH,it;q=0.9,de;q=0.8,en;q=0.5'],
  ['pt-BR', 'pt'],
] as const)('a person who gets %s, whose browser asks for %s', (language, header) => {
  const words = wordsIn(language);

  test('has every page in it, from its title to its footer', async () => {
    const browser = await signedIn();
    for (const [path, said] of pages) {
      const page = await browser.visit(at(path), asking(header));
      expect([path, page.status, langOf(page)]).toEqual([path, 200, language]);
      expect(page.text).toContain(said(words));
      expect(page.text).toContain(words.frame.footer);
      const visible = page.text.replaceAll(/<code>.*?<\/code>|<[^>]*>/gs, ' ');
      expect(visible).not.toMatch(/\b(?:the|you|your|sign out|signed)\b/i);
    }
  });

  test('has what went wrong in it, and a program has it in English', async () => {
    const missing = await createBrowser().visit(at('/nowhere'), asking(header));
    const titleOf = (code: 404): string => errorWordsIn(language)?.byStatus[code]?.title ?? 'none';
    expect([missing.status, langOf(missing)]).toEqual([404, language]);
    expect(missing.text).toContain(`<h1>${titleOf(404)}</h1>`);
    const expired = at('/auth/callback?code=x&state=y');
    const page = await createBrowser().visit(expired, asking(header));
    expect(page.text).toContain(errorWordsIn(language)?.byCode.sign_in_expired.title);
    const headers = { ...asking(header).headers, accept: 'application/json' };
    const problem = await createBrowser().send(expired, { headers });
    expect(problem.json()).toMatchObject({ title: 'That sign-in has expired' });
  });

  test('is told in it that a form is wrong', async () => {
    const browser = await signedIn();
    const headers = { ...asking(header).headers, origin: site.origin };
    const form = { confirmation: 'nothing of the kind' };
    const page = await browser.send(at('/account/security/delete'), { headers, form });
    expect([page.status, langOf(page)]).toEqual([422, language]);
    expect(page.text).toContain(`<title>${words.frame.error} – ${words.deletePage.title}`);
  });

  test('meets the hosted pages in it', async () => {
    const browser = createBrowser();
    const { location } = await browser.send(at('/auth/sign-in'), asking(header));
    const page = await browser.visit(location);
    expect([new URL(page.url).pathname, langOf(page)]).toEqual(['/login', language]);
  });
});

describe('the hosted pages', () => {
  const toldBy = async (path: string, header: string | undefined, browser = createBrowser()) => {
    const { location } = await browser.send(at(path), header === undefined ? {} : asking(header));
    return new URL(location).searchParams.get('lang');
  };

  test('are asked for a language of theirs that this site does not speak, too', async () => {
    expect(await toldBy('/auth/sign-in', 'ja, fr;q=0.5')).toBe('ja');
    expect(await toldBy('/auth/sign-in', 'zh-HK')).toBe('zh-TW');
    expect(await toldBy('/auth/sign-in', 'tlh')).toBeNull();
    expect(await toldBy('/auth/sign-in', undefined)).toBeNull();
  });

  test('are asked for the language that an address names, whatever the browser asks for', async () => {
    expect(await toldBy('/auth/sign-in?return_to=%2Faccount&lang=fr', 'de')).toBe('fr');
  });

  test('are asked for it by a page too that wants a recent sign-in', async () => {
    const browser = await signedIn();
    site.advance(11 * 60_000);
    expect(await toldBy('/account/security/password', 'it', browser)).toBe('it');
  });
});

test('who asks for a language that is not here reads English', async () => {
  expect(langOf(await createBrowser().visit(at('/nowhere'), asking('tlh')))).toBe('en');
});
