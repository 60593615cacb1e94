import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Request, Response } from 'express';
import { AuthError } from '../../../src/auth/errors.js';
import { createEvents } from '../../../src/auth/events.js';
import { createSameOrigin, refuseCrossSite, refuseEmbedding } from '../../../src/auth/guards/same-origin.js';

const origin = 'https://app.example';
type Headers = Record<string, string>;
const outcomeOf = (check: () => void): string => {
  try {
    check();
    return 'passes';
  } catch (error) {
    return error instanceof AuthError && error.code === 'cross_site' ? (error.reason ?? '') : String(error);
  }
};
const post = (headers: Headers, method = 'POST') =>
  outcomeOf(() => refuseCrossSite({ method, headers }, origin));

describe('an unsafe request', () => {
  test.each<readonly [Headers, string]>([
    [{ 'sec-fetch-site': 'same-origin', origin }, 'passes'],
    [{ 'sec-fetch-site': 'same-origin' }, 'passes'],
    [{ origin }, 'passes'],
    [{ 'sec-fetch-site': 'same-origin', 'origin': 'null' }, 'passes'],
    [{}, 'no_origin'],
    [{ referer: `${origin}/account` }, 'no_origin'],
    [{ origin: 'null' }, 'origin'],
    [{ origin: '' }, 'origin'],
    [{ origin: 'https://evil.example' }, 'origin'],
    [{ origin: 'http://app.example' }, 'origin'],
    [{ origin: 'https://app.example:8443' }, 'origin'],
    [{ origin: 'https://app.example.evil.example' }, 'origin'],
    [{ origin: 'https://sub.app.example' }, 'origin'],
    [{ 'sec-fetch-site': 'same-origin', 'origin': 'https://evil.example' }, 'origin'],
    [{ 'sec-fetch-site': 'same-site', origin }, 'sec_fetch_site'],
    [{ 'sec-fetch-site': 'cross-site', origin }, 'sec_fetch_site'],
    [{ 'sec-fetch-site': 'none', origin }, 'sec_fetch_site'],
    [{ 'sec-fetch-site': '', origin }, 'sec_fetch_site'],
    [{ 'sec-fetch-site': 'SAME-ORIGIN', origin }, 'sec_fetch_site'],
  ])('with %o: %s (K-01, K-02, K-03, K-06)', (headers, outcome) => {
    expect(post(headers)).toBe(outcome);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'TRACE', 'PROPFIND', 'get'])(
    'is one with the method %s (K-05)',
    (method) => {
      expect(post({}, method)).toBe('no_origin');
    },
  );

  test('of whatever headers passes only with our origin in one of the two (K-02, K-03)', () => {
    const header = fc.option(
      fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(origin, 'null', 'same-origin', 'same-site')),
      { nil: undefined },
    );
    fc.assert(
      fc.property(header, header, (site, claimed) => {
        const headers = {
          ...(site !== undefined && { 'sec-fetch-site': site }),
          ...(claimed !== undefined && { origin: claimed }),
        };
        const isOurs =
          site === 'same-origin'
            ? [undefined, 'null', origin].includes(claimed)
            : site === undefined && claimed === origin;
        expect(post(headers) === 'passes').toBe(isOurs);
      }),
    );
  });
});

test.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing, so it may come from anywhere', (method) => {
  expect(post({ 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' }, method)).toBe('passes');
});

describe('an address that only a person may open', () => {
  test.each<readonly [Headers, string]>([
    [{}, 'passes'],
    [{ 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' }, 'passes'],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }, 'passes'],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }, 'passes'],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' }, 'embedded'],
    [{ 'sec-fetch-dest': 'image' }, 'embedded'],
    [{ 'sec-fetch-site': 'cross-site' }, 'passes'],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }, 'embedded'],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }, 'embedded'],
    [{ 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' }, 'embedded'],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty' }, 'embedded'],
  ])('with %o: %s (A-07)', (headers, outcome) => {
    expect(outcomeOf(() => refuseEmbedding({ headers }))).toBe(outcome);
  });
});

describe('what asks for an address', () => {
  const check = (which: 'require' | 'refuseEmbedding', headers: Headers) => {
    const heard: unknown[] = [];
    const events = createEvents((event, by) => heard.push([event, by]));
    const request = { method: 'POST', headers } as Request;
    const sameOrigin = createSameOrigin({ settings: { origin }, events });
    let isThrough = false;
    const next = (): void => {
      isThrough = true;
    };
    const outcome = outcomeOf(() =>
      which === 'require'
        ? sameOrigin.require(request, {} as Response, next)
        : sameOrigin.refuseEmbedding(request),
    );
    return { outcome, isThrough, heard: heard as readonly unknown[], request };
  };

  test.each(['require', 'refuseEmbedding'] as const)(
    'passes %s where it may, and nobody is told',
    (which) => {
      const { outcome, isThrough, heard } = check(which, { 'sec-fetch-site': 'same-origin' });
      expect([outcome, isThrough, heard]).toEqual(['passes', which === 'require', []]);
    },
  );

  test.each([
    ['require', { 'sec-fetch-site': 'cross-site' }, 'sec_fetch_site'],
    ['refuseEmbedding', { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' }, 'embedded'],
  ] as const)('is refused by %s with %o, and an event says so', (which, headers, reason) => {
    const { outcome, isThrough, heard, request } = check(which, headers);
    expect([outcome, isThrough]).toEqual([reason, false]);
    expect(heard).toEqual([[{ type: 'cross_site_refused', reason }, request]]);
  });

  test('and cannot be judged, is a bug and no event', () => {
    const heard: unknown[] = [];
    const events = createEvents((event) => heard.push(event));
    const { require } = createSameOrigin({ settings: { origin }, events });
    const pass = () => require({ method: 'POST' } as Request, {} as Response, () => undefined);
    expect(pass).toThrow(TypeError);
    expect(heard).toEqual([]);
  });
});
