// Before a run of Jest (`globalSetup`): the two keys that the pools of all its files sign with. They cost half a second of a
// processor, and two hundred files would each make their own. New ones for each run: no key is committed.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

const make = promisify(generateKeyPair);

const privateKey = async () =>
  (await make('rsa', { modulusLength: 2048 })).privateKey.export({ type: 'pkcs8', format: 'pem' });

// What its workers inherit. Runs that follow each other in one process, as those of mutation tests, share them.
const makeKeysOfTheRun = async () => {
  process.env.TEST_POOL_KEYS ??= JSON.stringify(await Promise.all([privateKey(), privateKey()]));
};

export default makeKeysOfTheRun;
