import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startBareSite, type BareSite } from '../support/bare-site.js';
import { createBrowser } from '../support/browser.js';
import { signIn } from '../support/people.js';

describe('signing in', () => {
  let site: BareSite;
  beforeEach(async () => {
    site = await startBareSite();
  });
  afterEach(() => site.close());

  test('a visitor to a protected page signs in and lands on that page', async () => {
    const browser = createBrowser();
    const page = await signIn(browser, `${site.origin}/account?tab=1`);
    expect(page.url).toBe(`${site.origin}/account?tab=1`);
    expect(JSON.parse(page.text)).toMatchObject({
      user: { email: 'ada@example.com', groups: ['admins', 'staff'] },
    });
    expect(Object.keys(await browser.cookies(site.origin))).toEqual(['session']);
  });
});
