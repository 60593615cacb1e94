import { describe, expect, test } from '@jest/globals';
import { linkParameters, stepUpIn } from '../../../src/auth/sign-in/step-up-link.js';

const many = (count: number): string => Array.from({ length: count }, (_, index) => `l${index}`).join(' ');

describe('how recent a proof a link asks for (A-13)', () => {
  test.each([
    ['0', 0],
    ['300', 300],
    ['0300', 300],
    ['9999999999', 9_999_999_999],
    ['10000000000', undefined],
    ['', undefined],
    ['-1', undefined],
    ['+1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    [' 1', undefined],
    ['1\n', undefined],
    ['٣', undefined],
    ['NaN', undefined],
    [300, undefined],
    [['300'], undefined],
    [{ a: '300' }, undefined],
    [undefined, undefined],
  ])('%j is %j', (max_age, maxAgeSeconds) => {
    expect(stepUpIn({ max_age })).toEqual({ maxAgeSeconds });
  });
});

describe('which levels a link asks for (A-13)', () => {
  test.each([
    ['gold', ['gold']],
    ['urn:cognito:loa:4 urn:cognito:loa:3', ['urn:cognito:loa:4', 'urn:cognito:loa:3']],
    ['a'.repeat(256), ['a'.repeat(256)]],
    ['a'.repeat(257), undefined],
    [`${'a'.repeat(128)} ${'b'.repeat(127)}`, ['a'.repeat(128), 'b'.repeat(127)]],
    [`${'a'.repeat(128)} ${'b'.repeat(128)}`, undefined],
    [many(8), many(8).split(' ')],
    [many(9), undefined],
    ['', undefined],
    [' ', undefined],
    ['gold ', undefined],
    [' gold', undefined],
    ['gold  silver', undefined],
    ['gold\tsilver', undefined],
    ['gold\r\nsilver', undefined],
    ['gold"', undefined],
    ['gold\\', undefined],
    ['göld', undefined],
    ['\u0000', undefined],
    [['gold'], undefined],
    [{ a: 'gold' }, undefined],
    [undefined, undefined],
  ])('%j is %j', (acr_values, anyLevel) => {
    expect(stepUpIn({ acr_values }).level).toEqual(anyLevel && { anyLevel });
  });

  test('what is not written as it should be takes nothing else with it', () => {
    expect(stepUpIn({ acr_values: 'two  blanks', max_age: '60' })).toEqual({ maxAgeSeconds: 60 });
    expect(stepUpIn({ acr_values: 'gold', max_age: 'soon' })).toStrictEqual({
      level: { anyLevel: ['gold'] },
    });
  });

  test('and how recent the proof of it is to be', () => {
    const level = { anyLevel: ['gold', 'silver'], withinSeconds: 60 };
    expect(stepUpIn({ acr_values: 'gold silver', max_age: '60' })).toStrictEqual({ level });
  });
});

describe('a link asks for what a guard asks for', () => {
  test.each([
    [{}, {}],
    [{ maxAgeSeconds: 300 }, { max_age: '300' }],
    [{ maxAgeSeconds: 0 }, { max_age: '0' }],
    [{ maxAgeSeconds: 59.9 }, { max_age: '59' }],
    [{ maxAgeSeconds: 1e300 }, { max_age: '999999999' }],
    [{ level: { anyLevel: ['gold', 'silver'] } }, { acr_values: 'gold silver' }],
    [{ level: { anyLevel: ['gold'], withinSeconds: 60 } }, { acr_values: 'gold', max_age: '60' }],
    [{ level: { withinSeconds: 60 } }, { max_age: '60' }],
  ])('%j by %j', (stepUp, parameters) => {
    expect(linkParameters(stepUp)).toEqual(parameters);
  });

  test('for a method, of which there is no word, by a proof of just now', () => {
    expect(linkParameters({ level: { allMethods: ['otp'] } })).toEqual({ max_age: '0' });
    expect(linkParameters({ level: { anyLevel: ['gold'], allMethods: ['otp'], withinSeconds: 60 } })).toEqual(
      {
        acr_values: 'gold',
        max_age: '0',
      },
    );
  });

  test.each([
    ['more levels than a link may name', many(20).split(' '), many(8).split(' ')],
    ['longer ones', ['a'.repeat(200), 'b'.repeat(55), 'c'], ['a'.repeat(200), 'b'.repeat(55)]],
    ['one that is as long as may be', ['a'.repeat(256), 'b'], ['a'.repeat(256)]],
  ])('and of %s by those that are liked best', (_what, anyLevel, named) => {
    const parameters = linkParameters({ level: { anyLevel } });
    expect(stepUpIn(parameters)).toEqual({ level: { anyLevel: named } });
  });
});
