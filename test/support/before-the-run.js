// Before a run of Jest (`globalSetup`): what all its files share. Its workers inherit these variables.
import { generateKeyPair } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const make = promisify(generateKeyPair);

const privateKey = async () =>
  (await make('rsa', { modulusLength: 2048 })).privateKey.export({ type: 'pkcs8', format: 'pem' });

const beforeTheRun = async () => {
  // The two keys that pools sign with (`pool.ts`). They cost half a second of a processor, and two hundred files would each
  // make their own. New ones for each run, so that none is committed; the runs of mutation tests, in one process, share them.
  process.env.TEST_POOL_KEYS ??= JSON.stringify(await Promise.all([privateKey(), privateKey()]));
  // For what one file makes and others find made (`packed.ts`); `after-the-run.js` removes it.
  process.env.TEST_RUN_FOLDER = mkdtempSync(join(tmpdir(), 'run-of-tests-'));
};

export default beforeTheRun;
