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
  // Without a redis-server there is nothing to see.
  if (name === undefined) return [];
  const most = Math.max(...size.processes);
  const servers = [];
  for (let nth = 0; nth < most; nth += 1)
    servers.push(await world.start(name, { nth, of: most, isReplica: true }));
  const { text } = await pageRequest(servers[0]);
  const rows = await inTurn({
    subjects: size.processes.map((processes) => ({ name: `${name}, ${processes}`, processes })),
    rounds: size.rounds,
    say,
    measure: async ({ processes }) => {
      const ports = servers.slice(0, processes).map(({ port }) => port);
      const figures = await load({ ports, text }, { seconds: size.seconds, connections: 16 * processes });
      return { ...figures, processes, cores: cores.coresFor(most) };
    },
  });
  await Promise.all(servers.map((server) => server.stop()));
  return rows;
};
