import { describe, expect, test } from '@jest/globals';
import { assert, property, string } from 'fast-check';
import { addressInWords } from '../../../src/pages/address.js';
import { displayName, initialsOf, shortName } from '../../../src/pages/claims.js';
import { durationInWords, momentAt } from '../../../src/pages/moments.js';
import { browserInWords } from '../../../src/pages/user-agent.js';
import { sampleSignIn } from '../../support/sample-session.js';

const noon = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;

describe('times in words', () => {
  test.each([
    [58 * minute, 'in 58 minutes'],
    [minute, 'in 1 minute'],
    [20_000, 'in less than a minute'],
    [0, 'just now'],
    [-59_000, 'just now'],
    [-3 * minute, '3 minutes ago'],
    [80 * minute, 'in 80 minutes'],
    [90 * minute, 'in 2 hours'],
    [12 * 60 * minute - 5000, 'in 12 hours'],
    [-35 * 60 * minute, '35 hours ago'],
    [-48 * 60 * minute, '2 days ago'],
  ])('%d ms from now is "%s"', (distanceMs, phrase) => {
    expect(momentAt(noon + distanceMs, noon).phrase).toBe(phrase);
  });

  test('a time is also given for machines and to the minute in UTC', () => {
    expect(momentAt(noon, noon)).toMatchObject({
      iso: '2026-11-23T12:00:00.000Z',
      exact: '23 November 2026 at 12:00 UTC',
    });
  });

  test.each([
    [1, '1 minute'],
    [15, '15 minutes'],
    [60, '60 minutes'],
    [120, '2 hours'],
    [125, '125 minutes'],
  ])('%d minutes are "%s"', (minutes, words) => expect(durationInWords(minutes)).toBe(words));
});

describe('browsers in words', () => {
  const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  test.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${webKit} Chrome/140.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0',
      'Firefox on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
      'Microsoft Edge on Windows',
    ],
    ['curl/8.5.0', 'An unknown browser'],
    ['', 'An unknown browser'],
    ['Call 555-0100 now! <b>Bank</b>/1.0 x', 'An unknown browser'],
  ])('%s is %s', (userAgent, words) => expect(browserInWords(userAgent)).toBe(words));

  test('whatever a browser calls itself, only known names are shown', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 600 }), (userAgent) => {
        expect(browserInWords(userAgent)).toMatch(/^[\w .+-]+$/);
      }),
    );
  });
});

describe('addresses in words', () => {
  test.each([
    ['127.0.0.1', 'this computer'],
    ['::1', 'this computer'],
    ['::ffff:127.0.0.1', 'this computer'],
    ['10.0.0.7', 'a private network (10.0.0.7)'],
    ['::ffff:192.168.1.9', 'a private network (192.168.1.9)'],
    ['fd00::1', 'a private network (fd00::1)'],
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['<b>here</b>', 'an unknown address'],
    ['', 'an unknown address'],
  ])('%s is %s', (address, words) => expect(addressInWords(address)).toBe(words));
});

describe('what a person is called', () => {
  const { user } = sampleSignIn();
  const nameless = { ...user, name: undefined, attributes: {} };

  test.each([
    [user, 'Rosa Luz Ångström', 'Rosa', 'RÅ'],
    [nameless, 'rosa.luz@example.com', 'rosa.luz', 'RL'],
    [{ ...nameless, email: undefined }, 'rosa.luz', 'rosa.luz', 'RL'],
    [{ ...nameless, name: '😀', email: undefined }, '😀', '😀', '?'],
  ])('case %#: by the most human name that the pool knows', (person, display, short, initials) => {
    expect([displayName(person), shortName(person), initialsOf(person)]).toEqual([display, short, initials]);
  });
});
