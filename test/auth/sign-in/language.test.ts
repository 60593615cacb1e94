import express, { type RequestHandler } from 'express';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';

const form = { name: 'note', keeps: ['text'] };
const say: RequestHandler = (_request, response) => void response.send('here');

const site = openForAllTests(() =>
  startBareSite({
    auth: { langOf: ({ headers }) => headers['accept-language'] },
    routes(app, auth) {
      app.get('/welcome', auth.trySilentSignIn(), say);
      app.get('/strong', auth.requireLevel({ anyLevel: ['urn:cognito:loa:4'] }), say);
      app.get('/note', auth.requireSignIn(), (request, response) => {
        response.send(auth.formMark(request, form.name));
      });
      app.post('/note', express.urlencoded({ extended: false }), auth.requireSignIn({ form }), say);
    },
  }),
);
afterEach(() => site.pool.faults.clear());

const inFrench = { headers: { 'accept': 'text/html', 'accept-language': 'fr' } };
const at = (path: string): string => `${site.origin}${path}`;

/** The language that the pool is asked for; the answer has to lead to it. */
const langOf = ({ location }: Answer): string | null => {
  const url = new URL(location);
  expect([url.origin, url.pathname]).toEqual([site.pool.domain, '/oauth2/authorize']);
  return url.searchParams.get('lang');
};

describe('the language of the pool’s pages', () => {
  test('is the person’s where they follow the link to sign in', async () => {
    expect(langOf(await createBrowser().send(at('/auth/sign-in'), inFrench))).toBe('fr');
  });

  test.each([
    ['who they are once more', '/security'],
    ['a stronger sign-in', '/strong'],
  ])('is the person’s where a guard asks for %s', async (_what, path) => {
    const browser = await signedIn(site);
    site.advance(6 * minuteMs);
    expect(langOf(await browser.send(at(path), inFrench))).toBe('fr');
  });

  test('is the person’s where nobody asked', async () => {
    const browser = createBrowser();
    await browser.send(at('/welcome'), inFrench);
    expect(langOf(await browser.send(at('/welcome'), inFrench))).toBe('fr');
  });

  test('is the person’s where their session ended while they were typing', async () => {
    const browser = await signedIn(site);
    const { text: mark } = await browser.send(at('/note'));
    site.advance(120 * minuteMs);
    const form = { form_mark: mark, text: 'typed' };
    expect(langOf(await browser.send(at('/note'), { ...inFrench, form }))).toBe('fr');
  });

  /** A sign-in that begins again by itself, once. */
  const startedTwice = async (browser: Browser, path: string): Promise<readonly (string | null)[]> => {
    site.pool.faults.add({
      endpoint: 'authorize',
      fault: {
        kind: 'callback-error',
        error: 'invalid_request',
        description: 'Already found an entry for username Google_1155',
      },
      times: 1,
    });
    const first = await browser.send(at(path), inFrench);
    const callback = await browser.send(first.location);
    return [langOf(first), langOf(await browser.send(callback.location))];
  };

  test('stays where a sign-in begins again by itself', async () => {
    expect(await startedTwice(createBrowser(), '/auth/sign-in')).toEqual(['fr', 'fr']);
  });

  test('is that of the link where it names one, all the way', async () => {
    expect(await startedTwice(createBrowser(), '/auth/sign-in?lang=it')).toEqual(['it', 'it']);
    expect(langOf(await createBrowser().send(at('/auth/sign-in?lang=tlh'), inFrench))).toBe('fr');
  });

  test.each(['tlh', 'DE', 'de, fr', '__proto__'])(
    'is the pool’s own choice where the app says one that it does not have: %s',
    async (language) => {
      const headers = { 'accept-language': language };
      expect(langOf(await createBrowser().send(at('/auth/sign-in'), { headers }))).toBeNull();
    },
  );

  test('is the pool’s own choice where the app says none', async () => {
    expect(langOf(await createBrowser().send(at('/auth/sign-in')))).toBeNull();
  });
});
