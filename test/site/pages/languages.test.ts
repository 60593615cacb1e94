import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { statusByCode } from '../../../src/auth/index.js';
import { awsTexts } from '../../../src/pages/aws-texts.js';
import { textsByPoolError, textsByReason } from '../../../src/pages/error-texts.js';
import { errorWordsIn, languages, refusalWordsIn, wordsIn } from '../../../src/pages/words/language.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signIn } from '../../support/people.js';
import { startSelfServiceSite } from '../self-service/support/self-service-site.js';

const others = languages.filter((language) => language !== 'en');

/** Every key of a language with what stands there: a text, or how many values its sentence takes. */
const shapeOf = (words: object, path = ''): readonly (readonly [string, string | number])[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const name = `${path}${key}`;
    if (typeof value === 'function') return [[name, value.length] as const];
    if (typeof value === 'string') return [[name, value === '' ? 'empty' : 'text'] as const];
    return shapeOf(Object(value) as object, `${name}.`);
  });

describe.each(others)('the words in %s', (language) => {
  test('are those of English, key by key, and none is missing or empty', () => {
    const {
      errors: _errors,
      refusals: _refusals,
      ...words
    } = wordsIn(language) as ReturnType<typeof wordsIn> & { errors?: object; refusals?: object };
    expect(shapeOf(words)).toEqual(shapeOf(wordsIn('en')));
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

  test('have each bold piece closed', () => {
    const texts = JSON.stringify(Object.values(wordsIn(language)));
    expect((texts.match(/⁑/g) ?? []).length % 2).toBe(0);
  });
});

describe('a person whose browser asks for German', () => {
  const site = openForAllTests(startSelfServiceSite);
  const german = { headers: { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' } };
  const at = (path: string): string => `${site.origin}${path}`;
  const langOf = ({ text }: Answer): string => /<html lang="([^"]+)"/.exec(text)?.[1] ?? '';

  const signedIn = async () => {
    const browser = createBrowser();
    await signIn(browser, at('/account'));
    return (path: string) => browser.visit(at(path), german);
  };

  test.each([
    ['/account', 'Wer Sie sind'],
    ['/account/sign-ins', 'Überall abmelden'],
    ['/account/profile', 'Über Sie'],
    ['/account/profile/email', 'Neue E-Mail-Adresse'],
    ['/account/security', 'Zweiter Faktor'],
    ['/account/security/password', 'mindestens 8 Zeichen'],
    ['/account/security/authenticator', 'Den Schlüssel zeigen'],
    ['/account/security/delete', 'Mein Konto löschen'],
    ['/admin', 'Was sie schützt'],
    ['/auth/sign-out', 'Angemeldet bleiben'],
    ['/nowhere', 'Diese Seite gibt es nicht'],
  ])('has %s in German, from its title to its footer', async (path, words) => {
    const page = await (await signedIn())(path);
    expect(langOf(page)).toBe('de');
    expect(page.text).toContain(words);
    expect(page.text).toContain('Die Referenzintegration von Amazon Cognito');
    const visible = page.text.replaceAll(/<code>.*?<\/code>|<[^>]*>/gs, ' ');
    expect(visible).not.toMatch(/\b(?:the|you|your|sign out|signed)\b/i);
  });

  test('has what went wrong in German, and a program has it in English', async () => {
    const page = await createBrowser().visit(at('/auth/callback?code=x&state=y'), german);
    expect(page.text).toContain('Diese Anmeldung gilt nicht mehr');
    const headers = { ...german.headers, accept: 'application/json' };
    const problem = await createBrowser().send(at('/auth/callback?code=x&state=y'), { headers });
    expect(problem.json()).toMatchObject({ title: 'That sign-in has expired' });
  });

  test('meets the hosted pages in German too; a language that is asked for in the address wins', async () => {
    const toldBy = async (path: string, headers = german.headers as Record<string, string>) => {
      const { location } = await createBrowser().send(at(path), { headers });
      return new URL(location).searchParams.get('lang');
    };
    expect(await toldBy('/auth/sign-in')).toBe('de');
    expect(await toldBy('/auth/sign-in?return_to=%2Faccount&lang=fr')).toBe('fr');
    expect(await toldBy('/auth/sign-in', { 'accept-language': 'pt' })).toBe('pt-BR');
    expect(await toldBy('/auth/sign-in', { 'accept-language': 'tlh' })).toBeNull();
    expect(await toldBy('/auth/sign-in', {})).toBeNull();
  });

  test('who asks for a language that is not here reads English', async () => {
    const page = await createBrowser().visit(at('/nowhere'), { headers: { 'accept-language': 'tlh' } });
    expect(langOf(page)).toBe('en');
  });
});
