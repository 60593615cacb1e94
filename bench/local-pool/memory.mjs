// npm run bench:pool-memory [cycles] — whether the local pool forgets: so many sign-ins, each followed by a sign-out, over HTTP.
import { startLocalPool } from '../../dist/local-pool/index.js';
import { signIn, signOut } from './sign-in.mjs';

const cycles = Number(process.argv[2] ?? 1_000_000);
const reports = 10;
const lanes = 8;
const pool = await startLocalPool({ passwordCost: 16 });

const lane = async (count) => {
  for (let n = 0; n < count; n += 1) await signOut(pool, await signIn(pool, 'ada@example.com'));
};

const rows = [];
for (let n = 0; n <= reports; n += 1) {
  if (n > 0)
    await Promise.all(Array.from({ length: lanes }, () => lane(Math.ceil(cycles / reports / lanes))));
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  rows.push({
    'sign-ins and sign-outs': Math.round((cycles / reports) * n),
    'RSS MB': Math.round(rss / 1e6),
    'heap MB': Math.round(heapUsed / 1e6),
  });
  console.log(JSON.stringify(rows.at(-1)));
}
console.table(rows);
await pool.close();
process.exit(0);
