import { pageRequest } from './page.mjs';
import { compared, plain } from '../support/columns.mjs';
import { load } from '../support/load.mjs';
import { inTurn } from '../support/rounds.mjs';

export const what =
  'The page of somebody who is signed in, from more and more processes on one Redis, over 16 connections each. Where processes have to share cores, more of them are no faster.';
export const baseline = 'site-redis, 1';
export const peers = ['site-redis'];
export const columns = [
  plain('processes', 'processes'),
  plain('cores', 'cores they have'),
  compared('perSecond', 'requests/s'),
  compared('p99Ms', 'p99 ms'),
];

export const run = async ({ world, names: [name], size, say, cores }) => {
  if (name === undefined) return [];
  const rows = [];
  for (const processes of size.processes) {
    const servers = [];
    for (let nth = 0; nth < processes; nth += 1)
      servers.push(await world.start(name, { nth, of: processes }));
    const { text } = await pageRequest(servers[0]);
    const ports = servers.map(({ port }) => port);
    const [row] = await inTurn({
      subjects: [{ name: `${name}, ${processes}` }],
      rounds: size.rounds,
      say,
      measure: () => load({ ports, text }, { seconds: size.seconds, connections: 16 * processes }),
    });
    rows.push({ ...row, figures: { ...row.figures, processes, cores: cores.coresFor(processes) } });
    await Promise.all(servers.map((server) => server.stop()));
  }
  return rows;
};
