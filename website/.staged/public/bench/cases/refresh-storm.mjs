import { setTimeout as pause } from 'node:timers/promises';
import { pageRequest } from './page.mjs';
import { plain } from '../support/columns.mjs';
import { load } from '../support/load.mjs';
import { inTurn } from '../support/rounds.mjs';

export const what =
  'A thousand requests at once on a session whose access token has expired: calls of the token endpoint, and when the last had its page; held against a thousand pages that need no refresh. Refused are those of both that got another answer than the page.';
export const peers = ['site-memory', 'site-redis'];
export const columns = [
  plain('tokenCalls', 'token calls'),
  plain('refused', 'refused'),
  plain('stormMs', 'all answered after ms'),
  plain('plainMs', 'plain pages ms'),
  plain('ratio', 'storm / plain'),
  plain('firstMs', 'first answer after ms'),
];

export const pool = { accessTokenSeconds: 3600, idTokenSeconds: 3600 };
const shortSeconds = 3;

export const run = async ({ world, names, size, say }) => {
  const subjects = await Promise.all(names.map(async (name) => ({ name, server: await world.start(name) })));
  const rows = await inTurn({
    subjects,
    rounds: size.rounds,
    say,
    measure: async ({ server }) => {
      await world.pool.ask('token life', { seconds: shortSeconds });
      const request = await pageRequest(server);
      await world.pool.ask('token life', { seconds: 3600 });
      await pause((shortSeconds + 0.2) * 1000);
      const before = await world.pool.ask('token requests');
      const options = { connections: size.storm, count: size.storm };
      let refused = 0;
      const onRefusal = () => (refused += 1);
      const storm = await load(request, { ...options, onRefusal });
      const after = await world.pool.ask('token requests');
      const calm = await load(request, { ...options, onRefusal });
      return {
        tokenCalls: after.count - before.count,
        refused,
        stormMs: storm.wallMs,
        plainMs: calm.wallMs,
        ratio: storm.wallMs / calm.wallMs,
        firstMs: storm.fastestMs,
      };
    },
  });
  await Promise.all(subjects.map(({ server }) => server.stop()));
  return rows;
};
