import { readFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { describeProblems, loadConfig, type Config } from '../config.js';

/** `EX_CONFIG` of sysexits.h: the configuration is wrong, so starting again will not help. */
export const exitBadConfig = 78;

/** The configuration of this process and of `.env`, or the end of the process with every problem on standard error. */
export const configOfProcess = (): Config => {
  loadDotEnv('.env');
  const loaded = loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
  if ('config' in loaded) return loaded.config;
  process.stderr.write(`${describeProblems(loaded.problems, loaded.isPoolMissing)}\n`);
  process.exit(exitBadConfig);
};

// What the environment says already, wins over the file.
const loadDotEnv = (path: string): void => {
  try {
    loadEnvFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    process.stderr.write(`${path} cannot be read: expected lines of the form NAME=value\n`);
    process.exit(exitBadConfig);
  }
};
