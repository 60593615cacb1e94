import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { callbackUrl, signIn } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

describe('pages', () => {
  test('the sign-in page speaks the language of lang, and the lang cookie remembers it', async () => {
    expect((await visitor.browser.send(visitor.pageUrl('/login', { lang: 'de' }))).text).toContain(
      'Anmelden',
    );
    expect((await visitor.cookies())['lang']).toBe('de');
    expect((await visitor.browser.send(visitor.pageUrl('/login'))).text).toContain('<html lang="de">');
  });

  test('login_hint fills in the user name', async () => {
    const page = await visitor.browser.send(visitor.pageUrl('/login', { login_hint: 'ada@example.com' }));
    expect(page.text).toContain('value="ada@example.com"');
  });

  test('pages that another page leads to cannot be opened by themselves', async () => {
    for (const name of [
      'confirm',
      'confirmforgotPassword',
      'newPassword',
      'mfa',
      'selectMfa',
      'mfaSetup',
      'passkey',
      'resendcode',
    ]) {
      const answer = await visitor.browser.send(visitor.pageUrl(`/${name}`));
      expect(answer.location).toBe('/error?error=Something+went+wrong');
    }
  });

  test('a forgotten password does not open the page for a temporary one', async () => {
    await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: 'ada@example.com' });
    for (const name of ['newPassword', 'mfa', 'selectMfa', 'mfaSetup', 'confirm']) {
      const answer = await visitor.browser.send(visitor.pageUrl(`/${name}`));
      expect(answer.location).toBe('/error?error=Something+went+wrong');
    }
  });

  test('a form from before another tab opened the page is out of date', async () => {
    const first = await visitor.browser.send(visitor.pageUrl('/login'));
    await visitor.browser.send(visitor.pageUrl('/login'));
    const answer = await visitor.browser.sendForm(first, {
      username: 'ada@example.com',
      password: seedPassword,
    });
    expect([answer.status, answer.text.includes('This form is out of date')]).toEqual([403, true]);
  });

  test('allow forms to end at the callback, which form-action self alone would forbid', async () => {
    const page = await visitor.browser.send(visitor.pageUrl('/login'));
    expect(page.headers['content-security-policy']).toContain("form-action 'self' http://localhost:3000");
  });

  test('/passkeys/add goes back with invalid_session, or says that the pool has no passkeys', async () => {
    const url = visitor.pageUrl('/passkeys/add', { response_type: undefined });
    expect((await visitor.browser.send(url)).location).toBe(`${callbackUrl}?result=invalid_session`);
    await signIn(pool, { browser: visitor.browser });
    expect((await visitor.browser.send(url)).text).toContain('has no passkeys');
  });

  test('what people type comes back escaped', async () => {
    const answer = await visitor.fill(visitor.pageUrl('/login'), {
      username: '"><script>alert(1)</script>',
      password: 'x',
    });
    expect(answer.text).not.toContain('<script>');
  });
});
