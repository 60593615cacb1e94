import { compared } from '../support/columns.mjs';
import { inTurn } from '../support/rounds.mjs';

export const what =
  'From the start of the process until it answers that it is ready; the site has then reached its pool and its store.';
export const baseline = 'bare';
export const peers = ['bare', 'quick-start', 'site-memory', 'site-redis', 'eoc-memory', 'authjs'];
export const columns = [compared('startMs', 'ready after ms')];

export const run = ({ world, names, size, say }) =>
  inTurn({
    subjects: names.map((name) => ({ name })),
    rounds: size.starts,
    say,
    measure: async ({ name }) => {
      const server = await world.start(name);
      await server.stop();
      return { startMs: server.startMs };
    },
  });
