import type { Request, Response } from 'express';
import { describe, expect, test } from '@jest/globals';
import { createBrowsers } from '../../../src/inspector/browsers.js';
import { exchangeOf } from './support/exchanges.js';

const makeBrowsers = ({ isHttps = false } = {}) => {
  let count = 0;
  const browsers = createBrowsers({ isHttps, random: (size) => Buffer.alloc(size, (count += 1)) });
  const cookies: string[] = [];
  const attributes: unknown[] = [];
  const response = {
    cookie: (name: string, value: string, given: unknown) => {
      cookies.push(`${name}=${value}`);
      attributes.push(given);
    },
  } as unknown as Response;
  const request = (cookie?: string) => ({ headers: { cookie } }) as Request;
  return { browsers, cookies, attributes, response, request };
};

describe('recordings of browsers', () => {
  test('of fifty browsers at the most: the one that was seen least recently is forgotten', () => {
    const { browsers, cookies, response, request } = makeBrowsers();
    for (let index = 0; index < 50; index += 1) browsers.of(request(), response);
    expect(browsers.known(request(cookies[0]))).toBeDefined();
    browsers.of(request(), response);
    expect(browsers.known(request(cookies[0]))).toBeDefined();
    expect(browsers.known(request(cookies[1]))).toBeUndefined();
  });

  test('of forty requests of one browser, the newest', () => {
    const { browsers, response, request } = makeBrowsers();
    const browser = browsers.of(request(), response);
    for (let index = 0; index < 45; index += 1)
      browser.keep({ ...exchangeOf('text'), id: String(index), beganMs: index });
    expect(browser.exchanges.map(({ id }) => id)).toEqual(
      Array.from({ length: 40 }, (_, at) => String(at + 5)),
    );
  });

  test('of 300,000 characters, whatever there is in them', () => {
    const { browsers, response, request } = makeBrowsers();
    const browser = browsers.of(request(), response);
    for (let index = 0; index < 40; index += 1) browser.keep(exchangeOf('x'.repeat(2000)));
    expect(JSON.stringify(browser.exchanges).length).toBeLessThan(300_100);
    expect(browser.exchanges.length).toBeGreaterThan(2);
  });

  test('are found by a cookie that scripts and other hosts cannot have, and that ends with the browser', () => {
    const { browsers, cookies, attributes, response, request } = makeBrowsers({ isHttps: true });
    browsers.of(request(), response);
    expect(cookies[0]).toMatch(/^__Host-inspector=[\w-]{32}$/);
    expect(attributes).toEqual([{ httpOnly: true, secure: true, sameSite: 'lax', path: '/' }]);
    expect(browsers.known(request(`other=1; ${cookies[0]}`))).toBeDefined();
    expect(browsers.known(request('__Host-inspector=made-up'))).toBeUndefined();
  });
});
