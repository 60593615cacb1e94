import { expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { ada, signIn } from '../../support/people.js';
import { createMyApp } from './lift.js';
import { startRecipe } from './recipe-app.js';

// What "Errors" of docs/lifting.md says of a script.

const closing = closeAfterEach();
const recipe: string = './script-sign-in.js';

const start = async () => {
  const { origin } = await startRecipe(closing, createMyApp);
  return { origin, browser: createBrowser() };
};

test('a script that is refused leads its person through a sign-in back to the page that it runs in', async () => {
  const { signInFrom } = (await import(recipe)) as {
    readonly signInFrom: (signInUrl: string, page: URL) => string;
  };
  const { origin, browser } = await start();
  const page = new URL(`${origin}/?tab=2&of=a%26b`);
  const headers = {
    'accept': 'application/json',
    'sec-fetch-site': 'same-origin',
    'sec-fetch-dest': 'empty',
  };
  const refused = await browser.send(`${origin}/account`, { headers });
  expect([refused.status, refused.json()['signInUrl']]).toEqual([401, '/auth/sign-in?return_to=%2Faccount']);
  const back = await signIn(browser, signInFrom(String(refused.json()['signInUrl']), page), ada);
  expect([back.status, back.url]).toEqual([200, page.href]);
  expect((await browser.send(`${origin}/account`, { headers })).status).toBe(200);
});
