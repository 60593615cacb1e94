import { pageRequest } from './page.mjs';
import { loadColumns, plain } from '../support/columns.mjs';
import { measuredLoad } from '../support/load.mjs';
import { inTurn } from '../support/rounds.mjs';

export const what = 'The page of somebody who is signed in, over more and more connections.';
export const baseline = 'bare over as many';
export const peers = ['bare', 'site-memory', 'site-redis'];
export const columns = [plain('connections', 'connections'), ...loadColumns];

export const run = async ({ world, names, size, say }) => {
  const subjects = [];
  const servers = [];
  for (const name of names) {
    const server = await world.start(name);
    servers.push(server);
    const request = await pageRequest(server);
    for (const connections of size.connections)
      subjects.push({
        name: `${name}, ${connections}`,
        base: `bare, ${connections}`,
        server,
        request,
        connections,
      });
  }
  const rows = await inTurn({
    subjects,
    rounds: size.rounds,
    say,
    measure: async ({ server, request, connections }) => ({
      connections,
      ...(await measuredLoad(server, request, { seconds: size.seconds, connections })),
    }),
  });
  await Promise.all(servers.map((server) => server.stop()));
  return rows;
};
