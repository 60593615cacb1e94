import { accessTokenOf } from '../support/access-token.mjs';
import { loadColumns } from '../support/columns.mjs';
import { get, measuredLoad } from '../support/load.mjs';
import { sideBySide } from '../support/rounds.mjs';

export const what =
  'A call of the API with an access token, over 16 connections; bare Express answers JSON without looking.';
export const baseline = 'bare';
export const peers = ['bare', 'site-memory', 'site-redis'];
export const columns = loadColumns;

export const run = async ({ world, names, size, say }) => {
  const authorization = `Bearer ${await accessTokenOf(world.pool)}`;
  return sideBySide({
    world,
    names,
    rounds: size.rounds,
    say,
    measure: (server) =>
      measuredLoad(server, get(server, '/api/me', { authorization }), { seconds: size.seconds }),
  });
};
