import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { expect, test } from '@jest/globals';
import {
  carrierOf,
  carry,
  keyOf,
  sessionKey,
  sessionNameOf,
  showRefreshed,
  signInOf,
  userOf,
} from '../../../src/auth/sessions/session-of-request.js';
import { passedRequest } from '../../support/passed-request.js';
import { sampleSignIn } from '../../support/sample-session.js';

const requestWith = (session: unknown): Request => passedRequest('the id', session);

test('the store knows a session by a digest of its id', () => {
  const digest = createHash('sha256').update('the id').digest('base64url');
  expect(sessionKey('the id')).toBe(digest);
  expect(keyOf(requestWith({}))).toBe(digest);
});

test('events name a session by the beginning of that, with which nobody finds it', () => {
  expect(sessionNameOf(requestWith({}))).toBe(sessionKey('the id').slice(0, 8));
});

test('whoever is in the session is signed in', () => {
  const signIn = sampleSignIn();
  expect(signInOf(requestWith({ signIn }))).toBe(signIn);
  expect(userOf(requestWith({ signIn }))).toBe(signIn.user);
});

test.each([
  ['a session without a sign-in', {}],
  ['no session any more, as after signing out', null],
])('with %s nobody is', (_what, session) => {
  expect(signInOf(requestWith(session))).toBeUndefined();
  expect(() => userOf(requestWith(session))).toThrow(
    'userOf: put auth.requireSignIn() or another guard before this route',
  );
});

test('what a refresh brought is what the rest of that request sees, and no other request', () => {
  const [before, after] = [sampleSignIn(), sampleSignIn()];
  const [one, other] = [requestWith({ signIn: before }), requestWith({ signIn: before })];
  showRefreshed(one, after);
  expect(signInOf(one)).toBe(after);
  expect(signInOf(other)).toBe(before);
  // The session is over, although the request still has it.
  showRefreshed(one, undefined);
  expect(signInOf(one)).toBeUndefined();
});

test('a site that did not mount auth.session is told so', () => {
  expect(() => signInOf({} as Request)).toThrow('auth.session: this request has not passed it.');
});

test('what carries the session of a request is known of that request alone', () => {
  const request = requestWith({});
  const carrier = { view: request, owner: {}, isBlank: false };
  carry(request, carrier);
  expect(carrierOf(request)).toBe(carrier);
  expect(carrierOf({} as Request)).toBeUndefined();
});
