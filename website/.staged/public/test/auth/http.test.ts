import type { Request, Response } from 'express';
import { expect, jest, test } from '@jest/globals';
import { asksForHtml, noStore, passingOn } from '../../src/auth/http.js';
import { eventually } from '../support/eventually.js';

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
