import { expect, test } from '@jest/globals';
import { isWholeSession } from '../../../src/auth/sessions/stored-session.js';
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
