import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { headerIn, rawRequest } from '../support/raw-request.js';
import { startWholeSite, type WholeSite } from '../support/whole-site.js';

describe('requests that are put together wrongly', () => {
  let site: WholeSite;
  beforeAll(async () => {
    site = await startWholeSite();
  });
  afterAll(() => site.close());

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

  test('with a method that nobody knows are refused, and the site goes on (M-10)', async () => {
    expect(await statusOf(['BREW / HTTP/1.1', host()])).toBe('400');
    expect(await statusOf(['TRACE /account HTTP/1.1', host()])).toMatch(/^4/);
    expect(await statusOf(['GET / HTTP/1.1', host()])).toBe('200');
  });
});
