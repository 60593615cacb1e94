import { describe, expect, test } from '@jest/globals';
import type { Answer, Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { ada } from '../../support/people.js';
import {
  fill,
  heading,
  password,
  said,
  somebody,
  startSelfServiceSite,
  valueOf,
} from './support/self-service-site.js';

const site = openForAllTests(startSelfServiceSite);
const at = (path: string): string => `${site.origin}${path}`;
const hourMs = 60 * 60_000;

const valueOfMark = ({ text }: Answer): string => /name="form_mark" value="([^"]+)"/.exec(text)?.[1] ?? '';

/** Somebody who has the form open when their session ends, and sends it then. */
const sentTooLate = async (fields: Readonly<Record<string, string>>, path = '/account/profile') => {
  const { email, browser } = await somebody(site);
  const page = await browser.visit(at(path));
  site.advance(2 * hourMs);
  const asked = await fill(browser, page, path, fields);
  return { email, browser, asked };
};

const signIn = (browser: Browser, asked: Answer, username: string): Promise<Answer> =>
  browser.submit(asked, { username, password });

describe('a form whose session ended on the way', () => {
  test('goes through sign-in and comes back filled, and nothing was sent by itself', async () => {
    const { email, browser, asked } = await sentTooLate({ name: 'Typed Name', nickname: 'Ty' });
    expect(asked.url).toContain('/login');
    const back = await signIn(browser, asked, email);
    expect(back.url).toBe(at('/account/profile'));
    expect([valueOf(back, 'name'), valueOf(back, 'nickname')]).toEqual(['Typed Name', 'Ty']);
    expect(said(back)).toContain('What you typed is back in the form, and has not been sent');
    expect(site.pool.person(email).attributes['name']).toBe('Somebody');
    expect(said(await fill(browser, back, '/profile'))).toBe('Saved.');
    expect(site.pool.person(email).attributes['name']).toBe('Typed Name');
  });

  test('is filled once: the next time the page shows what the pool has', async () => {
    const { email, browser, asked } = await sentTooLate({ name: 'Once' });
    await signIn(browser, asked, email);
    expect(valueOf(await browser.visit(at('/account/profile')), 'name')).toBe('Somebody');
  });

  test('is for nobody else who signs in in its place', async () => {
    const { browser, asked } = await sentTooLate({ name: 'Private Words' });
    const back = await signIn(browser, asked, ada.username);
    expect(heading(back)).toBe('Your profile');
    expect(back.text).not.toContain('Private Words');
  });

  test('is forgotten after ten minutes', async () => {
    const { email, browser, asked } = await sentTooLate({ name: 'Old Words' });
    const callback = await browser.submitUntil(asked, { username: email, password }, at('/auth/callback'));
    await browser.send(callback);
    site.advance(11 * 60_000);
    expect(valueOf(await browser.visit(at('/account/profile')), 'name')).toBe('Somebody');
  });

  test('needs no cookie of its own, and nothing of it can be read in the browser', async () => {
    const { browser } = await somebody(site);
    const form_mark = valueOfMark(await browser.visit(at('/account/profile')));
    site.advance(2 * hourMs);
    const answer = await browser.post(at('/account/profile'), { form_mark, name: 'Sealed Words' });
    expect(answer.location).toContain(site.pool.domain);
    const cookies = Object.entries(await browser.cookies(at('/auth/callback')));
    expect(cookies.map(([name]) => name.replace(/\.[\w-]{22}$/, '')).sort()).toEqual(['session', 'signin']);
    for (const [, value] of cookies)
      expect(Buffer.from(value, 'base64url').toString('latin1') + value).not.toMatch(/Sealed|Words/);
  });

  test.each([
    ['without a mark', ''],
    ['with a mark that was made up', 'A'.repeat(120)],
  ])('%s is not kept: the person signs in, and the form is as it was', async (_how, form_mark) => {
    const { email, browser } = await somebody(site);
    site.advance(2 * hourMs);
    const answer = await browser.post(at('/account/profile'), { form_mark, name: 'Planted' });
    expect(answer.location).toBe('/auth/sign-in?return_to=%2Faccount%2Fprofile');
    const login = await browser.visit(at(answer.location));
    const back = new URL(login.url).pathname === '/login' ? await signIn(browser, login, email) : login;
    expect(valueOf(back, 'name')).toBe('Somebody');
  });

  test('with the mark of another form is not kept', async () => {
    const { browser } = await somebody(site);
    const other = await browser.visit(at('/account/profile/email'));
    const form_mark = valueOfMark(other);
    site.advance(2 * hourMs);
    const answer = await browser.post(at('/account/profile'), { form_mark, name: 'Planted' });
    expect(answer.location).toContain('/auth/sign-in');
  });

  test('that is too long for a cookie is not kept, and the sign-in goes on without it', async () => {
    const { email, browser, asked } = await sentTooLate({ name: 'x'.repeat(2000) });
    const back = await signIn(browser, asked, email);
    expect([back.url, valueOf(back, 'name')]).toEqual([at('/account/profile'), 'Somebody']);
  });

  test('keeps the fields that it names, and never a password or a code', async () => {
    const { email, browser, asked } = await sentTooLate({
      name: 'Seen',
      newPassword: 'Secret-Word-1',
      code: '424242',
    });
    const callback = await browser.submitUntil(asked, { username: email, password }, at('/auth/callback'));
    await browser.send(callback);
    const person = { issuer: site.pool.issuer, id: site.pool.person(email).sub };
    const [key = ''] = await site.storage.store.keysOf(person, { most: 1 });
    const { appData } = (await site.storage.store.read(key)) ?? {};
    expect(JSON.stringify(appData)).toContain('Seen');
    expect(JSON.stringify(appData)).not.toMatch(/Secret-Word-1|424242/);
  });

  test('comes back as well where only a recent sign-in was missing', async () => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/profile/email'));
    site.advance(25 * 60_000);
    const asked = await fill(browser, page, '/email', { address: 'later@example.com' });
    expect(asked.url).toContain('/login');
    const back = await signIn(browser, asked, email);
    expect([back.url, valueOf(back, 'address')]).toEqual([at('/account/profile/email'), 'later@example.com']);
    expect(site.pool.person(email).attributes['email']).toBe(email);
  });
});
