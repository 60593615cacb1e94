import { describe, expect, test } from '@jest/globals';
import {
  address,
  aFunction,
  firstOf,
  isLoopback,
  isObject,
  list,
  number,
  optional,
  problemsIn,
  secureAddress,
  text,
  texts,
  trueOrFalse,
} from '../../src/auth/option-checks.js';

const wrong = 'must be right';

describe('an option', () => {
  test('that may be left out is looked at where it is given, and null is given', () => {
    const check = optional(text((value) => value === 'right', wrong));
    expect([undefined, 'right', 'other', null].map(check)).toEqual([undefined, undefined, wrong, wrong]);
  });

  test('with several rules is told the first that it breaks', () => {
    const check = firstOf(
      text((value) => value.length > 1, 'must be longer'),
      text((value) => value.startsWith('/'), 'must begin with a slash'),
    );
    expect(['', 'a', 'ab', '/b'].map(check)).toEqual([
      'must be longer',
      'must be longer',
      'must begin with a slash',
      undefined,
    ]);
  });

  test('that is to be a text is nothing else, whatever the rule says of it', () => {
    const check = text(() => true, wrong);
    expect(check('')).toBeUndefined();
    for (const value of [undefined, null, 1, ['a'], {}, new String('a')]) expect(check(value)).toBe(wrong);
    expect(text(() => false, wrong)('a')).toBe(wrong);
  });

  test('that is to be a number has a rule', () => {
    const check = number((value) => value >= 1, wrong);
    expect([1, 2.5].map(check)).toEqual([undefined, undefined]);
    for (const value of [0, undefined, null, [1], 1n, new Number(1)]) expect(check(value)).toBe(wrong);
  });

  test('that is to be a number is told what the environment makes of one, whatever the rule says', () => {
    const check = number(() => false, wrong);
    for (const value of ['60', '', 'one'])
      expect(check(value)).toBe(
        'must be a number, not a text: Number(…) makes one of a variable of the environment',
      );
    expect(number(() => true, wrong)(Number.NaN)).toBe(
      'must be a number, and is NaN: what it is made from is not set, or is none',
    );
  });

  test('that is to be true or false is neither as a text', () => {
    expect([true, false].map(trueOrFalse)).toEqual([undefined, undefined]);
    for (const value of ['true', 'false', '', 1, 0, null, undefined])
      expect(trueOrFalse(value)).toBe('must be true or false');
  });

  test('that is to be an address is looked at as it is read and as it is written', () => {
    const check = address((url, written) => url.href === written, wrong);
    expect(check('https://app.example/')).toBeUndefined();
    expect(check('https://app.example')).toBe(wrong);
    expect(address(() => true, wrong)(new URL('https://app.example/'))).toBe(wrong);
  });

  test('that is to be a list of texts says so, and what was meant by one text', () => {
    const check = texts("['openid']");
    expect(check([])).toBeUndefined();
    expect(check(['a', 'b'])).toBeUndefined();
    expect(check('openid')).toBe("must be a list, such as ['openid'], not one text");
    for (const value of [['a', 1], [undefined], { 0: 'a', length: 1 }, new Set(['a']), undefined, null])
      expect(check(value)).toBe("must be a list of texts, such as ['openid']");
  });

  test('that is such a list may have a rule of its own', () => {
    const check = list((all) => all.length > 0, wrong);
    expect([check(['a']), check([])]).toEqual([undefined, wrong]);
  });

  test('that is to be a function is one', () => {
    expect([aFunction(() => 1), aFunction(Date.now)]).toEqual([undefined, undefined]);
    for (const value of ['log', {}, undefined, null]) expect(aFunction(value)).toBe('must be a function');
  });
});

test.each([
  [{}, true],
  [new Map(), true],
  [Object.create(null), true],
  [[], false],
  [null, false],
  [undefined, false],
  ['text', false],
  [() => 1, false],
])('%p has members: %s', (value, expected) => {
  expect(isObject(value)).toBe(expected);
});

test.each([
  ['http://localhost:3000', true],
  ['http://127.0.0.1', true],
  ['http://[::1]:9400', true],
  ['http://LOCALHOST', true],
  ['http://127.0.0.2', false],
  ['http://localhost.example', false],
  ['http://app.localhost', false],
  ['http://0.0.0.0', false],
])('%s is this machine: %s', (url, expected) => {
  expect(isLoopback(new URL(url))).toBe(expected);
});

