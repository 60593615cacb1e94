import { pino, stdTimeFunctions, type DestinationStream } from 'pino';
import { createLogOutput } from './log-output.js';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** What may stand in a log line: flat, and made by us. Errors go through `describeError` first. */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Writes one line of JSON per call. `event` is a word to search for. */
export type Log = (level: Level, event: string, fields?: Fields) => void;

const longestText = 256;

/** The log of the process, on standard output unless said otherwise. */
export const createLog = ({
  level,
  destination = createLogOutput(process.stdout),
}: {
  readonly level: string;
  readonly destination?: DestinationStream;
}): Log => {
  const options = {
    level,
    // The platform knows which process and which machine wrote a line.
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = pino(options, destination);
  return (level, event, fields) => {
    if (logger.isLevelEnabled(level)) logger[level](plainFields(event, fields));
  };
};

// Text from outside (a path, a browser's name) must neither fake a line nor steer a terminal nor fill the disk.
const plainFields = (event: string, fields: Fields = {}): Fields => {
  const plain: Record<string, Fields[string]> = { event };
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    plain[name] = typeof value === 'string' ? plainText(value) : value;
  }
  return plain;
};

const unsafe = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Text without control and formatting characters, cut to a length that a line can bear. */
export const plainText = (text: string, most = longestText): string => {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  return short.replace(unsafe, '\u{FFFD}');
};

/**
 * What may be logged of an error. Its message and its `cause` may not: those of HTTP and JSON errors
 * quote tokens and bodies.
 */
export const describeError = (error: unknown): Fields => {
  if (typeof error !== 'object' || error === null) return { errorName: typeof error };
  const { name, code, status, reason, poolError, poolStatus } = error as Record<string, unknown>;
  const fields = {
    errorName: word(name),
    code: word(code),
    status: typeof status === 'number' ? status : undefined,
    reason: word(reason),
    poolError: word(poolError),
    poolStatus: typeof poolStatus === 'number' ? poolStatus : undefined,
  };
  // A failure that was foreseen has a code and a status; of a bug we need to know where it is.
  const isForeseen = fields.code !== undefined && fields.status !== undefined;
  return isForeseen ? fields : { ...fields, stack: framesOf(error) };
};

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[A-Za-z]\w{0,39}$/.test(value) ? value : undefined;

// The stack begins with the message, so only the lines that name a place are kept.
const framesOf = (error: object): readonly string[] | undefined => {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  const frames = error.stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return frames.slice(0, 8).map((line) => plainText(line.trim()));
};
