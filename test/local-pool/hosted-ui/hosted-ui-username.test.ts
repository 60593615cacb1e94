import { describe, expect, test } from '@jest/globals';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { textsOf } from '../support/texts.js';
import { visitorOf } from '../support/visitor.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

const pages = ['/login', '/signup', '/forgotPassword'];

describe.each([
  [[], 'Username', 'text'],
  [['email'], 'Email address', 'email'],
  [['phone_number'], 'Phone number', 'tel'],
  [['email', 'phone_number'], 'Email address / Phone number', 'text'],
] as const)('where people sign in with %j', (usernameAttributes, label, keyboard) => {
  test.each(pages)(`%s asks for "${label}", with the keyboard for it`, async (path) => {
    pool.updatePool({ usernameAttributes });
    const { text } = await visitor.browser.send(visitor.pageUrl(path));
    expect(textsOf(text)).toContain(label);
    const field = /<input id="username"[^>]*>/u.exec(text)?.[0];
    expect(field).toMatch(new RegExp(` (?:type|inputmode)="${keyboard}"`, 'u'));
  });
});

test('the label is in the language of the page', async () => {
  pool.updatePool({ usernameAttributes: ['phone_number'] });
  const { text } = await visitor.browser.send(visitor.pageUrl('/login', { lang: 'de' }));
  expect(textsOf(text)).toContain('Telefonnummer');
});
