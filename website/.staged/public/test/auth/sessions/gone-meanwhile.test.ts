import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMemoryStore } from '../../../src/auth/index.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { signedIn } from '../../support/people.js';

let site: BareSite;
let marked = 0;
beforeAll(async () => {
  site = await startBareSite({
    // As it is when another process ends the session between the read and the mark.
    store: (now) => ({
      ...createMemoryStore({ now }),
      markSeen: async () => {
        marked += 1;
        return false;
      },
    }),
  });
});
afterAll(() => site.close());

test('a session that is gone when its use is to be marked is nobody’s (F-M4)', async () => {
  const browser = await signedIn(site);
  site.advance(59_000);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  expect(marked).toBe(0);
  site.advance(2000);
  const page = await browser.send(`${site.origin}/account`);
  expect([page.status, page.headers.location]).toEqual([303, '/auth/sign-in?return_to=%2Faccount']);
  expect(marked).toBe(1);
});
