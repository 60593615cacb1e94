import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { groupsIn, profileClaims, userFromClaims, userWithNews, type User } from '../../src/auth/user.js';

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
    'cognito:groups': ['g'.repeat(129), 'g'.repeat(128), ...many.map(String)],
  });
  expect(user.groups).toEqual(['g'.repeat(128), ...many.slice(0, 99).map(String)]);
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

test.each<readonly [unknown, string | undefined]>([
  [[{ providerName: 'Google', userId: '1' }, { providerName: 'Corp' }], 'Google'],
  [[{ providerName: '' }], undefined],
  [[{ providerName: 7 }], undefined],
  [[{}], undefined],
  [[null], undefined],
  [['Google'], undefined],
  [[], undefined],
  [{ 0: { providerName: 'Google' } }, undefined],
  [undefined, undefined],
])('a federated person (%j) is known by the provider that they came with: %s', (identities, expected) => {
  expect(userFromClaims({ ...base, identities }).identityProvider).toBe(expected);
});

const ada: User = {
  id: 'id',
  issuer: 'https://idp.example',
  username: 'ada',
  email: 'ada@example.com',
  isEmailVerified: true,
  name: 'Ada',
  groups: ['staff'],
  identityProvider: undefined,
  attributes: { locale: 'en', gender: 'female' },
};

test('a user is what the claims say of them, each in its place', () => {
  const all = {
    ...base,
    'cognito:username': 'ada',
    'email': 'ada@example.com',
    'email_verified': true,
    'name': 'Ada',
    'cognito:groups': ['staff'],
    'locale': 'en',
    'gender': 'female',
  };
  expect(userFromClaims(all)).toEqual(ada);
});

test('standard attributes, the preferred role and those of the pool itself are kept, and no others', () => {
  const kept = [...profileClaims, 'cognito:preferred_role', 'custom:seat', 'custom:'];
  const others = ['email', 'name', 'cognito:roles', 'cognito:username', 'mycustom:seat', 'auth_time', ''];
  const said = Object.fromEntries([...kept, ...others].map((name) => [name, `the ${name}`]));
  expect(profileClaims.toSorted()).toEqual([
    'birthdate',
    'family_name',
    'gender',
    'given_name',
    'locale',
    'middle_name',
    'nickname',
    'phone_number',
    'picture',
    'preferred_username',
    'profile',
    'website',
    'zoneinfo',
  ]);
  expect(userFromClaims({ ...said, ...base }).attributes).toEqual(
    Object.fromEntries(kept.map((name) => [name, `the ${name}`])),
  );
});

test.each<readonly [unknown, string | undefined]>([
  ['Ada', 'Ada'],
  ['a'.repeat(2048), 'a'.repeat(2048)],
  ['a'.repeat(2049), undefined],
  ['', undefined],
  [7, undefined],
  [['Ada'], undefined],
  [null, undefined],
])('a text of a token that is %p is remembered as %p', (claim, expected) => {
  const user = userFromClaims({ ...base, 'name': claim, 'email': claim, 'custom:a': claim });
  expect([user.name, user.email]).toEqual([expected, expected]);
  expect(user.attributes).toStrictEqual(expected === undefined ? {} : { 'custom:a': expected });
});

test('a person is called by the user name of the pool, or else as they prefer', () => {
  const preferred_username = 'countess';
  expect(userFromClaims({ ...base, preferred_username, 'cognito:username': 'ada' }).username).toBe('ada');
  expect(userFromClaims({ ...base, preferred_username, 'cognito:username': '' }).username).toBe('countess');
  expect(userFromClaims(base).username).toBeUndefined();
});

describe('after a refresh', () => {
  const bare: User = {
    ...ada,
    username: undefined,
    email: undefined,
    isEmailVerified: false,
    name: undefined,
    groups: [],
    attributes: {},
  };

  test('what the new token leaves out stays, but for groups', () => {
    expect(userWithNews(ada, bare)).toEqual({ ...ada, groups: [] });
  });

  test('what it says counts: an address that is not verified any more, too', () => {
    const news: User = {
      ...ada,
      username: 'lovelace',
      name: 'Ada Lovelace',
      email: 'lovelace@example.com',
      isEmailVerified: false,
      groups: ['admins'],
      attributes: { locale: 'fr' },
    };
    expect(userWithNews(ada, news)).toEqual({ ...news, attributes: { locale: 'fr', gender: 'female' } });
    expect(userWithNews(bare, ada)).toEqual(ada);
  });
});
