import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { failureFrom, PoolFault, PoolRefusal } from '../../src/aws/failures.js';
import { meaningOf } from '../../src/aws/refusal-cases.js';
import { meanings } from '../../src/aws/refusals.js';

const client = readFileSync('src/aws/user-pools-client.ts', 'utf8');
const commands = [...new Set([...client.matchAll(/new (\w+Command)\(/g)].map(([, name = '']) => name))];

/** What the SDK itself declares that an operation throws. */
const declaredBy = (command: string): readonly string[] => {
  const folder = 'node_modules/@aws-sdk/client-cognito-identity-provider/dist-types/commands';
  const text = readFileSync(`${folder}/${command}.d.ts`, 'utf8');
  return [...text.matchAll(/@throws \{@link (\w+Exception)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'CognitoIdentityProviderServiceException');
};

describe('what the user pool refuses', () => {
  test.each(commands)('%s: every exception that the SDK declares has a sentence', (command) => {
    const declared = declaredBy(command);
    expect(declared.length).toBeGreaterThan(5);
    expect(declared.filter((name) => !Object.hasOwn(meanings, name))).toEqual([]);
  });

  test('has no sentence for an exception that nothing declares', () => {
    const declared = new Set(commands.flatMap(declaredBy));
    expect(Object.keys(meanings).filter((name) => !declared.has(name))).toEqual([]);
  });

  test('is said in whole sentences, without the words of programmers', () => {
    for (const { sentence } of Object.values(meanings)) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toMatch(/exception|parameter|lambda|invalid/i);
    }
  });

  test.each([
    ['NotAuthorizedException', 'Access Token does not have required scopes', { fault: 'forbidden' }],
    ['NotAuthorizedException', 'Access Token has been revoked', { fault: 'not_signed_in' }],
    ['NotAuthorizedException', 'Access Token has expired', { fault: 'not_signed_in' }],
    ['NotAuthorizedException', 'User is disabled.', { fault: 'not_signed_in' }],
    ['NotAuthorizedException', 'Incorrect username or password.', { field: 'currentPassword' }],
    ['NotAuthorizedException', 'Password attempts exceeded', { field: 'currentPassword' }],
    [
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
      { field: 'newPassword' },
    ],
    [
      'InvalidParameterException',
      'Attributes did not conform to the schema: birthdate: Expected the form YYYY-MM-DD',
      { field: 'birthdate' },
    ],
    [
      'InvalidParameterException',
      'Attributes did not conform to the schema: custom:size: Number must be from 1 to 2',
      { field: 'custom:size' },
    ],
    ['InvalidParameterException', 'Invalid phone number format.', { field: 'address' }],
    ['InvalidParameterException', 'Invalid email address format.', { field: 'address' }],
    [
      'InvalidParameterException',
      "1 validation error detected: Value at 'proposedPassword' failed to satisfy constraint",
      { field: 'newPassword' },
    ],
    [
      'InvalidParameterException',
      "1 validation error detected: Value at 'proposedPassword' failed to satisfy constraint: Member must have length greater than or equal to 6",
      { field: 'newPassword', sentence: 'The new password is too short.' },
    ],
  ])('%s with “%s” is told apart', (exception, message, meaning) => {
    expect(meaningOf(exception, message)).toMatchObject(meaning);
  });

  test('never repeats the words of the pool, which may carry what was sent', () => {
    for (const name of Object.keys(meanings)) {
      const failure = failureFrom(Object.assign(new Error('canary: Access Token eyJ'), { name }));
      expect(`${failure.message} ${failure instanceof PoolRefusal ? failure.sentence : ''}`).not.toContain(
        'canary',
      );
      expect(failure.cause).toBeUndefined();
    }
  });
});

describe('a call that came to nothing', () => {
  const failed = (details: object) => Object.assign(new Error('socket hang up'), details);

  test.each([
    [{ name: 'AbortError' }, 'pool_timeout'],
    [{ name: 'TimeoutError', code: 'ETIMEDOUT' }, 'pool_timeout'],
    [{ name: 'TimeoutError', code: 'ECONNRESET' }, 'pool_unreachable'],
    [{ code: 'ECONNREFUSED' }, 'pool_unreachable'],
    [{ $metadata: { httpStatusCode: 500 } }, 'pool_unreachable'],
    [{ $metadata: { httpStatusCode: 429 } }, 'pool_unreachable'],
    [{ name: 'SyntaxError', $response: { statusCode: 200 } }, 'pool_rejected'],
    [{ name: 'NewException', $metadata: { httpStatusCode: 400 } }, 'pool_rejected'],
    [{ name: 'TooManyRequestsException', $metadata: { httpStatusCode: 400 } }, 'pool_unreachable'],
    [{ name: 'constructor', $metadata: { httpStatusCode: 400 } }, 'pool_rejected'],
  ])('with %j is %s', (details, code) => {
    const failure = failureFrom(failed(details));
    expect(failure).toBeInstanceOf(PoolFault);
    expect(failure).toMatchObject({ code });
  });
});
