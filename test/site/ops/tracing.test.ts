import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { signIn } from '../../support/people.js';
import { collectSpans } from '../../support/spans.js';
import { startWholeSite } from '../../support/whole-site.js';

const spans = collectSpans();
const closing = closeAfterEach();

/** The requests that this process makes by `fetch`, as Node itself tells of them: those of the site to its pool. */
const calls: { readonly path: string; readonly hasTrace: boolean }[] = [];
const hear = (message: unknown): void => {
  const { request } = message as { readonly request: { readonly path: string; readonly headers: unknown } };
  calls.push({ path: request.path, hasTrace: JSON.stringify(request.headers).includes('traceparent') });
};
beforeAll(() => subscribe('undici:request:create', hear));
afterAll(() => void unsubscribe('undici:request:create', hear));
beforeEach(() => {
  spans.forget();
  calls.splice(0);
});

const visit = async (env: Readonly<Record<string, string>>) => {
  const { origin, log } = closing(await startWholeSite({ env }));
  await signIn(createBrowser(), `${origin}/account`);
  expect(calls.map(({ path }) => path)).toContain('/oauth2/token');
  return log;
};

describe('a site in a process that has OpenTelemetry', () => {
  test('traces nothing of itself, and tells the pool nothing', async () => {
    await visit({});
    expect(spans.all()).toEqual([]);
    expect(calls.filter(({ hasTrace }) => hasTrace)).toEqual([]);
  });

  test('traces with TRACING=on, and still tells the pool nothing', async () => {
    const log = await visit({ TRACING: 'on' });
    expect(spans.named('sign-in callback')).toHaveLength(1);
    expect(spans.named('probe')).toEqual([]);
    expect(log.events('tracing_not_registered')).toEqual([]);
    expect(calls.filter(({ hasTrace }) => hasTrace)).toEqual([]);
  });

  test('tells the pool of its traces with TRACE_TO_POOL=on, with every call', async () => {
    await visit({ TRACING: 'on', TRACE_TO_POOL: 'on' });
    expect(calls.filter(({ hasTrace }) => !hasTrace)).toEqual([]);
  });
});
