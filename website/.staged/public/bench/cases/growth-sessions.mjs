import { pageRequest } from './page.mjs';
import { compared, loadColumns, plain } from '../support/columns.mjs';
import { measuredLoad } from '../support/load.mjs';
import { inTurn } from '../support/rounds.mjs';

export const what =
  'The page of somebody who is signed in, while so many are; each row is a server of its own, with a Redis of its own where there is one.';
export const baseline = 'the same with 1';
export const peers = ['site-memory', 'site-redis'];
export const columns = [plain('sessions', 'sessions'), ...loadColumns, compared('rssMb', 'RSS MB')];

export const run = async ({ world, names, size, say }) => {
  const subjects = [];
  const counts = [1, ...size.sessions];
  for (const name of names)
    for (const [nth, sessions] of counts.entries()) {
      say(`${name}: ${sessions} sessions`);
      const server = await world.start(name, { nth, isCrowded: true, hasOwnRedis: true });
      const request = await pageRequest(server);
      await server.ask('fill', { count: sessions - 1 });
      const { rssBytes } = await server.ask('usage at rest');
      const more = { sessions, rssMb: rssBytes / 1e6 };
      subjects.push({ name: `${name}, ${sessions}`, base: `${name}, 1`, server, request, more });
    }
  const rows = await inTurn({
    subjects,
    rounds: size.rounds,
    say,
    measure: async ({ server, request, more }) => {
      const figures = await measuredLoad(server, request, { seconds: size.seconds });
      return { ...figures, ...more };
    },
  });
  await Promise.all(subjects.map(({ server }) => server.stop()));
  return rows;
};
