import type { Request, Response } from 'express';
import { expect, jest, test } from '@jest/globals';
import { asksForHtml, noStore, passingOn, refusePlainHttp, seeOther } from '../../src/auth/http.js';
import { eventually } from '../support/eventually.js';
import { exchangeOf } from '../support/exchange.js';

test('what an async handler throws reaches the app, also where Express 4 would lose it (F-S25)', async () => {
  const request = {} as Request;
  const response = {} as Response;
  const bug = new RangeError('a bug');
  const next = jest.fn();
  const given: unknown[][] = [];
  passingOn(async (...all) => {
    given.push(all);
    throw bug;
  })(request, response, next);
  expect(given).toEqual([[request, response, next]]);
  await eventually(() => expect(next.mock.calls).toEqual([[bug]]));
});

test('an async handler that is done has answered, or has gone on by itself', async () => {
  const next = jest.fn();
  const handled = Promise.resolve();
  passingOn(() => handled)({} as Request, {} as Response, next);
  await handled;
  expect(next).not.toHaveBeenCalled();
});

test('what depends on who asks is kept by no cache, not even by the browser’s own', () => {
  const set: string[][] = [];
  noStore({ set: (...header: string[]) => set.push(header) } as unknown as Response);
  expect(set).toEqual([['Cache-Control', 'no-store']]);
});

test('a browser that is led on gets the address, written as a URL, and nothing to show', () => {
  const { response, answer } = exchangeOf();
  seeOther(response, '/account?of=a b');
  expect(answer()).toMatchObject({ status: 303, location: '/account?of=a%20b', isOver: true });
});

test('an https site refuses what did not come by https, and says what the app has to set', () => {
  expect(() => refusePlainHttp({ secure: false }, { isHttps: true })).toThrow("app.set('trust proxy', 1)");
});

test.each([
  [true, true],
  [true, false],
  [false, false],
])('by https %s to a site that is https %s: nothing is refused', (secure, isHttps) => {
  expect(() => refusePlainHttp({ secure }, { isHttps })).not.toThrow();
});

test.each([
  ['text/html', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['application/json, TEXT/HTML;q=0.5', true],
  ['application/xhtml+xml', true],
  ['*/*', false],
  ['text/*', false],
  ['application/json', false],
  ['text/htmlx', false],
  ['xtext/html', false],
  ['', false],
  [undefined, false],
])('who accepts %j is answered with a page: %s', (accept, expected) => {
  expect(asksForHtml({ headers: { ...(accept !== undefined && { accept }) } })).toBe(expected);
});
