// The local pool of a site at the given address. Prints where it is as one line of JSON.
import { startLocalPool } from '../../../dist/local-pool/index.js';

const [origin] = process.argv.slice(2);
const pool = await startLocalPool({
  passwordCost: 16,
  callbackUrls: [`${origin}/auth/callback`],
  logoutUrls: [`${origin}/signed-out`],
});
const { issuer, domain, client } = pool;
const subs = Object.fromEntries(
  ['ada@example.com', 'grace@example.com'].map((name) => [name, pool.person(name).sub]),
);
process.stdout.write(`${JSON.stringify({ issuer, domain, client, subs })}\n`);
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit());
