import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AuthError, type SessionStore, type WhoseSignIns } from './auth/index.js';
import { configOfProcess, exitBadConfig } from './config/process.js';
import { logAuthEvents } from './ops/auth-log.js';
import { createLog } from './ops/log.js';
import { openStorage } from './session-store.js';
import { createSiteAuth } from './site-auth.js';

const usage = `Ends sign-ins, and revokes their refresh tokens:
  npm run end-sign-ins -- --sub SUB     those of one person, by the sub of their ID token
  npm run end-sign-ins -- --everybody   those of everybody
`;
/** `EX_USAGE` of sysexits.h. */
const exitBadUsage = 64;
const connectWithinMs = 10_000;

const fail = (message: string, code: number): never => {
  process.stderr.write(message);
  process.exit(code);
};

const whoseFrom = (args: readonly string[]): WhoseSignIns => {
  try {
    const options = { sub: { type: 'string' }, everybody: { type: 'boolean' } } as const;
    const { sub, everybody } = parseArgs({ args: [...args], options }).values;
    if (everybody === true && sub === undefined) return 'everybody';
    if (everybody !== true && sub !== undefined && sub !== '') return { sub };
  } catch {
    // What it says would only be in other words than ours.
  }
  return fail(usage, exitBadUsage);
};

// Redis is connected to in the background, and says so by failing no more.
const untilReached = async (store: SessionStore): Promise<void> => {
  const endsAt = performance.now() + connectWithinMs;
  for (;;) {
    try {
      return await store.check();
    } catch (error) {
      if (!(error instanceof AuthError) || performance.now() > endsAt) throw error;
      await pause(100);
    }
  }
};

const whose = whoseFrom(process.argv.slice(2));
const config = configOfProcess();
if (config.redisUrls === undefined)
  fail(
    'The sign-ins are in the memory of the site’s own process (no REDIS_URL): to end them all, restart it.\n',
    exitBadConfig,
  );

// Standard output is for the figures.
const log = createLog({ level: 'warn', destination: process.stderr });
const { store } = await openStorage(config, log);
const writeDown = logAuthEvents({ log, addresses: config.auditAddress });
let notRevoked = 0;
const auth = createSiteAuth({
  config,
  store,
  onEvent: (event) => {
    if (event.type === 'revoke_failed') notRevoked += 1;
    writeDown(event);
  },
});

try {
  await untilReached(store);
  const ended = await auth.endSignInsOf(whose);
  process.stdout.write(`Sign-ins ended: ${ended}. Nobody comes back without a new proof for 24 hours.\n`);
} catch (error) {
  if (!(error instanceof AuthError)) throw error;
  const reason = error.reason === undefined ? '' : ` (${error.reason})`;
  process.stderr.write(
    `Some sign-ins may go on: ${error.code}${reason}. Run the command again when that is mended.\n`,
  );
  process.exitCode = 1;
} finally {
  await store.close();
}
// Whatever else went wrong: the sessions that they were kept with have ended, and nothing tries them again.
if (notRevoked > 0) {
  process.stdout.write(
    `Refresh tokens that the user pool did not revoke: ${notRevoked}. What has ended is not tried again: once the pool answers, sign out there whom each revoke_failed on standard error names by userId.\n`,
  );
  process.exitCode = 1;
}
