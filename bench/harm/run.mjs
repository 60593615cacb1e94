// Load that means harm: npm run harm [-- --only NAME] [-- --seconds N]. Each attack is a file in attacks/, and runs in a
// process of its own against the built site, on this machine's loopback address, for some seconds. Beside it somebody
// looks at a public page and somebody signed in at a page of theirs, twenty times a second each. Prints a table.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startHarmedSite } from './support/site.mjs';
import { createWatch } from './support/watch.mjs';
import { signIn } from './support/sign-in.mjs';
import { printTable } from './support/table.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, seconds: { type: 'string' } },
});
const seconds = Number(values.seconds ?? 10);
// The attacker is gone by then, and its connections with it.
const restSeconds = 10;

const files = (await readdir(new URL('./attacks/', import.meta.url))).map((file) =>
  file.replace(/\.mjs$/, ''),
);
const names = files.filter((name) => values.only === undefined || values.only.includes(name)).toSorted();
if (names.length === 0) throw new Error(`No such attack. There are: ${files.join(', ')}`);

const say = (line) => process.stderr.write(`${line}\n`);

/** One attack on a site of its own, so that none has to bear what another left behind. */
const suffer = async (name) => {
  say(name);
  const { crowd } = await import(`./attacks/${name}.mjs`);
  const site = await startHarmedSite(crowd);
  try {
    const session = await signIn(site, 'grace@example.com');
    const watch = createWatch(site, session);
    await watch.warmUp();
    await watch.during(3);
    const before = await site.memory();
    const cpuBefore = site.cpuSeconds();
    const attacker = fork(
      fileURLToPath(new URL('./support/attacker.mjs', import.meta.url)),
      [name, String(seconds), JSON.stringify({ port: site.port, origin: site.origin, pool: site.pool })],
      { execArgv: ['--max-old-space-size=256'] },
    );
    const reported = once(attacker, 'message').then(([report]) => report);
    const ended = once(attacker, 'exit');
    const figures = await watch.during(seconds);
    const cpu = site.cpuSeconds() - cpuBefore;
    const report = await Promise.race([reported, pause(10_000, { note: 'did not report' })]);
    attacker.kill('SIGKILL');
    await ended;
    const peak = site.peakMb();
    const after = await site.restedMemory(restSeconds);
    const closed = await site.connectionsClosed();
    return { name, cpu, figures, before, peak, after, report, closed };
  } finally {
    await site.stop();
  }
};

const rows = [];
for (const name of names) rows.push(await suffer(name));
printTable(rows, seconds);
// What others do on this machine is in the times as well.
say(`Load of the machine, 15 minutes: ${loadavg()[2].toFixed(1)}, on ${availableParallelism()} cores`);
