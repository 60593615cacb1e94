import { readArguments, usage } from './probe/arguments.js';
import { planOf } from './probe/plan.js';
import { createRemoval } from './probe/removal.js';
import { rows } from './probe/rows.js';
import { exits, runProbe } from './probe/run.js';

/** `EX_USAGE` of sysexits.h. */
const exitBadUsage = 64;
const withinMs = 20 * 60_000;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const asked = readArguments(process.argv.slice(2));
if (typeof asked === 'string') {
  say(`${asked}\n\n${usage}`);
  process.exit(exitBadUsage);
}
say(planOf(asked));
if (!asked.isConfirmed) process.exit(exits.unwalked);

const removal = createRemoval();
const ending = new AbortController();
const deadline = setTimeout(() => ending.abort(), withinMs);

// The first signal ends the walk and lets the removing go on; a second one is somebody in a hurry.
const stop = (): void => {
  if (ending.signal.aborted) {
    say('Stopped at once. Not removed so far, by hand and in this order:');
    for (const { byHand } of removal.left().toReversed()) say(`  ${byHand()}`);
    process.exit(exits.unwalked);
  }
  say('Stopping. What was made is removed first; once more ends it at once.');
  ending.abort();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

let report = '';
const code = await runProbe({
  rows,
  asked,
  removal,
  signal: ending.signal,
  print: (text) => {
    report += text;
  },
  say,
  now: Date.now,
});
clearTimeout(deadline);
process.stdout.write(report, () => process.exit(code));
