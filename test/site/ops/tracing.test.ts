import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { signIn } from '../../support/people.js';
import { collectSpans } from '../../support/spans.js';
import { startWholeSite } from '../../support/whole-site.js';
import { somebody, startSelfServiceSite } from '../self-service/support/self-service-site.js';

const spans = collectSpans();
const closing = closeAfterEach();

/** What the site asks of its pool, as Node itself tells of it. The browser of these tests is in this process too. */
const calls: { readonly path: string; readonly hasTrace: boolean }[] = [];
const ofSite = /\/\.well-known\/|^\/oauth2\/(?:token|revoke)$/;
const hear = (message: unknown): void => {
  const { request } = message as { readonly request: ClientRequest };
  if (ofSite.test(request.path))
    calls.push({ path: request.path, hasTrace: request.hasHeader('traceparent') });
};
beforeAll(() => subscribe('http.client.request.start', hear));
afterAll(() => void unsubscribe('http.client.request.start', hear));
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

/** The spans of a visit to the page whose data the user pools API has. */
const spansOfProfile = async (env: Readonly<Record<string, string>>) => {
  const site = closing(await startSelfServiceSite({ env }));
  const { browser } = await somebody(site);
  spans.forget();
  expect((await browser.visit(`${site.origin}/account/profile`)).status).toBe(200);
  return spans.all().map(({ name }) => name);
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

  test('traces what its pages ask of the user pools API with TRACING=on, and not without', async () => {
    expect(await spansOfProfile({ TRACING: 'on' })).toContain('CognitoIdentityProvider.GetUser');
    expect(await spansOfProfile({})).toEqual([]);
  });

  test('traces what it asks of the identity pool with TRACING=on, and not without', async () => {
    const COGNITO_IDENTITY_POOL_ID = 'us-east-1:11111111-2222-3333-4444-555555555555';
    const open = async (env: Readonly<Record<string, string>>) => {
      const { origin } = closing(await startWholeSite({ env: { COGNITO_IDENTITY_POOL_ID, ...env } }));
      spans.forget();
      await signIn(createBrowser(), `${origin}/account/aws`);
      return spans.named('CognitoIdentity.GetCredentialsForIdentity').length;
    };
    expect([await open({ TRACING: 'on' }), await open({})]).toEqual([1, 0]);
  });
});
