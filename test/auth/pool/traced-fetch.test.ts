import { context, trace } from '@opentelemetry/api';
import express from 'express';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents } from '../../../src/auth/events.js';
import { createPoolFetch, type PoolFetch } from '../../../src/auth/pool/pool-fetch.js';
import { traceFetch } from '../../../src/auth/pool/traced-fetch.js';
import { createSpans, type Span, type Tracer } from '../../../src/auth/tracing.js';
import { freePort } from '../../support/free-port.js';
import { listen } from '../../support/listen.js';
import { openForAllTests } from '../../support/opened.js';
import { collectSpans } from '../../support/spans.js';
import { poolAnswer } from './support.js';

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
  test('has an address without its query, and the status of an answer, which is no failure', async () => {
    await fetchBy(spans.tracer, false)('jwks', `${server.origin}/keys?code=canary`);
    expect(spans.all().map(({ attributes, status }) => [attributes, status])).toEqual([
      [
        {
          'http.request.method': 'GET',
          'server.address': 'localhost',
          'server.port': Number(new URL(server.origin).port),
          'url.full': `${server.origin}/keys`,
          'http.response.status_code': 200,
          'cognito.endpoint': 'jwks',
        },
        { code: 0 },
      ],
    ]);
  });

  test.each([
    ['http://127.0.0.1', 80],
    ['https://127.0.0.1', 443],
  ])('of %s has the usual port', async (origin, port) => {
    const given: PoolFetch = async () => poolAnswer('{}');
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

  test('is a failure by its reason where the pool is in trouble, with the status that it had', async () => {
    answer.status = 503;
    const call = fetchBy(spans.tracer, false)('jwks', `${server.origin}/keys`);
    await expect(call).rejects.toThrow('pool_status_503');
    expect(spans.all().map(({ attributes }) => attributes)).toMatchObject([
      { 'http.response.status_code': 503, 'error.type': 'pool_status_503' },
    ]);
  });

  test.each([
    ['of ours', new AuthError('pool_unreachable', { reason: 'ECONNRESET' })],
    ['of anybody', new Error('canary')],
  ])('is told no status where an error %s has none', async (_whose, error) => {
    const told: string[] = [];
    const span: Span = {
      setAttribute: (name) => told.push(name),
      setStatus: () => undefined,
      spanContext: () => ({ traceId: '', spanId: '', traceFlags: 0 }),
      end: () => undefined,
    };
    const tracer: Tracer = { startActiveSpan: (_name, _options, work) => work(span) };
    const broken: PoolFetch = () => Promise.reject(error);
    const call = traceFetch(broken, { spans: createSpans(tracer), tellsPool: false })('jwks', server.origin);
    await expect(call).rejects.toBe(error);
    expect(told).toEqual(['error.type']);
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
