import { readFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { describeProblems, loadConfig, type Config, type Loaded } from '../config.js';

/** `EX_CONFIG` of sysexits.h: the configuration is wrong, so starting again will not help. */
export const exitBadConfig = 78;

/** The configuration of this process and of `.env`, or the end of the process with every problem on standard error. */
export const configOfProcess = (): Config => {
  const loaded = loadedOfProcess();
  if ('config' in loaded) return loaded.config;
  process.stderr.write(`${describeProblems(loaded.problems, loaded.isPoolMissing)}\n`);
  process.exit(exitBadConfig);
};

/** The same, with the problems for somebody else to tell. A `.env` that is none ends the process all the same. */
export const loadedOfProcess = (): Loaded => {
  loadDotEnv('.env');
  return loadConfig(process.env, (path) => readFileSync(path, 'utf8'));
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