describe('an address that may be called or shown', () => {
  const bare = 'must have no user name, password, query or fragment';
  const https = 'must be https (http only on localhost, 127.0.0.1 or [::1])';
  test.each([
    ['https://app.example', undefined],
    ['https://app.example/shop', undefined],
    ['http://localhost:3000', undefined],
    ['http://[::1]:3000/shop', undefined],
    ['app.example', 'must be an absolute URL'],
    ['/shop', 'must be an absolute URL'],
    ['', 'must be an absolute URL'],
    [undefined, 'must be an absolute URL'],
    [new URL('https://app.example'), 'must be an absolute URL'],
    ['http://app.example', https],
    ['ftp://localhost', https],
    ['javascript:alert(1)', https],
    ['https://ada@app.example', bare],
    ['https://:word@app.example', bare],
    ['https://app.example?a=b', bare],
    ['https://app.example#a', bare],
    ['https://app.example?', bare],
    ['https://app.example#', bare],
  ])('%p: %p', (value, problem) => {
    expect(secureAddress(value)).toBe(problem);
  });
});

describe('a group of options', () => {
  const right = text((value) => value === 'right', wrong);
  const checks = { idleMinutes: optional(right), maxHours: optional(right), now: optional(right) };
  const elsewhere = { issuer: optional(right), clientId: optional(right) };
  const ofSite = (given: object) => problemsIn(given, checks, { elsewhere });
  const ofPool = (given: object) => problemsIn(given, elsewhere, { prefix: 'pool.', elsewhere: checks });

  test('that is right has no problem, whether options are given, left out or undefined', () => {
    expect(problemsIn({}, checks)).toEqual([]);
    expect(ofSite({ idleMinutes: 'right', now: undefined })).toEqual([]);
  });

  test('is told of everything that is wrong, each by its name: what is unknown first', () => {
    expect(ofSite({ now: 1, maxHours: 2, cookieDomain: 3 })).toEqual([
      'cookieDomain is no option',
      `maxHours ${wrong}`,
      `now ${wrong}`,
    ]);
    expect(ofPool({ clientId: 1, cookieDomain: 2 })).toEqual([
      'pool.cookieDomain is no option',
      `pool.clientId ${wrong}`,
    ]);
    expect(problemsIn({ idleMinutes: 1 }, { idleMinutes: right, needed: right })).toEqual([
      `idleMinutes ${wrong}`,
      `needed ${wrong}`,
    ]);
  });

  test('has no option by what all objects have', () => {
    expect(ofSite({ constructor: 1, toString: 2 })).toEqual([
      'constructor is no option',
      'toString is no option',
    ]);
    expect(problemsIn({ toString: 1 }, { toString: right })).toEqual([`toString ${wrong}`]);
  });

  test.each([
    ['idleMinute', 'idleMinutes'],
    ['idleMinutse', 'idleMinutes'],
    ['idelMinutes', 'idleMinutes'],
    ['idleMnutesx', 'idleMinutes'],
    ['IDLEMINUTES', 'idleMinutes'],
    ['idle_minutes', 'idleMinutes'],
    ['idle-minutes', 'idleMinutes'],
    ['max_hour', 'maxHours'],
    ['maxHuors', 'maxHours'],
    ['maxxHourss', 'maxHours'],
    ['no', 'now'],
    ['nwo', undefined],
    ['idleMxxxtes', undefined],
    ['idleMin', undefined],
    ['maxHoursAndMinutes', undefined],
    ['n', undefined],
    ['minutesIdle', undefined],
  ])('has no %s, which may have been meant for %s', (given, meant) => {
    const [problem] = ofSite({ [given]: 1 });
    expect(problem).toBe(
      meant === undefined ? `${given} is no option` : `${given} is no option: did you mean ${meant}?`,
    );
  });

  test('names the pool in what was meant by an option of the pool', () => {
    expect(ofPool({ client_id: 1 })).toEqual(['pool.client_id is no option: did you mean pool.clientId?']);
  });

  test('says where an option belongs that was put into the other group', () => {
    expect(ofSite({ clientId: 'right', isuer: 'right' })).toEqual([
      'clientId is no option here: it is pool.clientId',
      'isuer is no option here: it is pool.issuer',
    ]);
    expect(ofPool({ maxHours: 'right' })).toEqual(['pool.maxHours is no option here: it is maxHours']);
  });

  test('does not repeat a name that may be a value in the wrong place', () => {
    const unsayable = ['a secret', '0123456789', 'a'.repeat(31), 'line\nbreak', '', 'now ', ' now', 'a.b'];
    for (const name of unsayable) {
      expect(ofSite({ [name]: 1 })).toEqual(['options must have no other options than are known']);
      expect(ofPool({ [name]: 1 })).toEqual(['pool must have no other options than are known']);
    }
    for (const name of ['a'.repeat(30), '_private', 'two-words', 'Z9'])
      expect(ofSite({ [name]: 1 })).toEqual([`${name} is no option`]);
  });
});
