// One person with twenty thousand sessions, put straight into the store, looks at the list of them, signs in once more, and
// signs out everywhere.
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'node:http';
import { signIn } from '../support/sign-in.mjs';

const person = 'ada@example.com';

/** What the site's store holds before. */
export const crowd = { person, sessions: 20_000 };

export const attack = async ({ port, origin, isOver, count }) => {
  const ask = (method, path, cookie) =>
    new Promise((resolve) => {
      const headers = { host: new URL(origin).host, origin, cookie, accept: 'text/html' };
      const outgoing = request(
        { host: '127.0.0.1', port, method, path, headers, agent: false },
        (incoming) => {
          incoming.resume();
          incoming.on('close', () => resolve(incoming.statusCode));
        },
      );
      outgoing.on('error', () => resolve('no answer'));
      outgoing.end();
    });
  const step = async (what, work) => {
    const startedAt = performance.now();
    const [result, status] = await work();
    count(`${what} (${status}), ms`, Math.round(performance.now() - startedAt));
    return result;
  };
  const once = async () => {
    const cookie = await step('sign in', async () => [await signIn({ origin }, person), 200]);
    await step('list', async () => [undefined, await ask('GET', '/account/sign-ins', cookie)]);
    const other = await step('sign in again', async () => [await signIn({ origin }, person), 200]);
    await step('sign out everywhere', async () => [
      undefined,
      await ask('POST', '/auth/sign-out-everywhere', other),
    ]);
  };
  const untilOver = async () => {
    while (!isOver()) await pause(100);
    return 'over';
  };
  const outcome = await Promise.race([once(), untilOver()]);
  if (outcome === 'over') count('steps not answered by the end', 1);
  await untilOver();
};
