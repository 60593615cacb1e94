import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.js';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { startWholeSite } from '../../support/whole-site.js';

describe('COGNITO_PROVIDERS', () => {
  const site = openForAllTests(() =>
    startWholeSite({ env: { COGNITO_PROVIDERS: 'Google, SignInWithApple' } }),
  );

  test('gives each provider a button on the home page, by the name that people know', async () => {
    const { text } = await createBrowser().send(`${site.origin}/`);
    expect(text).toMatch(/identity_provider=Google"><span>Continue with <bdi>Google<\/bdi>/);
    expect(text).toMatch(/identity_provider=SignInWithApple"><span>Continue with <bdi>Apple<\/bdi>/);
  });

  test('whose link leads to the provider without the page of the pool, and back signed in', async () => {
    const browser = createBrowser();
    const [, href = ''] =
      /href="([^"]*identity_provider=Google)"/.exec((await browser.send(`${site.origin}/`)).text) ?? [];
    const atProvider = await browser.visit(`${site.origin}${href.replaceAll('&amp;', '&')}`);
    expect(new URL(atProvider.url).pathname).toBe('/_local/identity-provider');
    const back = await browser.submit(atProvider, { email: 'mary@example.com', name: 'Mary' });
    expect([back.status, new URL(back.url).pathname]).toEqual([200, '/']);
    expect(back.text).toContain('Hello');
  });

  const read = (names: string) =>
    loadConfig(
      {
        BASE_URL: 'https://app.example.com',
        COGNITO_USER_POOL_ID: 'eu-west-1_AbCdEfGhI',
        COGNITO_CLIENT_ID: 'client',
        SESSION_SECRET: 'b2V8m1Zq7Tn4Xc9Lr6Wy3Kp0Hd5Jf8Gs',
        COGNITO_PROVIDERS: names,
      },
      () => '',
    );

  test('is a list with commas', () => {
    expect(read(' Google,Corp-Login ')).toMatchObject({ config: { providers: ['Google', 'Corp-Login'] } });
    expect(read('')).toMatchObject({ config: { providers: [] } });
  });

  test.each(['Google,Google', 'two words', 'ab', 'Google,', 'a'.repeat(33)])('is not %j', (names) => {
    expect(read(names)).toMatchObject({ problems: [{ setting: 'COGNITO_PROVIDERS' }] });
  });
});
