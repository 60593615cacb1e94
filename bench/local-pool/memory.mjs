// npm run bench:pool-memory [cycles] — whether the local pool forgets: so many sign-ins, each followed by a sign-out, over HTTP.
// The pool has a process of its own, so that nothing else is in the figures.
import { once } from 'node:events';
import { startServer } from './server.mjs';
import { signIn, signOut } from './sign-in.mjs';

const cycles = Number(process.argv[2] ?? 1_000_000);
const reports = 10;
const lanes = 8;

const pool = await startServer('pool-server.mjs');

const lane = async (count) => {
  for (let n = 0; n < count; n += 1) await signOut(pool, await signIn(pool, 'ada@example.com'));
};

const rows = [];
for (let n = 0; n <= reports; n += 1) {
  if (n > 0)
    await Promise.all(Array.from({ length: lanes }, () => lane(Math.ceil(cycles / reports / lanes))));
  pool.child.send('memory');
  const [{ rssBytes, heapBytes }] = await once(pool.child, 'message');
  rows.push({
    'sign-ins and sign-outs': Math.round((cycles / reports) * n),
    'RSS MB': Math.round(rssBytes / 1e6),
    'heap MB': Math.round(heapBytes / 1e6),
    'seconds': Math.round(performance.now() / 1000),
  });
  console.log(JSON.stringify(rows.at(-1)));
}
console.table(rows);
pool.child.kill();
process.exit(0);
