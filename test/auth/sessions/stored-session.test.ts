import { describe, expect, test } from '@jest/globals';
import { foreignIn, isWholeSession } from '../../../src/auth/sessions/stored-session.js';
import { sampleSignIn } from '../../support/sample-session.js';

const whole = { signIn: sampleSignIn(), appData: {}, lastSeenAtMs: Date.now() };

const withSignIn = (changes: object) => ({ ...whole, signIn: { ...whole.signIn, ...changes } });
const withUser = (changes: object) => withSignIn({ user: { ...whole.signIn.user, ...changes } });

test.each<readonly [string, unknown]>([
  ['as it was written', whole],
  ['with an end of the tokens', withSignIn({ tokensEndAtMs: 1 })],
  ['that does not say when the person proved who they are', withSignIn({ authenticatedAtMs: undefined })],
  ['with something that the app keeps', { ...whole, appData: { basket: [1] } }],
  ['of somebody in no group', withUser({ groups: [] })],
  ['without scopes', withSignIn({ scopes: [] })],
])('a record %s is a session', (_what, record) => {
  expect(isWholeSession(record)).toBe(true);
});

const times = ['startedAtMs', 'endsAtMs', 'accessTokenEndsAtMs'] as const;

test.each<readonly [string, unknown]>([
  ['that is none', undefined],
  ['that is null', null],
  ['that is a text', 'session'],
  ['without a sign-in', { ...whole, signIn: undefined }],
  ['with a text as sign-in', { ...whole, signIn: 'ada' }],
  ['without a last use', { ...whole, lastSeenAtMs: undefined }],
  ['with a text as last use', { ...whole, lastSeenAtMs: '1' }],
  ...times.map((name) => [`without ${name}`, withSignIn({ [name]: undefined })] as const),
  ...times.map((name) => [`with a text as ${name}`, withSignIn({ [name]: '1' })] as const),
  ['with a text as the time of the proof', withSignIn({ authenticatedAtMs: '1' })],
  ['that lasts for ever', withSignIn({ endsAtMs: Infinity })],
  ['with a text as the end of the tokens', withSignIn({ tokensEndAtMs: 'never' })],
  ['without a person', withSignIn({ user: undefined })],
  ['with null as person', withSignIn({ user: null })],
  ['of a person without id', withUser({ id: undefined })],
  ['of a person with an empty id', withUser({ id: '' })],
  ['of a person with a number as id', withUser({ id: 7 })],
  ['of a person without issuer', withUser({ issuer: undefined })],
  ['of a person with an empty issuer', withUser({ issuer: '' })],
  ['with a text as groups, in which every part of it would be found', withUser({ groups: 'admins' })],
  ['with a number among the groups', withUser({ groups: ['admins', 7] })],
  ['without groups', withUser({ groups: undefined })],
  ['with a text as scopes', withSignIn({ scopes: 'openid' })],
  ['with null among the scopes', withSignIn({ scopes: [null] })],
  ['without data of the app', { ...whole, appData: undefined }],
  ['with null as data of the app', { ...whole, appData: null }],
  ['with a text as data of the app', { ...whole, appData: '{}' }],
])('a record %s is no session', (_what, record) => {
  expect(isWholeSession(record)).toBe(false);
});

// What each member may not be: where `undefined` stands, the member has to be there.
const wrongInSignIn: Readonly<Record<string, readonly unknown[]>> = {
  clientId: ['', 7],
  form: ['1', 0, -1],
  scopes: [undefined, 'openid', [7]],
  startedAtMs: [undefined, '1', Number.NaN],
  authenticatedAtMs: ['1', null],
  level: ['', 3],
  methods: ['otp', [7]],
  endsAtMs: [undefined, '1', Infinity],
  accessTokenEndsAtMs: [undefined, '1'],
  idTokenEndsAtMs: [undefined, '1'],
  tokensEndAtMs: ['never'],
  tokensRefreshedAtMs: [undefined, '1'],
  isRefreshable: [undefined, 'true', 1],
  tokensVersion: [undefined, '1'],
  openedBy: [undefined, 7],
  userAgent: [undefined, 7],
  address: [undefined, 7],
};
const wrongInUser: Readonly<Record<string, readonly unknown[]>> = {
  id: [undefined, '', 7],
  issuer: [undefined, '', 7],
  username: [7, null],
  email: [7, ['a@example.com']],
  isEmailVerified: [undefined, 'true'],
  name: [7],
  groups: [undefined, 'admins', [7]],
  identityProvider: [7],
  attributes: [undefined, null, 'text', { age: 7 }, { name: 'Ada', age: 7 }],
};
const rowsOf = (table: Readonly<Record<string, readonly unknown[]>>) =>
  Object.entries(table).flatMap(([name, values]) => values.map((value) => [name, value] as const));

describe('a record is no session', () => {
  test.each(rowsOf(wrongInSignIn))('whose sign-in has as %s: %j', (name, value) => {
    expect(isWholeSession(withSignIn({ [name]: value }))).toBe(false);
  });
  test.each(rowsOf(wrongInUser))('whose person has as %s: %j', (name, value) => {
    expect(isWholeSession(withUser({ [name]: value }))).toBe(false);
  });
});

test('a record may lack what came into sessions later, or is not known of everybody', () => {
  const { user } = whole.signIn;
  const { username: _username, email: _email, name: _name, identityProvider: _provider, ...person } = user;
  const later = { clientId: undefined, form: undefined, level: undefined, methods: undefined };
  expect(isWholeSession(withSignIn({ ...later, user: person }))).toBe(true);
  expect(isWholeSession(withSignIn({ clientId: 'client', form: 1, level: 'gold', methods: [] }))).toBe(true);
  expect(isWholeSession(withUser({ attributes: {} }))).toBe(true);
});

describe('a session is of another site', () => {
  const signIn = sampleSignIn({ clientId: 'client' });
  const settings = { issuer: signIn.user.issuer, clientId: 'client' };

  test.each([
    [settings, undefined],
    [{ ...settings, issuer: 'https://other.example' }, 'session_of_another_issuer'],
    [{ ...settings, clientId: 'another' }, 'session_of_another_client'],
  ])('at %j: %s', (at, reason) => {
    expect(foreignIn(signIn, at)).toBe(reason);
  });

  test('by its issuer alone, where it does not say of which client it is', () => {
    expect(foreignIn(sampleSignIn(), settings)).toBeUndefined();
  });
});
