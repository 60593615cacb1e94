import { context, trace } from '@opentelemetry/api';
import express from 'express';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createEvents } from '../../../src/auth/events.js';
import { createPoolFetch, type PoolFetch } from '../../../src/auth/pool/pool-fetch.js';
import { traceFetch } from '../../../src/auth/pool/traced-fetch.js';
import { createSpans, traceparentOf, type Tracer } from '../../../src/auth/tracing.js';
import { freePort } from '../../support/free-port.js';
import { listen } from '../../support/listen.js';
import { openForAllTests } from '../../support/opened.js';
import { collectSpans } from '../../support/spans.js';

const spans = collectSpans();
beforeEach(spans.forget);

const asked: Readonly<Record<string, unknown>>[] = [];
const answer = { status: 200 };
const server = openForAllTests(() =>
  listen(
    express().use((request, response) => {
      asked.push(request.headers);
      response.status(answer.status).json({});
    }),
  ),
);
beforeEach(() => {
  asked.splice(0);
  answer.status = 200;
});

const fetchBy = (tracer: Tracer, tellsPool: boolean): PoolFetch =>
  traceFetch(
    createPoolFetch({
      settings: { deadlineMs: 5000 },
      events: createEvents(undefined),
      isAllowed: () => true,
    }),
    { spans: createSpans(tracer), tellsPool },
  );

describe('the pool', () => {
  test('learns nothing of the trace unless it is asked for', async () => {
    await fetchBy(spans.tracer, false)('jwks', `${server.origin}/keys`);
    expect(Object.keys(asked[0] ?? {})).not.toContain('traceparent');
  });

  test('learns which call it is of which trace where it is asked for, beside what it is sent anyway', async () => {
    await fetchBy(spans.tracer, true)('token', `${server.origin}/token`, {
      method: 'POST',
      headers: { accept: 'application/json' },
    });
    const { traceId, spanId } = spans.all()[0]?.spanContext() ?? { traceId: '', spanId: '' };
    expect(asked).toMatchObject([{ traceparent: `00-${traceId}-${spanId}-01`, accept: 'application/json' }]);
  });

  test('is sent no header where the tracer makes no ids', async () => {
    const silent = new (class {
      startActiveSpan<Value>(_name: string, _options: unknown, work: (span: never) => Value): Value {
        return work(
          trace.wrapSpanContext({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }) as never,
        );
      }
    })();
    await fetchBy(silent, true)('jwks', `${server.origin}/keys`);
    expect(Object.keys(asked[0] ?? {})).not.toContain('traceparent');
  });
});

describe('the span of a call', () => {
  test('has an address without its query', async () => {
    await fetchBy(spans.tracer, false)('jwks', `${server.origin}/keys?code=canary`);
    expect(spans.all()[0]?.attributes['url.full']).toBe(`${server.origin}/keys`);
  });

  test.each([
    ['http://127.0.0.1', 80],
    ['https://127.0.0.1', 443],
  ])('of %s has the usual port', async (origin, port) => {
    const given: PoolFetch = async () => new Response('{}');
    await traceFetch(given, { spans: createSpans(spans.tracer), tellsPool: false })('jwks', `${origin}/keys`);
    expect(spans.all()[0]?.attributes['server.port']).toBe(port);
  });

  test('is a failure where the pool refuses, which is an answer and no error of ours', async () => {
    answer.status = 400;
    const response = await fetchBy(spans.tracer, false)('revoke', `${server.origin}/revoke`);
    expect(response.status).toBe(400);
    expect(spans.all().map(({ attributes, status }) => [attributes['error.type'], status.code])).toEqual([
      ['400', 2],
    ]);
  });

  test('is a failure by its reason where there is no answer', async () => {
    const call = fetchBy(spans.tracer, false)('jwks', `http://127.0.0.1:${await freePort()}/keys`);
    await expect(call).rejects.toThrow('ECONNREFUSED');
    expect(spans.all().map(({ attributes }) => attributes['error.type'])).toEqual(['ECONNREFUSED']);
  });

  test('P-03: has no word of an error that nobody foresaw', async () => {
    const broken: PoolFetch = () => Promise.reject(new Error('canary'));
    const call = traceFetch(broken, { spans: createSpans(spans.tracer), tellsPool: false })(
      'jwks',
      server.origin,
    );
    await expect(call).rejects.toThrow('canary');
    const [span] = spans.all();
    expect([span?.attributes['error.type'], span?.events, span?.status]).toEqual(['_OTHER', [], { code: 2 }]);
  });

  test('is a part of what was being traced around it', async () => {
    const around = trace.getTracer('app').startSpan('a page');
    await context.with(trace.setSpan(context.active(), around), () =>
      fetchBy(spans.tracer, false)('jwks', `${server.origin}/keys`),
    );
    around.end();
    expect(spans.within(spans.named('a page')[0])).toEqual(['GET jwks']);
  });
});

test('traceparent is written as W3C Trace Context has it', () => {
  const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 0 };
  const spanOf = (changes: object) => trace.wrapSpanContext({ ...context, ...changes });
  expect(traceparentOf(spanOf({}))).toBe(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`);
  expect(traceparentOf(spanOf({ traceFlags: 1 }))).toMatch(/-01$/);
  expect(traceparentOf(spanOf({ spanId: '0'.repeat(16) }))).toBeUndefined();
});
