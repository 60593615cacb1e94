// npm run bench [-- --only NAME ...] [-- --peer NAME ...] [-- --list] [-- --small]: the site beside what people would use instead, in one run.
// Each case is a file in cases/, each server to compare a file in peers/. Tables go to standard output, progress to standard
// error, and everything, each round too, as JSON into build/bench/.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installPeers } from './support/install.mjs';
import { sizes } from './support/sizes.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    peer: { type: 'string', multiple: true },
    list: { type: 'boolean' },
    small: { type: 'boolean' },
  },
});

const files = (await readdir(new URL('./cases/', import.meta.url))).toSorted();
const readCase = async (file) => {
  const { what, peers, baseline, columns, pool, run } = await import(`./cases/${file}`);
  const isWanted = (peer) => peer === baseline || values.peer === undefined || values.peer.includes(peer);
  return {
    name: file.replace(/\.mjs$/, ''),
    what,
    peers: peers.filter(isWanted),
    baseline,
    columns,
    pool,
    run,
  };
};
const cases = await Promise.all(files.map(readCase));
const unknown = (values.only ?? []).filter((name) => !cases.some((one) => one.name === name));
if (unknown.length > 0)
  throw new Error(
    `No such case: ${unknown.join(', ')}. There are: ${cases.map(({ name }) => name).join(', ')}`,
  );
const chosen = cases.filter(({ name }) => values.only === undefined || values.only.includes(name));

const list = () => {
  for (const { name, what } of chosen) console.log(`${name}: ${what}`);
};

const runAll = async () => {
  installPeers();
  const { takeCores } = await import('./support/cores.mjs');
  const { runCase } = await import('./support/run-case.mjs');
  const { describeCase } = await import('./support/table.mjs');
  // Counted before this process gives one away.
  const coresOfMachine = availableParallelism();
  const cores = takeCores();
  const size = values.small ? sizes.small : sizes.full;
  const machine = {
    node: process.version,
    processor: cpus()[0]?.model,
    cores: coresOfMachine,
    isPinned: cores.isPinned,
    loadBefore: loadavg()[0],
  };
  const at = new Date().toISOString();
  const report = { at, isSmall: values.small === true, size, machine, results: [] };
  const folder = fileURLToPath(new URL('../build/bench/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const file = `${folder}${at.replaceAll(':', '-')}.json`;
  for (const one of chosen) {
    const result = await runCase(one, { size, cores });
    report.results.push(result);
    console.log(describeCase(result));
    // What is there, is there, whatever happens to the next.
    await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
  }
  console.log(describeMachine(machine));
  if (values.small) console.log('A small run: it shows that everything works, and no figure of it counts.');
  console.log(`Everything, each round too: ${file}`);
};

const describeMachine = ({ node, processor, cores, isPinned, loadBefore }) =>
  [
    `Node ${node}, ${processor}, ${cores} cores;`,
    isPinned
      ? 'servers on one core, load, pool and Redis on the others.'
      : 'servers and load share the cores: no taskset, or one core.',
    `Load of the machine before: ${loadBefore.toFixed(1)}${loadBefore > 0.5 ? ': something else is at work, so compare ratios at most' : ''}.`,
  ].join(' ');

// Those who stop it want what it started to stop as well.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
await (values.list ? list() : runAll());
