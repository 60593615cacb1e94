import type { Request, RequestHandler, Router } from 'express';
import type { AuthEventListener, SessionStore } from '../auth/index.js';
import { createBrowsers, type BrowsersOptions } from './browsers.js';
import { createRedaction } from './fields.js';
import { createLastSignIn, type ShortStep } from './home.js';
import { createInspectorPages, type InspectorPagesOptions } from './pages.js';
import { createRecorder } from './recorder.js';
import { createWatchedFetch } from './watched-fetch.js';
import { createWatchedStore } from './watched-store.js';

/**
 * Shows each browser what it did here: sign-ins, refreshes and sign-outs, step by step. It listens at three places that
 * `src/auth` has anyway (`onEvent`, `fetch`, `store`), which knows nothing of it; where it is not made, none of them is in between.
 */
export interface Inspector {
  /** Before `auth.session`. */
  readonly watch: RequestHandler;
  /** For `createAuth`. */
  readonly onEvent: AuthEventListener;
  readonly fetch: typeof fetch;
  watchStore(store: SessionStore): SessionStore;
  /** After `auth.session`. */
  pages(options: InspectorPagesOptions): Router;
  /** The last sign-in of a browser in short. */
  lastSignIn(request: Request): readonly ShortStep[] | undefined;
}

export interface InspectorOptions {
  readonly baseUrl: string;
  /** What makes the calls to the pool. Default `fetch`. */
  readonly fetch?: typeof fetch;
  /** The current time in milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  /** The time of a clock that nobody sets, in milliseconds. */
  readonly uptimeMs?: () => number;
  readonly random?: BrowsersOptions['random'];
}

/** Keeps everything in memory, within bounds. For development: it is not for a site that people rely on. */
export const createInspector = (options: InspectorOptions): Inspector => {
  const { baseUrl, now = Date.now, uptimeMs = () => performance.now(), random } = options;
  const { protocol, pathname } = new URL(baseUrl);
  const basePath = pathname.replace(/\/$/, '');
  const browsers = createBrowsers({
    isHttps: protocol === 'https:',
    ...(random !== undefined && { random }),
  });
  const redaction = createRedaction();
  const recorder = createRecorder({ browsers, redaction, now, uptimeMs });
  // Looked up at each call, because tests put another one in its place.
  const ask: typeof fetch = options.fetch ?? (async (...call) => fetch(...call));
  return {
    watch: recorder.watch,
    onEvent: (event) => recorder.note({ kind: 'event', event, beganMs: uptimeMs(), durationMs: 0 }),
    fetch: createWatchedFetch({ recorder, redaction, uptimeMs, ask }),
    watchStore: (store) => createWatchedStore({ store, recorder, redaction, uptimeMs }),
    pages: (pages) => createInspectorPages(browsers, pages),
    lastSignIn: createLastSignIn(browsers, basePath),
  };
};
