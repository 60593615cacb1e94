import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { createBrowser } from '../../support/browser.js';
import { builtProgram } from '../../support/built.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { listen } from '../../support/listen.js';
import { signIn } from '../../support/people.js';
import { startPoolFor } from '../../support/pool.js';

// The site as a process of its own, with OpenTelemetry registered as docs/tracing.md says, and a receiver of OTLP.

const closing = closeAfterEach();
beforeAll(() => builtProgram('server.js'), 60_000);

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly {
        readonly key: string;
        readonly value: { readonly stringValue?: string };
      }[];
    };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly OtlpSpan[];
    }[];
  }[];
}

/** What an OpenTelemetry collector is to an app: it takes spans at /v1/traces (OTLP over HTTP, in JSON). */
const startReceiver = async () => {
  const got: OtlpRequest[] = [];
  const app = express();
  app.post('/v1/traces', express.json({ limit: '5mb' }), (request, response) => {
    got.push(request.body as OtlpRequest);
    response.json({});
  });
  const server = closing(await listen(app));
  const scopes = () =>
    got.flatMap(({ resourceSpans }) => resourceSpans).flatMap(({ scopeSpans }) => scopeSpans);
  return {
    origin: server.origin,
    services: () =>
      got
        .flatMap(({ resourceSpans }) => resourceSpans)
        .map(
          ({ resource }) => resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue,
        ),
    scopes: () => new Set(scopes().map(({ scope }) => scope.name)),
    spans: () => scopes().flatMap(({ spans }) => spans),
    text: () => JSON.stringify(got),
  };
};

/** A site that is listening, as its own process. */
const startSite = async (args: readonly string[], env: Readonly<Record<string, string>>) => {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const pool = closing(await startPoolFor(origin));
  const child = spawn(process.execPath, [...args, 'dist/server.js'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: String(port),
      HOST: '127.0.0.1',
      BASE_URL: origin,
      COGNITO_ISSUER: pool.issuer,
      COGNITO_CLIENT_ID: pool.client.id,
      COGNITO_CLIENT_SECRET: pool.client.secret,
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  closing({
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  });
  const output = { text: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  await eventually(() => expect(output.text).toContain('"listening"'), 30_000);
  return { origin, output, child, ended };
};

const traced = ['--import', './ops/opentelemetry.js'];

describe('the recipe of docs/tracing.md', () => {
  test('brings the spans of a sign-in to a collector, each below the one that it is a part of', async () => {
    const receiver = await startReceiver();
    const site = await startSite(traced, {
      TRACING: 'on',
      OTEL_SERVICE_NAME: 'shop',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.origin,
    });
    await signIn(createBrowser(), `${site.origin}/account`);
    await eventually(
      () => expect(receiver.spans().map(({ name }) => name)).toContain('sign-in callback'),
      15_000,
    );

    expect(new Set(receiver.services())).toEqual(new Set(['shop']));
    expect(receiver.scopes()).toEqual(new Set(['cognito-relying-party']));
    const callback = receiver.spans().find(({ name }) => name === 'sign-in callback');
    const token = receiver.spans().find(({ name }) => name === 'POST token');
    expect([token?.traceId, token?.parentSpanId]).toEqual([callback?.traceId, callback?.spanId]);
    expect(receiver.text()).not.toMatch(/eyJ|ada@example\.com/);
    expect(site.output.text).not.toContain('tracing_not_registered');
  }, 60_000);

  test('costs nothing while TRACING is off: nothing is sent', async () => {
    const receiver = await startReceiver();
    const site = await startSite(traced, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.origin });
    await signIn(createBrowser(), `${site.origin}/account`);
    // What there is is sent before the end.
    site.child.kill('SIGTERM');
    await site.ended;
    expect(receiver.spans()).toEqual([]);
  }, 60_000);
});

test('a site that is to trace and has no OpenTelemetry says what to do, and works', async () => {
  const site = await startSite([], { TRACING: 'on' });
  expect(site.output.text).toMatch(/"tracing_not_registered".*--import.*docs\/tracing\.md/);
  expect((await signIn(createBrowser(), `${site.origin}/account`)).status).toBe(200);
}, 60_000);
