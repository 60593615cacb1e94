import { beforeAll, describe, expect, test } from '@jest/globals';
import { vocabularies, wordsIn } from '../../../src/local-pool/hosted-ui/words/language.js';
import type { Words } from '../../../src/local-pool/hosted-ui/words/words.js';
import { startPool, poolForEachTest, poolForAllTests } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';
import { admin } from '../user-pools-api/support.js';
import { hostedPages, type HostedPage } from '../support/hosted-pages.js';
import { languageOf, languages, textsOf, titleOf } from '../support/texts.js';

/** Everything that a page of this pool may say in one language. */
const sentences = (words: Words): Set<string> => {
  const kinds = [words.lowercase, words.uppercase, words.number, words.symbol];
  const list = new Intl.ListFormat(languages.find((name) => wordsIn(name) === words)).format(kinds);
  return new Set([
    ...Object.values(words).filter((word) => typeof word === 'string'),
    ...Object.values(words.methods),
    words.continueWith(words.simulated('Google')),
    words.simulated('Google'),
    words.codeSentTo('w***@e***'),
    words.passwordRules(8, list),
    words.missingParameter('client_id'),
    `${words.factorRequired} ${words.setUpAppLead}`,
  ]);
};

/** What is the same in every language: the client, an authenticator's key, an error code, a fault of the provider. */
const names =
  /^(Web app|[A-Z2-7]{4}|\d{6}|redirect_mismatch|invalid_request|invalid_scope|[a-z]+(-[a-z]+)+)$/u;

describe.each(languages)('the hosted pages in %s', (language) => {
  const words = wordsIn(language);
  const pool = poolForAllTests();
  let pages: HostedPage[];

  beforeAll(async () => {
    pages = await hostedPages(pool, 'walk');
  });

  const open = async ({ url, cookies }: HostedPage): Promise<string> => {
    const { browser, ...visitor } = visitorOf(pool);
    for (const [name, value] of Object.entries({ ...cookies, lang: language }))
      await visitor.keepCookie(name, value);
    return (await browser.send(url)).text;
  };

  test('are all in this language: html lang, title, and no word of another one', async () => {
    const known = sentences(words);
    for (const page of pages) {
      const html = await open(page);
      expect([page.name, languageOf(html), titleOf(html)]).toEqual([page.name, language, page.title(words)]);
      const texts = textsOf(html).filter((text) => text !== page.title(words));
      const foreign = texts.filter((text) => !known.has(text) && !names.test(text));
      expect([page.name, foreign]).toEqual([page.name, []]);
    }
  });

  test('say that a form is out of date', async () => {
    const { browser, ...visitor } = visitorOf(pool);
    const url = visitor.pageUrl('/login');
    await visitor.keepCookie('lang', language);
    const page = await browser.send(url);
    await browser.send(url);
    const stale = await browser.sendForm(page, { username: 'x', password: 'x' });
    expect([languageOf(stale.text), titleOf(stale.text)]).toEqual([language, words.somethingWentWrong]);
    expect(textsOf(stale.text)).toEqual(expect.arrayContaining([words.staleForm, words.startAgain]));
  });
});

/** Where a text stands in a vocabulary, for every text that is there. */
const placesIn = (part: object, path = ''): string[] =>
  Object.entries(part)
    .flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? placesIn(value, `${path}${name}.`)
        : value === ''
          ? []
          : [`${path}${name}`],
    )
    .sort();

test.each(languages)('%s has every word that German has, and no other', (language) => {
  const { problems: _english, ...spoken } = vocabularies.de;
  expect(placesIn(vocabularies[language])).toEqual(placesIn(language === 'en' ? spoken : vocabularies.de));
});

test('every language has words of its own: only names and loanwords are the English ones', () => {
  const english = new Set(Object.values(wordsIn('en')).filter((word) => typeof word === 'string'));
  const shared = languages
    .filter((language) => language !== 'en')
    .flatMap((language) =>
      Object.values(wordsIn(language)).filter((word) => typeof word === 'string' && english.has(word)),
    );
  expect(shared).toEqual(['Password']);
});

test('outbox and overview, which Cognito has not, stay English whatever the visitor speaks', async () => {
  const pool = await startPool();
  const { browser, ...visitor } = visitorOf(pool);
  await visitor.keepCookie('lang', 'ja');
  for (const path of ['/_local/', '/_local/outbox']) {
    expect(languageOf((await browser.send(`${pool.domain}${path}`)).text)).toBe('en');
  }
  await pool.close();
});

describe('the classic pages', () => {
  const pool = poolForEachTest();

  test('know no language but English: lang and its cookie change nothing', async () => {
    const { browser, ...visitor } = visitorOf(pool);
    await admin(pool, 'UpdateUserPoolDomain', { Domain: 'local', ManagedLoginVersion: 1 });
    const url = visitor.pageUrl('/login', { lang: 'de' });
    expect(languageOf((await browser.send(url)).text)).toBe('en');
    expect(await visitor.cookies()).not.toHaveProperty('lang');
    await visitor.keepCookie('lang', 'de');
    const refused = await visitor.fill(url, { username: 'ada@example.com', password: 'no' });
    const error = await browser.send(`${pool.domain}/error?error=redirect_mismatch`);
    expect([refused, error].map(({ text }) => languageOf(text))).toEqual(['en', 'en']);
    expect(refused.text).toContain('Incorrect username or password.');
    await admin(pool, 'UpdateUserPoolDomain', { Domain: 'local', ManagedLoginVersion: 2 });
    expect(languageOf((await browser.send(url)).text)).toBe('de');
  });
});
