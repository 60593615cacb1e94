import { expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import type { Answer } from '../../support/browser.js';
import { createBrowser } from '../../support/browser.js';
import { returning } from '../../support/callback.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { signedIn } from '../../support/people.js';

const closing = closeAfterEach();
const mostCalls = 48;

test('a silent pool holds up 48 sign-ins at once; the others are told at once, and pages go on (Q-05)', async () => {
  const site = closing(await startBareSite({ auth: { pool: { deadlineMs: 4000 } } }));
  const ada = await signedIn(site);
  const backs = await Promise.all(Array.from({ length: mostCalls + 20 }, () => returning(site)));
  const before = site.pool.requests.count('token');
  site.pool.faults.add({ endpoint: 'token', fault: { kind: 'silence' } });

  const answers: Answer[] = [];
  const visits = backs.map(async ({ browser, callback }) => answers.push(await browser.send(callback)));
  // The pool has not answered anybody yet: whoever has an answer by now did not wait for it.
  await eventually(async () => expect(answers).toHaveLength(20));
  expect(site.pool.requests.count('token') - before).toBe(mostCalls);
  expect(answers.map(({ status, text }) => [status, JSON.parse(text).reason])).toEqual(
    answers.map(() => [503, 'too_many_pool_calls']),
  );
  expect(answers.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true);
  expect((await createBrowser().send(`${site.origin}/`)).status).toBe(200);
  expect((await ada.send(`${site.origin}/account`)).status).toBe(200);
  expect(answers).toHaveLength(20);

  await Promise.all(visits);
  expect(answers.filter(({ status }) => status === 504)).toHaveLength(mostCalls);
});

test('sign-ins that wait for a slow pool keep places free: a refresh, a sign-out and the keys go on (F-S35)', async () => {
  const site = closing(await startBareSite({ auth: { pool: { deadlineMs: 4000 } } }));
  const ada = await signedIn(site);
  site.advance(59.5 * 60_000);
  const backs = await Promise.all(Array.from({ length: 70 }, () => returning(site)));
  const before = site.pool.requests.count('token');
  site.pool.faults.add({ endpoint: 'token', fault: { kind: 'silence' }, times: mostCalls });
  const visits = backs.map(({ browser, callback }) => browser.send(callback));
  await eventually(async () => expect(site.pool.requests.count('token') - before).toBe(mostCalls));

  // Her token has ended, so this page needs a refresh.
  expect((await ada.send(`${site.origin}/account`)).status).toBe(200);
  expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
  expect((await ada.post(`${site.origin}/auth/sign-out`)).status).toBe(303);
  expect(site.eventsOf('revoke_failed')).toEqual([]);
  await Promise.all(visits);
});
