import { describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/index.js';
import { createLog, describeError, plainText } from '../../../src/ops/log.js';
import { capturedLog } from '../../support/whole-site.js';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl';

describe('a line of the log', () => {
  test('is JSON with a time in UTC, a level and an event', () => {
    const log = capturedLog();
    log.write('warn', 'something', { count: 2, isGood: false });
    expect(log.lines).toHaveLength(1);
    expect(JSON.parse(log.lines[0] ?? '')).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'something',
      count: 2,
      isGood: false,
    });
  });

  test('P-05: line breaks, terminal codes and direction marks from outside cannot leave it', () => {
    const log = capturedLog();
    log.write('info', 'x', { path: 'a\r\n{"event":"forged"}\u001b[2J\u202egpj.\u2028b' });
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]?.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(log.events('forged')).toEqual([]);
  });

  test('P-05: long values are cut', () => {
    const log = capturedLog();
    log.write('info', 'x', { path: 'a'.repeat(8192) });
    expect(log.lines[0]?.length).toBeLessThan(400);
  });

  test('below the level nothing is written', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'warn', destination: { write: (line: string) => void lines.push(line) } });
    log('info', 'quiet');
    log('warn', 'loud');
    expect(lines).toHaveLength(1);
  });

  test('half a character at the cut does not survive', () => {
    expect(plainText('😀😀', 3)).toBe('😀\u{FFFD}…');
  });
});

describe('an error in the log', () => {
  test('that was foreseen is its code, status and reason', () => {
    const error = new AuthError('pool_rejected', {
      reason: 'err_bad_signature',
      poolError: 'invalid_grant',
    });
    expect(describeError(error)).toEqual({
      errorName: 'AuthError',
      code: 'pool_rejected',
      status: 502,
      reason: 'err_bad_signature',
      poolError: 'invalid_grant',
    });
  });

  test('P-02, P-03: never shows its message or its cause, which quote tokens', () => {
    const errors = [
      new TypeError(`Headers.append: "Bearer ${token}\n" is an invalid header value.`, {}),
      new SyntaxError(`Unexpected token 'e', "${token}" is not valid JSON`),
      Object.assign(new Error(`first\n${token}\n    at ${token}`), {
        code: token,
        reason: token,
        status: 500,
      }),
      Object.assign(new Error('x'), { name: token }),
      { name: 'Error', message: token, body: token },
      token,
    ];
    for (const error of errors) expect(JSON.stringify(describeError(error))).not.toContain(token);
  });

  test('that nobody foresaw says where it happened', () => {
    const described = describeError(new TypeError('x is not a function'));
    expect(described['errorName']).toBe('TypeError');
    expect(described['stack']).toEqual(expect.arrayContaining([expect.stringContaining('log.test.ts')]));
  });
});
