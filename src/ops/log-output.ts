import type { Writable } from 'node:stream';

/** Where the lines of the log go. */
export interface LogOutput {
  /** Never waits and never throws: a line that cannot be written is lost, and counted. */
  write(line: string): void;
  /** How many lines were lost so far. */
  readonly linesLost: () => number;
  /** Waits until everything is written that is to be written, but no longer than this. */
  drained(options: { readonly withinMs: number }): Promise<void>;
}

// Enough for some thousand lines, while whoever collects them draws breath.
const mostWaitingBytes = 1024 * 1024;

/**
 * The log must not cost the site. A disk that is full refuses each line, and a reader that has stopped takes none: then
 * lines are dropped and counted, and the first line that gets through again is one that says how many are missing.
 *
 * `stream` is the standard output of Node: it writes to files at once, and to pipes and sockets without waiting. Pino's
 * own output is not used: it keeps what it cannot write without limit, and ends the process, or never lets it end,
 * when its file stays full or its pipe stands still.
 */
export const createLogOutput = (stream: Writable, now: () => number = Date.now): LogOutput => {
  let linesLost = 0;
  // Lost, and not yet told.
  let owed = 0;
  // Each failed write says so to its own callback as well. Without a listener it would be an error that nobody caught.
  stream.on('error', () => undefined);

  const put = (line: string, onLost: () => void): void => {
    stream.write(line, (error) => {
      if (error !== null && error !== undefined) onLost();
    });
  };
  const lose = (): void => {
    linesLost += 1;
    owed += 1;
  };
  const tellLoss = (lines: number): void => {
    owed = 0;
    put(lineAboutLoss(lines, now()), () => {
      owed += lines;
    });
  };

  return {
    write(line) {
      if (stream.writableLength > mostWaitingBytes) return lose();
      if (owed > 0) tellLoss(owed);
      return put(line, lose);
    },
    linesLost: () => linesLost,
    async drained({ withinMs }) {
      const endsAtMs = performance.now() + withinMs;
      while (stream.writableLength > 0 && performance.now() < endsAtMs) await nextLook();
    },
  };
};

const lineAboutLoss = (lines: number, nowMs: number): string =>
  `${JSON.stringify({ level: 'warn', time: new Date(nowMs).toISOString(), event: 'log_lines_lost', lines })}\n`;

const nextLook = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 20));
