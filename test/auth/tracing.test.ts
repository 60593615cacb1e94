import { trace } from '@opentelemetry/api';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError } from '../../src/auth/errors.js';
import { createSpans, traceparentOf, type SpanOptions } from '../../src/auth/tracing.js';
import { collectSpans } from '../support/spans.js';

const collected = collectSpans();
beforeEach(collected.forget);

const spans = createSpans(collected.tracer);
const client: SpanOptions = { kind: 2, attributes: { 'server.port': 443 } };

describe('a span', () => {
  test('has a name, a kind and attributes, and is there for what is done within it, which gives what it gives', async () => {
    const given = await spans.within('outer', client, async (span) => {
      span.setAttribute('server.address', 'pool.example');
      await spans.within('inner', { kind: 0, attributes: {} }, async () => undefined);
      expect(collected.all().map(({ name }) => name)).toEqual(['inner']);
      return 'what it gives';
    });
    expect(given).toBe('what it gives');
    const [outer] = collected.named('outer');
    expect(outer).toMatchObject({
      kind: 2,
      attributes: { 'server.port': 443, 'server.address': 'pool.example' },
      status: { code: 0 },
    });
    expect(collected.within(outer)).toEqual(['inner']);
  });

  test.each([
    ['its reason', new AuthError('pool_unreachable', { reason: 'ECONNRESET' }), 'ECONNRESET'],
    ['its code, where it has none', new AuthError('cross_site'), 'cross_site'],
    ['no word of its own, where nobody foresaw it (P-03)', new Error('canary'), '_OTHER'],
    ['no word of its own, whatever was thrown (P-03)', 'canary', '_OTHER'],
  ])('of what failed ends as an error with %s, and the error goes on', async (_what, error, word) => {
    await expect(spans.within('a call', client, () => Promise.reject(error))).rejects.toBe(error);
    expect(collected.all()).toMatchObject([
      { attributes: { 'error.type': word }, status: { code: 2 }, events: [] },
    ]);
  });
});

describe('the header for the next one', () => {
  const traceId = `${'0'.repeat(31)}a`;
  const spanId = `b${'0'.repeat(15)}`;
  const headerOf = (changes: object): string | undefined =>
    traceparentOf(trace.wrapSpanContext({ traceId, spanId, traceFlags: 0, ...changes }));

  test('is written as W3C Trace Context has it', () => {
    expect(headerOf({})).toBe(`00-${traceId}-${spanId}-00`);
    expect(headerOf({ traceFlags: 1 })).toBe(`00-${traceId}-${spanId}-01`);
    expect(headerOf({ traceFlags: 0xab })).toBe(`00-${traceId}-${spanId}-ab`);
  });

  test('is not written where the tracer makes no ids', () => {
    expect(headerOf({ traceId: '0'.repeat(32) })).toBeUndefined();
    expect(headerOf({ spanId: '0'.repeat(16) })).toBeUndefined();
  });
});
