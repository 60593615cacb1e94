import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Asked } from './arguments.js';
import { probeBoth } from './probe-both.js';
import type { Removal } from './removal.js';
import { asJson, asMarkdown, summaryOf } from './report.js';
import { NotAsked } from './not-asked.js';
import type { Row } from './row.js';
import { awsTarget, otherTarget } from './target.js';

export const exits = { equal: 0, different: 1, unwalked: 2 } as const;

export interface RunOptions {
  readonly rows: readonly Row[];
  readonly asked: Asked;
  readonly removal: Removal;
  /** Ends the walk. */
  readonly signal: AbortSignal;
  /** Standard output: the report and nothing else. */
  readonly print: (text: string) => void;
  /** Standard error: how it goes. */
  readonly say: (line: string) => void;
  readonly now: () => number;
}

/** The whole command once it was confirmed: the code that it ends with. */
export const runProbe = async (options: RunOptions): Promise<number> => {
  try {
    return await walkAndReport(options);
  } catch (error) {
    options.say(sentenceOf(error, options.signal));
    return exits.unwalked;
  } finally {
    await options.removal.all();
    sayWhatIsLeft(options);
  }
};

const walkAndReport = async ({
  rows,
  asked,
  removal,
  signal,
  print,
  say,
  now,
}: RunOptions): Promise<number> => {
  const { region, against, out } = asked;
  const given = { region, signal };
  // Before anything is made: a report that cannot be written is no use.
  if (out !== undefined) mkdirSync(out, { recursive: true });
  const there =
    against === undefined ? await awsTarget(given) : await otherTarget('another pool', against, given);
  const compared = await probeBoth({ rows, there, removal, say });
  const facts = { title: there.title, region, atMs: now(), throttled: there.http.throttled() };
  const markdown = asMarkdown(compared, facts);
  if (out !== undefined) {
    writeFileSync(join(out, 'probe.md'), markdown);
    writeFileSync(join(out, 'probe.json'), asJson(compared, facts));
  }
  print(markdown);
  const { equal, different, unasked } = summaryOf(compared);
  say(`${equal} equal, ${different} different, ${unasked} without an answer.`);
  return different + unasked === 0 ? exits.equal : exits.different;
};

const sayWhatIsLeft = ({ removal, say }: RunOptions): void => {
  const left = removal.left();
  if (left.length === 0) return;
  say('Not everything could be removed. By hand, in this order:');
  for (const { what, byHand } of left.toReversed()) say(`  # ${what}\n  ${byHand()}`);
};

const sentenceOf = (error: unknown, signal: AbortSignal): string => {
  if (signal.aborted) return 'Stopped before the end. What was made is being removed.';
  if (error instanceof NotAsked) return `It could not be walked. ${error.message}`;
  const { code } = Object(error) as { readonly code?: unknown };
  if (code === 'EACCES' || code === 'ENOTDIR' || code === 'EEXIST' || code === 'EROFS')
    return `The folder of --out cannot be written to (${code}).`;
  // A message may quote what was sent.
  return `The probe itself failed (${error instanceof Error ? error.name : 'no error'}): please report it.`;
};
