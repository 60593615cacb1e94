import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createOtherHostWarning } from '../../../src/auth/sign-in/other-host.js';
import { startBareSite } from '../../support/bare-site.js';
import { closeAfterEach } from '../../support/closing.js';
import { headerIn, rawRequest } from '../../support/raw-request.js';

const closing = closeAfterEach();

let warnings: unknown[][];
beforeEach(() => {
  warnings = [];
  jest.spyOn(process, 'emitWarning').mockImplementation((...warning) => void warnings.push(warning));
});
afterEach(() => void jest.restoreAllMocks());

const atHome = { origin: 'http://localhost:3000', isHttps: false };
const told = (host: string | undefined, settings = atHome): boolean => {
  createOtherHostWarning(settings)({ headers: { host } });
  return warnings.length > 0;
};

describe('a sign-in that starts at http://localhost:3000', () => {
  test.each([
    ['127.0.0.1:3000', true],
    ['[::1]:3000', true],
    ['app.localhost:3000', true],
    ['192.0.2.7:3000', true],
    ['localhost:3000', false],
    ['LOCALHOST:3000', false],
    // Cookies go by the name alone, and a development server in front has a port of its own.
    ['localhost:5173', false],
    ['localhost', false],
    ['not a host', true],
    [undefined, true],
  ])('under %p is told to the developer: %p', (host, expected) => {
    expect(told(host)).toBe(expected);
  });

  test('elsewhere is told once, with the address to open, and without what the request says', () => {
    const warn = createOtherHostWarning(atHome);
    for (const host of ['evil.example', '127.0.0.1:3000']) warn({ headers: { host } });
    expect(warnings).toEqual([
      [
        expect.stringMatching(
          /^A sign-in began under another host name than that of baseUrl, http:\/\/localhost:3000\. .*is the site opened at baseUrl in the browser\?/,
        ),
        { type: 'AuthWarning', code: 'AUTH_OTHER_HOST' },
      ],
    ]);
    expect(JSON.stringify(warnings)).not.toMatch(/evil|127/);
  });
});

test('of a site on the internet nothing is said: there anybody may write any Host', () => {
  expect(told('evil.example', { origin: 'https://app.example', isHttps: true })).toBe(false);
});

test('an app opened at 127.0.0.1 in place of localhost warns where the sign-in starts, which goes on all the same', async () => {
  const site = closing(await startBareSite());
  const start = (host: string) =>
    rawRequest(site.origin, ['GET /auth/sign-in HTTP/1.1', `Host: ${host}:${new URL(site.origin).port}`]);
  expect(headerIn(await start('localhost'), 'location')).toMatch(site.pool.domain);
  expect(warnings).toEqual([]);
  expect(headerIn(await start('127.0.0.1'), 'location')).toMatch(site.pool.domain);
  expect(warnings).toHaveLength(1);
});
