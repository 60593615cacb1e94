import { pageRequest } from './page.mjs';
import { compared, loadColumns, plain } from '../support/columns.mjs';
import { measuredLoad } from '../support/load.mjs';
import { inTurn } from '../support/rounds.mjs';

export const what =
  'The page of somebody who is signed in, while so many others are; each row is a server of its own.';
export const baseline = 'site-memory, 1';
export const peers = ['site-memory', 'site-redis'];
export const columns = [
  plain('sessions', 'sessions'),
  ...loadColumns.slice(0, -1),
  compared('rssMb', 'RSS MB'),
];

export const run = async ({ world, names, size, say }) => {
  const rows = [];
  // One peer after the other: those on Redis share it, so it only ever gets fuller.
  for (const name of names) {
    const server = await world.start(name, { isCrowded: true });
    const request = await pageRequest(server);
    let there = 1;
    for (const sessions of [1, ...size.sessions]) {
      say(`${name}: ${sessions} sessions`);
      await server.ask('fill', { count: sessions - there });
      there = sessions;
      const { rssBytes } = await server.ask('usage at rest');
      const [row] = await inTurn({
        subjects: [{ name: `${name}, ${sessions}` }],
        rounds: size.rounds,
        say,
        measure: () => measuredLoad(server, request, { seconds: size.seconds }),
      });
      rows.push({ ...row, figures: { ...row.figures, sessions, rssMb: rssBytes / 1e6 } });
    }
    await server.stop();
  }
  return rows;
};
