import type { Refresher } from './refresh/refresher.js';
import type { SignInFlow } from './sign-in/sign-in.js';
import type { SessionStore } from './store.js';
import type { SpanOptions, Spans } from './tracing.js';
import { watchStore } from './watched-store.js';

// Spans around the parts of a sign-in. Each goes on as it is where no tracer is given, so that nobody pays for none.

const here: SpanOptions = { kind: 0, attributes: {} };

/** A span around each half of a sign-in. */
export const traceFlow = (flow: SignInFlow, spans: Spans | undefined): SignInFlow =>
  spans === undefined
    ? flow
    : {
        ...flow,
        start: (...visit) => spans.within('sign-in start', here, () => flow.start(...visit)),
        finish: (...visit) => spans.within('sign-in callback', here, () => flow.finish(...visit)),
      };

/** A span for every request that makes a refresh, or waits for one. */
export const traceRefresher = (refresher: Refresher, spans: Spans | undefined): Refresher =>
  spans === undefined
    ? refresher
    : {
        ...refresher,
        fresh: (...session) => spans.within('token refresh', here, () => refresher.fresh(...session)),
      };

/** A span around each call to the store. */
export const traceStore = (store: SessionStore, spans: Spans | undefined): SessionStore =>
  spans === undefined
    ? store
    : watchStore(store, (operation, call) =>
        spans.within(`store ${operation}`, { kind: 0, attributes: { 'db.operation.name': operation } }, () =>
          call(),
        ),
      );
