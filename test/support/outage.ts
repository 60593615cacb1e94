import type { Endpoint, Fault, LocalPool } from '../../src/local-pool/index.js';

const backChannel: readonly Endpoint[] = ['discovery', 'jwks', 'token', 'revoke'];

/** Nothing that the site asks of the pool is answered any more, until `pool.faults.clear()`. */
export const takeDown = (pool: LocalPool, fault: Fault = { kind: 'drop' }): void => {
  for (const endpoint of backChannel) pool.faults.add({ endpoint, fault });
};
