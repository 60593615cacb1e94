import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { groupsIn, userFromClaims } from '../../src/auth/user.js';

const base = { sub: 'id', iss: 'https://idp.example' };
const names = [
  'email',
  'email_verified',
  'name',
  'cognito:username',
  'preferred_username',
  'cognito:groups',
  'identities',
  'given_name',
  'custom:a',
  'custom:__proto__',
  '__proto__',
  'constructor',
  'admin',
];
const claims = fc.dictionary(
  fc.oneof(fc.constantFrom(...names), fc.string()),
  fc.oneof(fc.jsonValue(), fc.string()),
);
const isTextOrNone = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value !== '' && value.length <= 2048);

describe('whatever the claims of a token are, a user', () => {
  test('is made of short texts and true or false', () => {
    fc.assert(
      fc.property(claims, (some) => {
        const user = userFromClaims({ ...some, ...base });
        expect({ id: user.id, issuer: user.issuer }).toEqual({ id: 'id', issuer: 'https://idp.example' });
        expect(
          [
            user.username,
            user.email,
            user.name,
            user.identityProvider,
            ...Object.values(user.attributes),
          ].every(isTextOrNone),
        ).toBe(true);
        expect(typeof user.isEmailVerified).toBe('boolean');
        expect(user.groups.every((group) => typeof group === 'string' && group.length <= 128)).toBe(true);
        expect(Object.keys(user).toSorted()).toEqual([
          'attributes',
          'email',
          'groups',
          'id',
          'identityProvider',
          'isEmailVerified',
          'issuer',
          'name',
          'username',
        ]);
      }),
    );
  });

  test('has no attribute that is neither standard nor custom', () => {
    fc.assert(
      fc.property(claims, (some) => {
        const unknown = Object.keys(userFromClaims({ ...some, ...base }).attributes).filter(
          (name) => !name.startsWith('custom:') && !/^[a-z_:]+$/.test(name),
        );
        expect(unknown).toEqual([]);
      }),
    );
    expect(
      userFromClaims({ ...base, admin: 'yes', role: 'admin', sub_jwk: 'x', given_name: 'Ada' }).attributes,
    ).toEqual({ given_name: 'Ada' });
  });
});

test('a user has at most 100 groups and 64 attributes, and none that is too long', () => {
  const many = Array.from({ length: 500 }, (_, index) => index);
  const custom = Object.fromEntries(many.map((index) => [`custom:a${index}`, 'x']));
  const user = userFromClaims({
    ...base,
    ...custom,
    'cognito:groups': ['g'.repeat(129), ...many.map(String)],
  });
  expect(user.groups).toHaveLength(100);
  expect(user.groups[0]).toBe('0');
  expect(Object.keys(user.attributes)).toHaveLength(64);
});

test('attributes that are named like parts of the prototype stay attributes', () => {
  const hostile = JSON.parse('{"custom:__proto__":"a","__proto__":{"email":"b"},"constructor":"c"}');
  const user = userFromClaims({ ...hostile, ...base });
  expect(user.attributes).toEqual({ 'custom:__proto__': 'a' });
  expect(user.email).toBeUndefined();
});

test.each<readonly [unknown, readonly string[]]>([
  [undefined, []],
  [null, []],
  ['admins', []],
  [{ length: 1, 0: 'admins' }, []],
  [[], []],
  [
    ['b', 'a'],
    ['b', 'a'],
  ],
  [['a', 7, null, ['admins'], { toString: 'admins' }], ['a']],
])('groups of %j are %j', (groups, expected) => {
  expect(groupsIn({ 'cognito:groups': groups })).toEqual(expected);
});

test.each<readonly [unknown, boolean]>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
  ['True', false],
  [1, false],
  [undefined, false],
])('email_verified %j means %s', (claim, isVerified) => {
  expect(userFromClaims({ ...base, email_verified: claim }).isEmailVerified).toBe(isVerified);
});

test('a federated person is known by the provider that they came with', () => {
  const identities = [{ providerName: 'Google', userId: '1' }, { providerName: 'Corp' }];
  expect(userFromClaims({ ...base, identities })).toMatchObject({ identityProvider: 'Google' });
});
