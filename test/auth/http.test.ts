import type { Response } from 'express';
import { expect, test } from '@jest/globals';
import { asksForHtml, noStore } from '../../src/auth/http.js';

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
