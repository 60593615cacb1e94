import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach } from '@jest/globals';
import { loadConfig, type Config } from '../../src/config.js';
import type { Finding } from '../../src/doctor/check.js';
import { checks } from '../../src/doctor/checks.js';
import { runChecks } from '../../src/doctor/run.js';
import { createSubject } from '../../src/doctor/subject.js';
import type { Surroundings } from '../../src/doctor/surroundings.js';
import type { LocalPool } from '../../src/local-pool/index.js';

export const baseUrl = 'http://localhost:3000';

export type Env = Readonly<Record<string, string>>;

/** The settings of a site that fits its pool. */
export const envFor = (pool: LocalPool, changes: Env = {}): Env => ({
  BASE_URL: baseUrl,
  COGNITO_ISSUER: pool.issuer,
  COGNITO_CLIENT_ID: pool.client.id,
  COGNITO_CLIENT_SECRET: pool.client.secret,
  SESSION_SECRET: randomBytes(32).toString('base64url'),
  ...changes,
});

/** Has the AWS SDK call the API of this pool in each test of this file, with credentials: any will do. */
export const callApiOf = (pool: LocalPool): void => {
  const names = ['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const before = names.map((name) => process.env[name]);
  beforeEach(() => set(names, [pool.api, 'AKIAEXAMPLE', 'a-secret-key-of-aws']));
  afterEach(() => set(names, before));
};

const set = (names: readonly string[], values: readonly (string | undefined)[]): void => {
  for (const [at, name] of names.entries()) {
    const value = values[at];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
};

export const configFrom = (env: Env): Config => {
  const loaded = loadConfig(env, () => '');
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
};

export interface ExamineOptions {
  readonly surroundings?: Partial<Surroundings>;
  readonly now?: () => number;
  readonly deadlineMs?: number;
  readonly withinMs?: number;
}

export interface Examined {
  readonly findings: readonly Finding[];
  /** What one check found. Throws for a name that there is not. */
  readonly of: (check: string) => Finding;
  /** The names of the checks that came out like this. */
  readonly namesOf: (outcome: Finding['outcome']) => readonly string[];
}

/** Runs every check on a site with these settings. */
export const examine = async (env: Env, options: ExamineOptions = {}): Promise<Examined> => {
  const { surroundings, now = Date.now, deadlineMs = 5000, withinMs = 20_000 } = options;
  const subject = createSubject({
    config: configFrom(env),
    surroundings: { hasAwsCredentials: false, awsRegion: undefined, wantsColour: false, ...surroundings },
    now,
    deadlineMs,
  });
  const findings = await runChecks(checks, { subject, withinMs });
  return {
    findings,
    of(check) {
      const found = findings.find((one) => one.check === check);
      if (found === undefined) throw new Error(`There is no check ${check}`);
      return found;
    },
    namesOf: (outcome) => findings.filter((one) => one.outcome === outcome).map(({ check }) => check),
  };
};
