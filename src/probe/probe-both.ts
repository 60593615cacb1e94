import { randomBytes } from 'node:crypto';
import { startLocalPool } from '../local-pool/index.js';
import { compare, type Compared } from './compare.js';
import type { Removal } from './removal.js';
import type { Row } from './row.js';
import { otherTarget, type Target } from './target.js';
import { walkRows, type Outcomes, type WalkOptions } from './walk.js';

export interface ProbeOptions {
  readonly rows: readonly Row[];
  /** Cognito, or what stands in its place. */
  readonly there: Target;
  readonly removal: Removal;
  readonly say: (line: string) => void;
}

/** Guards passwords of a pool that lives for seconds. */
const passwordCost = 16;

/**
 * Walks the table there, removes what it made, walks it at a local pool of its own, and lays the answers side by side.
 * Throws `NotAsked` where one of the two cannot be walked at all.
 */
export const probeBoth = async ({
  rows,
  there,
  removal,
  say,
}: ProbeOptions): Promise<readonly Compared[]> => {
  const { region, signal } = there;
  const mark = `crp-probe-${randomBytes(5).toString('hex')}`;
  const seen = await walkAndRemove({ rows, target: there, removal, mark, say });
  const pool = await startLocalPool({ passwordCost, userPoolId: `${region}_Probe0001` });
  try {
    const here = await otherTarget('the local pool', pool.api, { region, signal });
    // The pool goes with all that is in it.
    const nothing: Removal = { willMake: () => undefined, all: () => Promise.resolve([]), left: () => [] };
    return compare(rows, {
      there: seen,
      here: await walkRows({ rows, target: here, removal: nothing, mark, say }),
    });
  } finally {
    await pool.close();
  }
};

const walkAndRemove = async (options: WalkOptions): Promise<Outcomes> => {
  try {
    return await walkRows(options);
  } finally {
    await options.removal.all();
  }
};
