// The local user pool in a process of its own, with as many people and refresh tokens as asked for:
// pool-server.mjs [people] [refresh tokens]. Prints where it is as one line of JSON.
import { startLocalPool } from '../../dist/local-pool/index.js';
import { signIn } from './sign-in.mjs';

const [people = 0, refreshTokens = 1] = process.argv.slice(2).map(Number);
const pool = await startLocalPool({ passwordCost: 16 });
for (let n = 0; n < people; n += 1) {
  pool.addPerson({ email: `person-${n}@example.com`, password: 'Local-Pool-1' });
}

let last;
const one = async (from) => {
  for (let n = from; n < refreshTokens; n += lanes) {
    const email = people === 0 ? 'ada@example.com' : `person-${n % people}@example.com`;
    last = await signIn(pool, email);
  }
};
const lanes = 8;
await Promise.all(Array.from({ length: Math.min(lanes, refreshTokens) }, (_, lane) => one(lane)));

const { domain, client } = pool;
const { refreshToken } = last;
process.stdout.write(`${JSON.stringify({ domain, client, url: `${domain}/oauth2/token`, refreshToken })}\n`);
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit());
process.on('message', () => {
  globalThis.gc?.();
  const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
  process.send({ rssBytes, heapBytes });
});
