import { describeError, type Log } from './log.js';

/**
 * Ends the process on an error that nobody caught, without printing the error: Node's own report shows messages and
 * causes, and those may hold tokens.
 */
export const logCrashes = (log: Log): void => {
  const crash = (error: unknown): void => {
    log('error', 'crashed', describeError(error));
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
};
