// The site as dist/server.js starts it, whose store can be filled with the sign-ins of people who never came.
import { createHash, randomBytes } from 'node:crypto';
import { configOfProcess } from '../../dist/config/process.js';
import { createLogOutput } from '../../dist/ops/log-output.js';
import { createLog } from '../../dist/ops/log.js';
import { openStorage } from '../../dist/session-store.js';
import { startSite } from '../../dist/site.js';
import { sampleSession } from './sample-session.mjs';

const config = configOfProcess();
const output = createLogOutput(process.stdout);
const log = createLog({ level: config.logLevel, destination: output });
const storage = await openStorage(config, log);
await startSite({ config, log, storage, linesLost: output.linesLost, withProcessMetrics: true });

const key = () => createHash('sha256').update(randomBytes(24)).digest('base64url');
const atOnce = 100;
const { issuer, clientId } = config.pool;
const createOne = (n) =>
  storage.store.create(
    key(),
    sampleSession({ issuer, clientId, sub: key(), person: `person-${n}@example.com` }),
  );
const answerFill = async ({ id, count }) => {
  for (let made = 0; made < count; made += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, count - made) }, (_, n) => createOne(made + n)));
  process.send({ id });
};
process.on('message', (message) => {
  if (message.ask === 'fill') void answerFill(message);
});
