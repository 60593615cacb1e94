import { plain } from '../support/columns.mjs';

export const what =
  'Memory of the process with so many sessions, each with 3.5 kB of tokens, after garbage collection. The quick-start keeps no tokens: here its store was given them.';
export const peers = ['site-memory', 'quick-start'];
export const columns = [
  plain('sessions', 'sessions'),
  plain('rssMb', 'RSS MB'),
  plain('heldMb', 'heap and external MB'),
  plain('kbPerSession', 'kB a session'),
];

const megabyte = 1e6;

export const run = async ({ world, names, size, say }) => {
  const rows = [];
  for (const name of names) {
    const server = await world.start(name, { isCrowded: true });
    const empty = await server.ask('usage at rest');
    let there = 0;
    for (const sessions of [0, ...size.sessions]) {
      say(`${name}: ${sessions} sessions`);
      await server.ask('fill', { count: sessions - there });
      there = sessions;
      const { rssBytes, heldBytes } = await server.ask('usage at rest');
      const figures = { sessions, rssMb: rssBytes / megabyte, heldMb: heldBytes / megabyte };
      const kbPerSession =
        sessions === 0 ? {} : { kbPerSession: (heldBytes - empty.heldBytes) / sessions / 1000 };
      rows.push({ name, figures: { ...figures, ...kbPerSession } });
    }
    await server.stop();
  }
  return rows;
};
