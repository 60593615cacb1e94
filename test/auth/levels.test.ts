import { describe, expect, test } from '@jest/globals';
import {
  asksForLevel,
  checkLevelRequirements,
  earliestFor,
  levelIn,
  shortfallOf,
  type LevelRequirements,
  type Proof,
} from '../../src/auth/levels.js';
import type { Claims } from '../../src/auth/user.js';

describe('the level and the methods in a token', () => {
  test.each<readonly [Claims, unknown]>([
    [
      { acr: 'gold', amr: ['pwd', 'otp'] },
      { level: 'gold', methods: ['pwd', 'otp'] },
    ],
    [{}, { level: undefined, methods: [] }],
    [
      { acr: '', amr: 'pwd' },
      { level: undefined, methods: [] },
    ],
    [
      { acr: 3, amr: { 0: 'pwd' } },
      { level: undefined, methods: [] },
    ],
    [
      { acr: ['gold'], amr: ['', 7, null, ['otp'], 'otp'] },
      { level: undefined, methods: ['otp'] },
    ],
  ])('of %j are %j', (claims, expected) => {
    expect(levelIn(claims)).toEqual(expected);
  });

  test('are words of a sane size, and not too many of them', () => {
    const [most, more] = ['x'.repeat(256), 'x'.repeat(257)];
    expect(levelIn({ acr: most, amr: [most, more] })).toEqual({ level: most, methods: [most] });
    expect(levelIn({ acr: more })).toEqual({ level: undefined, methods: [] });
    const seventeen = Array.from({ length: 17 }, (_none, at) => `m${at}`);
    expect(levelIn({ amr: seventeen }).methods).toEqual(seventeen.slice(0, 16));
  });
});

describe('what a proof lacks', () => {
  const proof: Proof = { level: 'silver', methods: ['pwd', 'otp'], authenticatedAtMs: 1000 };

  test.each<readonly [Partial<Proof>, LevelRequirements, number, unknown]>([
    [{}, {}, 0, undefined],
    [{}, { anyLevel: ['gold', 'silver'] }, 0, undefined],
    [{}, { anyLevel: ['gold'] }, 0, 'level_is_another'],
    [{}, { anyLevel: [] }, 0, undefined],
    [{ level: undefined }, { anyLevel: ['gold'] }, 0, 'level_not_said'],
    [{ level: undefined }, {}, 0, undefined],
    [{}, { allMethods: ['otp', 'pwd'] }, 0, undefined],
    [{}, { allMethods: ['pwd', 'hwk'] }, 0, 'method_is_missing'],
    [{ level: undefined, methods: [] }, { allMethods: ['pwd'] }, 0, 'method_is_missing'],
    [{}, { withinSeconds: 5 }, 1000, undefined],
    [{}, { withinSeconds: 5 }, 1001, 'sign_in_is_not_recent'],
    [{ authenticatedAtMs: undefined }, { withinSeconds: 5 }, 0, 'sign_in_is_not_recent'],
    [{ authenticatedAtMs: undefined }, {}, 0, undefined],
    [{}, { anyLevel: ['silver'], allMethods: ['otp'], withinSeconds: 5 }, 1001, 'sign_in_is_not_recent'],
  ])('of %j, where %j is asked for and %i is the earliest: %s', (some, requirements, earliest, expected) => {
    expect(shortfallOf({ ...proof, ...some }, requirements, earliest)).toBe(expected);
  });

  test('the earliest that counts is so many seconds ago', () => {
    expect(earliestFor({ withinSeconds: 5 }, 60_000)).toBe(55_000);
    expect(earliestFor({}, 60_000)).toBe(60_000);
  });
});

describe('requirements', () => {
  const words = 'the guard needs names of levels and methods, each without blanks and quotation marks';
  const seconds = 'the guard needs withinSeconds to be a number of seconds';

  test.each<readonly [LevelRequirements, string]>([
    [{ anyLevel: [] }, words],
    [{ allMethods: [] }, words],
    [{ anyLevel: ['gold', 'two words'] }, words],
    [{ anyLevel: ['a"b'] }, words],
    [{ anyLevel: ['a\\b'] }, words],
    [{ anyLevel: ['gold '] }, words],
    [{ anyLevel: [' gold'] }, words],
    [{ allMethods: ['pwd', ''] }, words],
    [{ anyLevel: ['gold'], allMethods: ['ö'] }, words],
    [{ anyLevel: ['x'.repeat(257)] }, words],
    [{ withinSeconds: -1 }, seconds],
    [{ withinSeconds: Number.NaN }, seconds],
    [{ withinSeconds: Infinity }, seconds],
  ])('%j could not be asked for, which is found at start', (requirements, problem) => {
    expect(() => checkLevelRequirements('the guard', requirements)).toThrow(new TypeError(problem));
  });

  test.each<readonly [LevelRequirements, boolean]>([
    [{}, false],
    [{ anyLevel: ['urn:cognito:loa:4', '!#[]~', 'x'.repeat(256)] }, true],
    [{ allMethods: ['mfa'] }, true],
    [{ withinSeconds: 0 }, true],
  ])('%j may be asked for, and ask for something: %s', (requirements, isSomething) => {
    expect(() => checkLevelRequirements('the guard', requirements)).not.toThrow();
    expect(asksForLevel(requirements)).toBe(isSomething);
  });
});
