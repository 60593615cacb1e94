import { describe, expect, test } from '@jest/globals';
import { openForAllTests } from '../../support/opened.js';
import { headerIn, rawRequest } from '../../support/raw-request.js';
import { startWholeSite } from '../../support/whole-site.js';

describe('requests that are put together wrongly', () => {
  const site = openForAllTests(startWholeSite);

  const statusOf = async (lines: readonly string[]): Promise<string> =>
    (await rawRequest(site.origin, lines)).slice(9, 12);
  const host = (): string => `Host: ${new URL(site.origin).host}`;

  test('without a Host are refused (S-07)', async () => {
    expect(await statusOf(['GET / HTTP/1.1'])).toBe('400');
  });

  test('with a length and chunks at once are refused, as a proxy may have read them otherwise (S-07)', async () => {
    const body = [
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 5',
      'Transfer-Encoding: chunked',
    ];
    expect(await statusOf(['POST /auth/sign-out HTTP/1.1', host(), ...body])).toBe('400');
  });

  test('with two Hosts lead nowhere but to this site (S-07)', async () => {
    const genuineFirst = await rawRequest(site.origin, [
      'GET /account HTTP/1.1',
      host(),
      'Host: evil.example',
      'Accept: text/html',
    ]);
    expect(headerIn(genuineFirst, 'Location') ?? '/auth/').toMatch(/^\/auth\//);
    const evilFirst = await rawRequest(site.origin, [
      'GET /account HTTP/1.1',
      'Host: evil.example',
      host(),
      'Accept: text/html',
    ]);
    expect(evilFirst.slice(9, 12)).toMatch(/^4/);
    expect(`${genuineFirst}${evilFirst}`).not.toContain('evil');
  });

  test('with an address of 20 kB are refused (N-06)', async () => {
    expect(await statusOf([`GET /?${'a'.repeat(20_000)} HTTP/1.1`, host()])).toBe('431');
  });

  test('with two thousand parameters are answered like any other (N-06)', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => `p${index % 50}=1`).join('&');
    expect(await statusOf([`GET /?${many} HTTP/1.1`, host()])).toBe('200');
    expect(await statusOf([`GET /auth/sign-in?${many} HTTP/1.1`, host()])).toBe('303');
    expect(await statusOf([`GET /auth/callback?${many} HTTP/1.1`, host(), 'Accept: text/html'])).toBe('400');
  });

  test.each([
    ['of 2 MB', 'Content-Length: 2000000'],
    ['that unpacks to who knows what', 'Content-Encoding: gzip\r\nContent-Length: 65000'],
    ['without an end', 'Transfer-Encoding: chunked'],
  ])('with a body %s are answered without reading it (N-06)', async (_what, body) => {
    const head = [
      'POST /auth/sign-out HTTP/1.1',
      host(),
      `Origin: ${site.origin}`,
      'Content-Type: application/x-www-form-urlencoded',
      body,
    ];
    // Nothing of the body ever comes.
    expect(await statusOf(head)).toBe('303');
    expect(await statusOf(['GET / HTTP/1.1', host()])).toBe('200');
  });

  test('with a method that nobody knows are refused, and the site goes on (M-10)', async () => {
    expect(await statusOf(['BREW / HTTP/1.1', host()])).toBe('400');
    expect(await statusOf(['TRACE /account HTTP/1.1', host()])).toMatch(/^4/);
    expect(await statusOf(['GET / HTTP/1.1', host()])).toBe('200');
  });
});
