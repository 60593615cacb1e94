import { describe, expect, test } from '@jest/globals';
import { createBrowser, type Answer } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { ada, grace, signIn } from '../../support/people.js';
import { createMyApp } from './kept-form.js';
import { startRecipe } from './recipe-app.js';

// "A form that survives a sign-in" of docs/lifting.md.

const closing = closeAfterEach();
const isBack = 'What you typed is back, and has not been sent.';
const typed = { title: '"Tea" & <b>', text: '</textarea><script>' };
const shown = ['value="&quot;Tea&quot; &amp; &lt;b>"', '>&lt;/textarea>&lt;script></textarea>'];

const start = async () => {
  const { origin } = await startRecipe(closing, createMyApp, { onEvent: () => undefined });
  return { page: `${origin}/note`, browser: createBrowser() };
};

/** The form was open when the session ended, and is sent then. What comes is the page of the pool. */
const sentTooLate = async () => {
  const { page, browser } = await start();
  const open = await signIn(browser, page);
  await browser.jar.removeAllCookies();
  const login = await browser.submit(open, typed);
  expect(new URL(login.url).pathname).toBe('/login');
  return { page, browser, login };
};

const expectShown = ({ text }: Answer): void => {
  for (const part of shown) expect(text).toContain(part);
};

describe('the recipe of a form that survives a sign-in', () => {
  test('gives back what was typed, as text, and saves it when the person sends it', async () => {
    const { page, browser, login } = await sentTooLate();
    const back = await browser.submit(login, ada);
    expect([back.url, back.text]).toEqual([page, expect.stringContaining(isBack)]);
    expectShown(back);
    expect((await browser.visit(page)).text).not.toMatch(/Tea|has not been sent/);
    const saved = await browser.submit(back, typed);
    expect([saved.url, saved.text]).toEqual([page, expect.not.stringContaining(isBack)]);
    expectShown(saved);
  });

  test('gives it to nobody else who signs in in that browser', async () => {
    const { browser, login } = await sentTooLate();
    expect((await browser.submit(login, grace)).text).not.toMatch(/Tea|has not been sent/);
  });

  test('takes nothing that another site made the browser send', async () => {
    const { page, browser } = await start();
    const headers = { 'origin': 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    expect((await browser.send(page, { form: typed, headers })).status).toBe(403);
  });
});
