// The provider of everybody: the local pool in a process of its own. pool.mjs {"callbackUrls": [...]}
import { startLocalPool } from '../../dist/local-pool/index.js';

const pool = await startLocalPool({ passwordCost: 16, ...JSON.parse(process.argv[2]) });
const { issuer, domain, client } = pool;
const { sub } = pool.person('grace@example.com');
process.stdout.write(`${JSON.stringify({ issuer, domain, client, sub })}\n`);

const answers = {
  'token requests': () => {
    const all = pool.requests.list('token');
    return { count: pool.requests.count('token'), lastAtMs: all.at(-1)?.at };
  },
  'token life': ({ seconds }) => {
    pool.updateClient(client.id, { accessTokenSeconds: seconds, idTokenSeconds: seconds });
    return {};
  },
};
process.on('message', ({ id, ask, ...more }) => process.send({ id, ...answers[ask](more) }));
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit());
