import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { visitorOf, type Visitor } from '../support/forms.js';
import { testPool } from '../support/pool.js';
import { textsOf } from '../support/texts.js';

let pool: LocalPool;
let visitor: Visitor;

beforeEach(async () => {
  pool = await testPool();
  visitor = visitorOf(pool);
});
afterEach(() => pool.close());

const pages = ['/login', '/signup', '/forgotPassword'];

describe.each([
  [[], 'Username', 'text'],
  [['email'], 'Email address', 'email'],
  [['phone_number'], 'Phone number', 'tel'],
  [['email', 'phone_number'], 'Email address / Phone number', 'text'],
] as const)('where people sign in with %j', (usernameAttributes, label, keyboard) => {
  test.each(pages)(`%s asks for "${label}", with the keyboard for it`, async (path) => {
    pool.updatePool({ usernameAttributes });
    const { body } = await visitor.browser.visit(visitor.pageUrl(path));
    expect(textsOf(body)).toContain(label);
    const field = /<input id="username"[^>]*>/u.exec(body)?.[0];
    expect(field).toMatch(new RegExp(` (?:type|inputmode)="${keyboard}"`, 'u'));
  });
});

test('the label is in the language of the page', async () => {
  pool.updatePool({ usernameAttributes: ['phone_number'] });
  const { body } = await visitor.browser.visit(visitor.pageUrl('/login', { lang: 'de' }));
  expect(textsOf(body)).toContain('Telefonnummer');
});
