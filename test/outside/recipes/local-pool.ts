// #region pool
import { startLocalPool } from '../../../src/local-pool/index.js';

/** A pool of a test's own: on free ports, with somebody in it, an hour ahead, and with a token endpoint that fails once. */
export const poolForOneTest = async (callbackUrl: string) => {
  const pool = await startLocalPool({
    callbackUrls: [callbackUrl],
    rotation: { graceSeconds: 0 },
    accessTokenSeconds: 300,
    passwordCost: 16,
  });
  pool.addPerson({ email: 'mary@example.com', password: 'Local-Pool-1', groups: ['editors'] });
  pool.clock.advance(60 * 60 * 1000);
  pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 503 }, times: 1 });
  // pool.issuer, pool.client.id and pool.client.secret go into the settings of the app under test;
  // pool.requests.count('token') says afterwards how often it asked.
  return pool;
};
// #endregion
