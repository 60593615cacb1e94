// The local pool of a site at the given address. Prints where it is as one line of JSON.
import { startLocalPool } from '../../../dist/local-pool/index.js';

const [origin] = process.argv.slice(2);
const { issuer, domain, client } = await startLocalPool({
  passwordCost: 16,
  callbackUrls: [`${origin}/auth/callback`],
  logoutUrls: [`${origin}/signed-out`],
});
process.stdout.write(`${JSON.stringify({ issuer, domain, client })}\n`);
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit());
