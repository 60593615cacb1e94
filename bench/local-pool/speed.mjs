// npm run bench:pool — how fast the local pool starts and refreshes, beside oidc-provider doing the same work, and
// whether ten thousand people and a hundred thousand refresh tokens make a difference.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';
import { startServer } from './server.mjs';
import { basic } from './sign-in.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const [people, refreshTokens] = [
  Number(process.env.BENCH_PEOPLE ?? 10_000),
  Number(process.env.BENCH_TOKENS ?? 100_000),
];
/** Each server also has one round before them that is not counted: its code is then compiled. */
const rounds = 5;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const load = async ({ url, client, refreshToken }) => {
  const { requests, latency, non2xx, errors } = await autocannon({
    url,
    method: 'POST',
    connections: 8,
    duration: seconds,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'authorization': basic(client),
    },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }).toString(),
  });
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refusals, ${errors} errors`);
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 };
};

const startMs = async () => {
  const began = performance.now();
  const child = spawn(process.execPath, ['dist/local-pool/main.js', '--port', '0', '--domain-port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const took = performance.now() - began;
  child.kill();
  await once(child, 'exit');
  return took;
};

const rows = [];
const note = (what, runs) =>
  rows.push({
    'what': what,
    'refresh grants/s': Math.round(median(runs.map(({ perSecond }) => perSecond))),
    'p50 ms': median(runs.map(({ p50 }) => p50)),
    'p99 ms': median(runs.map(({ p99 }) => p99)),
  });

const starts = [];
for (let n = 0; n < 11; n += 1) starts.push(await startMs());
console.log(
  `Ready after ${starts.map((ms) => Math.round(ms)).join(', ')} ms (median ${Math.round(median(starts))})`,
);

const small = await startServer('pool-server.mjs');
const peer = await startServer('oidc-provider-server.mjs');
const runs = { small: [], peer: [], large: [] };
await load(small);
await load(peer);
for (let n = 0; n < rounds; n += 1) {
  runs.small.push(await load(small));
  runs.peer.push(await load(peer));
}
peer.child.kill();
note('local pool', runs.small);
note('oidc-provider', runs.peer);

console.log(`Signing in ${refreshTokens} times as ${people} people …`);
const large = await startServer('pool-server.mjs', [people, refreshTokens]);
const again = [];
await load(large);
for (let n = 0; n < rounds; n += 1) {
  again.push(await load(small));
  runs.large.push(await load(large));
}
note('local pool, again', again);
note(`local pool, ${people} people, ${refreshTokens} refresh tokens`, runs.large);
small.child.kill();
large.child.kill();
console.table(rows);
console.log(
  `Share of oidc-provider: ${(rows[0]['refresh grants/s'] / rows[1]['refresh grants/s']).toFixed(2)}`,
);
