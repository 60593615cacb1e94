import { startPool } from '../support/pool.js';
import { createRemoval } from '../../src/probe/removal.js';
import { rows } from '../../src/probe/rows.js';
import { otherTarget, type Target } from '../../src/probe/target.js';
import { walkRows, type Outcomes } from '../../src/probe/walk.js';
import type { LocalPool, LocalPoolOptions } from '../../src/local-pool/index.js';

export const region = 'us-east-1';

export const targetAt = (api: string, signal = new AbortController().signal): Promise<Target> =>
  otherTarget('another pool', api, { region, signal });

/** The whole table at one pool. */
export const walkAt = async (api: string): Promise<Outcomes> => {
  const removal = createRemoval();
  const target = await targetAt(api);
  return walkRows({ rows, target, removal, mark: 'crp-probe-test', say: () => undefined });
};

export const withPool = async <T>(
  options: LocalPoolOptions,
  use: (pool: LocalPool) => Promise<T>,
): Promise<T> => {
  const pool = await startPool(options);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
};
