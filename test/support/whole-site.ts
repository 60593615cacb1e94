import { randomBytes } from 'node:crypto';
import { loadConfig, type Config } from '../../src/config.js';
import type { LocalPool, LocalPoolOptions } from '../../src/local-pool/index.js';
import { createLog, type Log } from '../../src/ops/log.js';
import type { DemoHints } from '../../src/pages/index.js';
import { openStorage, type Storage } from '../../src/session-store.js';
import { startSite, type Site } from '../../src/site.js';
import { freePort } from './free-port.js';
import { startPoolFor } from './pool.js';

/** The site as it is in production, with a local user pool, on free ports of this machine. */
export interface WholeSite extends Site {
  /** Where it listens; the public address too, unless `BASE_URL` says another. */
  readonly origin: string;
  readonly config: Config;
  readonly pool: LocalPool;
  readonly storage: Storage;
  readonly log: ReturnType<typeof capturedLog>;
  close(): Promise<void>;
}

export interface WholeSiteOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly pool?: LocalPoolOptions;
  readonly storage?: Storage;
  readonly now?: () => number;
  /** What is counted once per process: it is for one site of a test file. */
  readonly withProcessMetrics?: boolean;
  /** What a demonstration says of its pool. */
  readonly demoHints?: (pool: LocalPool) => DemoHints;
}

export const startWholeSite = async ({
  env,
  pool: poolOptions,
  storage: given,
  now,
  withProcessMetrics = false,
  demoHints,
}: WholeSiteOptions = {}): Promise<WholeSite> => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const baseUrl = env?.['BASE_URL'] ?? origin;
  const pool = await startPoolFor(baseUrl, poolOptions);
  const config = configFor(pool, { PORT: String(port), BASE_URL: baseUrl, ...env });
  const log = capturedLog();
  const storage = given ?? (await openStorage(config, log.write));
  const site = await startSite({
    config,
    storage,
    log: log.write,
    withProcessMetrics,
    ...(now !== undefined && { now }),
    ...(demoHints !== undefined && { demoHints: demoHints(pool) }),
  });
  return {
    ...site,
    origin,
    config,
    pool,
    storage,
    log,
    close: async () => {
      await site.stop({ noticeMs: 0 });
      await pool.close();
    },
  };
};

const configFor = (pool: LocalPool, env: Readonly<Record<string, string>>): Config => {
  const loaded = loadConfig(
    {
      HOST: '127.0.0.1',
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY: pool.api,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.api,
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      AUTH_REQUESTS_PER_MINUTE: '100000',
      ...env,
    },
    () => '',
  );
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
};

/** A log that is kept instead of printed, at its most talkative. */
export const capturedLog = () => {
  const lines: string[] = [];
  const write: Log = createLog({
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  return {
    write,
    lines,
    events: (event: string): Record<string, unknown>[] =>
      lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((entry) => entry['event'] === event),
  };
};
