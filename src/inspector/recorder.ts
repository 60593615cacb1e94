import { AsyncLocalStorage } from 'node:async_hooks';
import type { Request, RequestHandler, Response } from 'express';
import type { Browser, Browsers } from './browsers.js';
import { clipped, type Redaction } from './fields.js';
import type { Answer, Exchange, Happening, StoreCall } from './recording.js';
import { isTelling } from './telling.js';

/** Notes what happens while a request is answered, wherever in the program that is. */
export interface Recorder {
  /** For every request that may have to do with a sign-in. */
  readonly watch: RequestHandler;
  /** Adds to the request at hand. Without one, as in the background, nothing is kept. */
  note(happening: Happening): void;
}

export interface RecorderDeps {
  readonly browsers: Browsers;
  readonly redaction: Redaction;
  /** Milliseconds since the epoch, and by the clock that nobody sets. */
  readonly now: () => number;
  readonly uptimeMs: () => number;
}

interface OpenExchange extends Omit<Exchange, 'answer' | 'happenings'> {
  readonly browser: Browser;
  readonly happenings: Happening[];
}

/** Tokens that were replaced by newer ones. */
interface Replacement {
  readonly by: string;
  readonly session: string | undefined;
  readonly version: number | undefined;
  readonly atMs: number;
}

const mostHappenings = 60;
const mostReplacements = 100;

/** Follows each request through the program by its asynchronous context, so that nothing has to be handed along. */
export const createRecorder = (deps: RecorderDeps): Recorder => {
  const { browsers, redaction, now, uptimeMs } = deps;
  const current = new AsyncLocalStorage<OpenExchange>();
  let replacements: readonly Replacement[] = [];
  let count = 0;

  const open = (request: Request, response: Response): OpenExchange => {
    const { address: path, query } = placeOf(request.originalUrl, redaction);
    count += 1;
    return {
      id: String(count),
      browser: browsers.of(request, response),
      method: request.method,
      path,
      query,
      startedAtMs: now(),
      beganMs: uptimeMs(),
      happenings: [],
    };
  };

  const sharing = ({ id, beganMs, happenings }: OpenExchange, endedMs: number): string | undefined => {
    const read = happenings.find((one): one is StoreCall => one.kind === 'store' && one.call === 'read');
    return replacements.find(
      ({ by, session, version, atMs }) =>
        by !== id &&
        session === read?.session &&
        version === read?.version &&
        version !== undefined &&
        beganMs < atMs &&
        atMs <= endedMs,
    )?.by;
  };

  const close = (exchange: OpenExchange, response: Response): void => {
    const { browser, ...kept } = exchange;
    const answer = answerOf(response, redaction, uptimeMs());
    const whole = { ...kept, answer, sharedWith: sharing(exchange, answer.endedMs) };
    if (isTelling(whole)) browser.keep(whole);
  };

  return {
    watch: function recordForInspector(request, response, next) {
      const exchange = open(request, response);
      response.once('close', () => close(exchange, response));
      current.run(exchange, () => next());
    },

    note(happening) {
      const exchange = current.getStore();
      if (exchange === undefined || exchange.happenings.length >= mostHappenings) return;
      exchange.happenings.push(happening);
      if (happening.kind !== 'store' || happening.call !== 'replaceTokens') return;
      const { session, version } = happening;
      const replacement = { by: exchange.id, session, version, atMs: uptimeMs() };
      if (happening.said === 'written')
        replacements = [replacement, ...replacements].slice(0, mostReplacements);
    },
  };
};

const answerOf = (response: Response, redaction: Redaction, endedMs: number): Answer => {
  const location = response.getHeader('location');
  const set = response.getHeader('set-cookie') ?? [];
  return {
    status: response.statusCode,
    endedMs,
    location: typeof location === 'string' ? placeOf(location, redaction) : undefined,
    cookies: (Array.isArray(set) ? set : [String(set)]).map(cookieOf),
  };
};

// Taken apart by hand: what a browser asks for may be anything, and nothing here may fail.
const placeOf = (location: string, redaction: Redaction) => {
  const [address = '', ...query] = (location.split('#')[0] ?? '').split('?');
  return {
    address: clipped(address),
    query: redaction.parameters(new URLSearchParams(query.join('?'))),
  };
};

// What follows the dot names the sign-in; what follows the equals sign is a secret.
const cookieOf = (line: string) => {
  const [name = ''] = line.split('=');
  return { name: clipped(name.replace(/\..*/, '.…')), isCleared: /;\s*expires=Thu, 01 Jan 1970/i.test(line) };
};
