import { describe, expect, test } from '@jest/globals';
import { totpCode } from '../../../src/local-pool/index.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, grace, signIn } from '../../support/people.js';
import { startSiteWithLevels } from './support/site-with-levels.js';
import { drawnIn, stepsOf, storiesOf, textOf } from './support/page.js';

describe('a step-up, to a page that needs a second factor', () => {
  const site = openForAllTests(startSiteWithLevels);

  const inspectorOf = (browser: Browser): Promise<Answer> => browser.visit(`${site.origin}/inspector`);

  test('is drawn from the page to the page, with the level that was asked for and the one that came (issue 15)', async () => {
    const browser = createBrowser();
    await signIn(browser, `${site.origin}/account`);
    const key = site.pool.enableTotp(ada.username);
    const asked = await browser.visit(`${site.origin}/payments`);
    expect(asked.url).toContain('/mfa');
    const opened = await browser.submit(asked, { code: totpCode(key, site.pool.clock.now()) });
    expect([opened.status, opened.text]).toEqual([200, 'payments']);

    const page = await inspectorOf(browser);
    expect(storiesOf(page)).toEqual(['Step-up: a stronger or newer proof done', 'Sign-in done']);
    const steps = stepsOf(page);
    expect(steps).toEqual([
      'Asks for a page that wants more',
      'Redirects to the hosted UI',
      'The person signs in there',
      'Comes back with a code',
      'Uses the sign-in up',
      'Redeems the code',
      'Verifies both tokens',
      'Opens the session',
      'Looks for an earlier end',
      'Ends the session before it',
      'Revokes the refresh token',
      'Redirects to the page',
    ]);
    expect(drawnIn(page)).toEqual(steps);
    const text = textOf(page);
    expect(text).toContain('GET /payments');
    expect(text).toContain('acr_values urn:cognito:loa:4');
    expect(text).toContain('● acr urn:cognito:loa:4');
    expect(text).toContain('passed it is as recent and as strong as the page asked for');
    expect(text).toContain('demandLevel in src/auth/guards/guards.ts');
    expect(text).not.toContain('not reached');
  });

  test('that the pool cannot give fails where the browser comes back, and the first session stays', async () => {
    const browser = createBrowser();
    await signIn(browser, `${site.origin}/account`, grace);
    expect((await browser.visit(`${site.origin}/payments`)).status).toBe(403);
    const page = await inspectorOf(browser);
    expect(storiesOf(page)).toEqual(['Step-up: a stronger or newer proof failed', 'Sign-in done']);
    expect(stepsOf(page)).not.toContain('Ends the session before it');
    const text = textOf(page);
    expect(text).toContain('Compare anyLevel of the guard with the levels that the pool has');
    expect(text).toContain('failed the pool did not say no');
    expect((await browser.send(`${site.origin}/account`)).text).toBe('account');
  });
});
