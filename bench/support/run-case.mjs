import { say, sayNothing } from './progress.mjs';
import { startWorld } from './world.mjs';

/** One case in a world of its own. Peers that need a Redis are left out where none is installed, and that is said. */
export const runCase = async ({ name, what, columns, baseline, peers, pool, run }, { size, cores }) => {
  const began = performance.now();
  const tell = (line) => say(`${name}: ${line}`);
  const names = peers.includes('site-memory') ? peers : [...peers, 'site-memory'];
  const world = await startWorld({ names, cores, pool });
  try {
    const pageBytes = await world.learnPageLength();
    const able = peers.filter((peer) => world.hasRedis || !world.peers[peer].needsRedis);
    const rows = await run({ world, names: able, size, cores, say: tell });
    const seconds = Math.round((performance.now() - began) / 1000);
    const leftOut = peers.filter((peer) => !able.includes(peer));
    const note =
      leftOut.length === 0 ? '' : ` Left out, for there is no redis-server here: ${leftOut.join(', ')}.`;
    return { name, what: `${what}${note}`, columns, baseline, pageBytes, seconds, rows };
  } finally {
    sayNothing();
    await world.stop();
  }
};
