// Loaded before every server that is measured (node --import): answers what it has used so far, and collects garbage when asked.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const collect = () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  // What the first leaves for finalizers, the second takes.
  gc();
  gc();
};

process.on('message', ({ id, ask }) => {
  if (ask !== 'usage' && ask !== 'usage at rest') return;
  if (ask === 'usage at rest') collect();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ id, cpuUs: user + system, rssBytes: rss, heldBytes: heapUsed + external });
});
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit());
