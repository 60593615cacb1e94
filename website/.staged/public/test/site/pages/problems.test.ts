import { describe, expect, test } from '@jest/globals';
import { AuthError, statusByCode, type AuthErrorCode, type Reason } from '../../../src/auth/index.js';
import { errorTexts, textsByReason } from '../../../src/pages/error-texts.js';
import { problemDetails, problemOf, problemOfCode } from '../../../src/pages/problems.js';

const codes = Object.keys(statusByCode) as AuthErrorCode[];
const context = { basePath: '/app', requestId: 'r-1' };

describe('what is told about an error', () => {
  test.each(codes)('%s has its status and a text of its own', (code) => {
    const problem = problemOf(new AuthError(code));
    expect(problem).toMatchObject({ status: statusByCode[code], code, text: errorTexts[code] });
    const others = codes.filter((other) => errorTexts[other].title === problem.text.title);
    expect(others).toEqual([code]);
  });

  test('the reason and the message are never told', () => {
    const error = new AuthError('pool_rejected', { reason: 'err_bad_signature' });
    error.message = 'eyJhbGciOi.token';
    const told = JSON.stringify(problemDetails(problemOf(error), context));
    expect(told).not.toMatch(/err_bad_signature|eyJ/);
  });

  test('a redirect loop is explained as one', () => {
    const problem = problemOf(new AuthError('too_many_requests', { reason: 'redirect_loop' }));
    expect(problem.text).toBe(textsByReason.get('redirect_loop'));
    expect(problem.code).toBe('too_many_requests');
  });

  test('a reason named like a property of every object has the text of its code', () => {
    const word: string = 'constructor';
    const problem = problemOf(new AuthError('forbidden', { reason: word as Reason }));
    expect(problem.text).toBe(errorTexts.forbidden);
  });

  test.each([
    ['a plain error', new Error('the database password is hunter2'), 500],
    ['an error that claims a server status', Object.assign(new Error('x'), { status: 503 }), 500],
    ['what body parsers throw', Object.assign(new Error('request entity too large'), { status: 413 }), 413],
    ['a status that is none', Object.assign(new Error('x'), { status: '404; drop' }), 500],
    ['an address that cannot be decoded', new URIError('URI malformed'), 400],
    ['a string', 'boom', 500],
    ['nothing', undefined, 500],
    ['null', null, 500],
    ['an object that looks like ours', { name: 'AuthError', code: 'forbidden', status: 403 }, 500],
  ])('%s is answered with its status, a standard title and no code', (_name, thrown, status) => {
    const details = problemDetails(problemOf(thrown), context);
    expect(details).toMatchObject({ type: 'about:blank', status, requestId: 'r-1' });
    expect(details).not.toHaveProperty('code');
    expect(JSON.stringify(details)).not.toMatch(/hunter2|too large|malformed|boom|drop/);
  });

  test('problem details are complete, and their type is a page of this site', () => {
    const problem = problemOf(
      new AuthError('not_signed_in', { signInUrl: '/app/auth/sign-in?return_to=%2F' }),
    );
    expect(problemDetails(problem, context)).toEqual({
      type: '/app/problems/not_signed_in',
      title: errorTexts.not_signed_in.title,
      status: 401,
      detail: expect.stringContaining(errorTexts.not_signed_in.happened),
      code: 'not_signed_in',
      requestId: 'r-1',
      signInUrl: '/app/auth/sign-in?return_to=%2F',
    });
  });

  test('a code that does not exist explains nothing', () => {
    for (const code of ['nonsense', 'constructor', '__proto__', ''])
      expect(problemOfCode(code)).toBeUndefined();
  });

  test('an outage says that nobody was signed out', () => {
    const outages = codes.filter((code) => errorTexts[code].isOutage);
    expect(outages).toEqual(['pool_unreachable', 'pool_timeout', 'store_unreachable']);
  });
});

describe('refusals of the pool are told apart (F-R76)', () => {
  const titleOf = (poolError: string): string =>
    problemOf(new AuthError('sign_in_refused', { reason: 'pool_answered_error', poolError })).text.title;

  test('somebody who cancelled, somebody who is not let in, and a provider in trouble read something else each', () => {
    const words = ['access_denied', 'user_disabled', 'identity_provider_error', 'server_error', 'other'];
    const titles = words.map(titleOf);
    expect(new Set(titles.slice(0, 4)).size).toBe(4);
    expect(titleOf('pre_sign_up_refused')).toBe(titleOf('user_disabled'));
    expect(titleOf('identity_provider_unreachable')).toBe(titleOf('identity_provider_error'));
  });

  test('what whoever runs the site has to mend is nobody’s fault, and gives nothing away (F-D8)', () => {
    const error = new AuthError('pool_misconfigured', {
      reason: 'client_refused',
      poolError: 'invalid_client',
      poolStatus: 401,
      address: 'https://app.example/auth/callback',
    });
    const problem = problemOf(error);
    const shown = JSON.stringify([problem, problemDetails(problem, { basePath: '', requestId: 'r' })]);
    expect(problem).toMatchObject({ status: 500, code: 'pool_misconfigured', text: { nextStep: 'home' } });
    expect(problem.text.happened).toContain('not your fault');
    expect(shown).not.toMatch(/invalid_client|client_refused|COGNITO|secret|401|callback/);
  });
});
