import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Request } from 'express';
import * as fc from 'fast-check';
import { AuthError, statusByCode } from '../../src/auth/index.js';
import {
  awsOperations,
  awsReasons,
  createAwsCredentials,
  createSelfService,
  type AwsCall,
  type CallWatchers,
} from '../../src/aws/index.js';
import { endOf } from '../../src/aws/calls.js';
import { failureFrom } from '../../src/aws/failures.js';
import { failureFrom as identityFailureFrom } from '../../src/aws/identity-pool-failures.js';
import { createCallWatch } from '../../src/aws/watched-calls.js';
import { signInByPassword, tokensOf, type ApiTokens } from '../local-pool/user-pools-api/support.js';
import { openForEachTest } from '../support/opened.js';
import { poolForAllTests } from '../support/pool.js';
import { collectSpans } from '../support/spans.js';
import { idTokenOf } from './support/identity-pool.js';
import { callEverything, startUserPoolsApi } from './support/user-pools-api.js';

const spans = collectSpans();
const calls: AwsCall[] = [];
const watchers: CallWatchers = { onCall: (call) => void calls.push(call), tracer: spans.tracer };
beforeEach(() => {
  spans.forget();
  calls.splice(0);
});

const email = 'ada@example.com';
const password = 'Local-Pool-1';
const identityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';

const pool = poolForAllTests();
afterEach(() => pool.faults.clear());

const signedIn = async (): Promise<ApiTokens> => tokensOf(await signInByPassword(pool, email, password));
const selfServiceWith = (options: CallWatchers & { readonly deadlineMs?: number }) =>
  createSelfService({ issuer: pool.issuer, endpoint: pool.api, ...options });
const credentialsWith = (idToken: string, options: CallWatchers) =>
  createAwsCredentials({
    identityPoolId,
    endpoint: pool.api,
    idToken: async () => idToken,
    failure: (code, details) => new AuthError(code, details),
    ...options,
  }).credentialsOf({} as Request);

const toldOf = () => calls.map(({ operation, outcome, reason }) => [operation, outcome, reason]);
const shownOf = () =>
  spans.all().map(({ name, attributes, status }) => [name, attributes['error.type'], status.code]);

describe('a call to the user pools API', () => {
  test('is told when it is over, with how long it took, and shown as the AWS SDK is shown in traces', async () => {
    const startedAtMs = performance.now();
    await selfServiceWith(watchers).profile((await signedIn()).AccessToken);
    expect(toldOf()).toEqual([['GetUser', 'ok', undefined]]);
    expect(calls[0]?.durationMs).toBeGreaterThan(0);
    expect(calls[0]?.durationMs).toBeLessThan(performance.now() - startedAtMs);
    expect(spans.all()).toMatchObject([
      {
        name: 'CognitoIdentityProvider.GetUser',
        kind: 2,
        attributes: {
          'rpc.system': 'aws-api',
          'rpc.service': 'CognitoIdentityProvider',
          'rpc.method': 'GetUser',
        },
        status: { code: 0 },
        events: [],
      },
    ]);
  });

  test('that is refused is told with the exception, and a wrong password is no fault', async () => {
    const { AccessToken } = await signedIn();
    const change = { previous: 'Not-The-Password-1', proposed: 'Another-Password-1' };
    await expect(selfServiceWith(watchers).changePassword(AccessToken, change)).rejects.toMatchObject({
      name: 'PoolRefusal',
    });
    expect(toldOf()).toEqual([['ChangePassword', 'refused', 'NotAuthorizedException']]);
    expect(shownOf()).toEqual([['CognitoIdentityProvider.ChangePassword', 'NotAuthorizedException', 2]]);
  });

  const exception = (__type: string, message = '') => JSON.stringify({ __type, message });

  test.each([
    [
      'what the people who run the pool have to mend',
      { kind: 'status', status: 400, body: exception('InvalidSmsRoleAccessPolicyException') },
      ['pool_misconfigured', 'InvalidSmsRoleAccessPolicyException'],
    ],
    [
      'a quota that is used up',
      { kind: 'status', status: 400, body: exception('TooManyRequestsException') },
      ['pool_unreachable', 'TooManyRequestsException'],
    ],
    [
      'a sign-in that the pool has ended',
      { kind: 'status', status: 400, body: exception('NotAuthorizedException', 'Access Token has expired') },
      ['not_signed_in', 'NotAuthorizedException'],
    ],
    [
      'an exception that nobody has heard of (P-03)',
      { kind: 'status', status: 400, body: exception('CanaryException') },
      ['pool_rejected', undefined],
    ],
    ['trouble of its own', { kind: 'status', status: 503 }, ['pool_unreachable', undefined]],
    ['a connection that breaks', { kind: 'drop' }, ['pool_unreachable', undefined]],
    ['no answer in time', { kind: 'silence' }, ['pool_timeout', undefined]],
  ] as const)('that ends with %s is told so', async (_what, fault, [outcome, reason]) => {
    pool.faults.add({ endpoint: 'api', fault, times: 1 });
    await expect(selfServiceWith({ ...watchers, deadlineMs: 300 }).profile('token')).rejects.toThrow();
    expect(toldOf()).toEqual([['GetUser', outcome, reason]]);
    expect(shownOf()).toEqual([['CognitoIdentityProvider.GetUser', reason ?? outcome, 2]]);
  });
});

describe('the operations', () => {
  const api = openForEachTest(startUserPoolsApi);

  test('are told by the names that the API knows them by, one call each, and those of identity pools are the rest', async () => {
    await callEverything(createSelfService({ issuer: pool.issuer, endpoint: api.origin, ...watchers }));
    expect(calls.map(({ operation }) => operation)).toEqual(api.asked.map(({ operation }) => operation));
    const untold = awsOperations.filter((one) => !calls.some(({ operation }) => operation === one));
    expect(untold).toEqual(['GetCredentialsForIdentity', 'GetId']);
  });

  test('of a list that comes in pages are one call a page', async () => {
    api.answer({ Sessions: [], NextToken: 'more' });
    await createSelfService({ issuer: pool.issuer, endpoint: api.origin, ...watchers }).sessions('token');
    expect(toldOf()).toEqual(Array.from({ length: 4 }, () => ['ListUserSessions', 'ok', undefined]));
  });

  test('tell AWS nothing of the trace', async () => {
    await callEverything(createSelfService({ issuer: pool.issuer, endpoint: api.origin, ...watchers }));
    const names = new Set(api.asked.flatMap(({ headers }) => Object.keys(headers)));
    expect(names).toContain('x-amz-target');
    expect([...names].filter((name) => /trace/i.test(name))).toEqual([]);
  });
});

describe('a call to an identity pool', () => {
  test('is told and shown in the same way', async () => {
    await credentialsWith((await signedIn()).IdToken, watchers)();
    expect(toldOf()).toEqual([
      ['GetId', 'ok', undefined],
      ['GetCredentialsForIdentity', 'ok', undefined],
    ]);
    expect(spans.all().map(({ name, attributes }) => [name, attributes['rpc.service']])).toEqual([
      ['CognitoIdentity.GetId', 'CognitoIdentity'],
      ['CognitoIdentity.GetCredentialsForIdentity', 'CognitoIdentity'],
    ]);
  });

  test('that fails is told with the word that stands in the log', async () => {
    pool.faults.add({
      endpoint: 'api',
      fault: { kind: 'status', status: 400, body: '{"__type":"ResourceNotFoundException"}' },
    });
    await expect(credentialsWith(idTokenOf(), watchers)()).rejects.toMatchObject({
      code: 'pool_misconfigured',
    });
    expect(toldOf()).toEqual([['GetId', 'pool_misconfigured', 'identity_pool_unknown']]);
    expect(shownOf()).toEqual([['CognitoIdentity.GetId', 'identity_pool_unknown', 2]]);
  });
});

describe('whoever watches', () => {
  test('P-01: hears no token, password, code or person', async () => {
    const { AccessToken, IdToken } = await signedIn();
    const selfService = selfServiceWith(watchers);
    const { username } = await selfService.profile(AccessToken);
    await credentialsWith(IdToken, watchers)();
    await selfService
      .changePassword(AccessToken, { previous: 'canary-1', proposed: 'canary-2' })
      .catch(String);
    await selfService.verifyAddress(AccessToken, 'email', '123456').catch(String);
    const told = JSON.stringify([
      calls,
      spans
        .all()
        .map(({ name, attributes, events, links, status }) => [name, attributes, events, links, status]),
    ]);
    expect(told).toContain('VerifyUserAttribute');
    const secrets = [AccessToken, IdToken, username, email, 'canary', '123456'];
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
    expect(told).not.toMatch(/eyJ/);
    const names = new Set(spans.all().flatMap(({ attributes }) => Object.keys(attributes)));
    const [, cell = ''] =
      /^\| (.*) \| calls of the AWS SDK/m.exec(readFileSync('docs/tracing.md', 'utf8')) ?? [];
    const documented = [...cell.matchAll(/`([\w.]+)`/g)].map(([, name]) => name);
    expect(names).toEqual(new Set([...documented, 'error.type']));
  });

  test('P-07: hears words of fixed lists only, whatever AWS answers', () => {
    const codes = new Set(['ok', 'refused', 'unexpected', ...Object.keys(statusByCode)]);
    const anything = fc.oneof(fc.string(), fc.constantFrom(...awsReasons));
    fc.assert(
      fc.property(anything, fc.string(), anything, fc.option(fc.integer()), (name, message, code, status) => {
        const seen = { name, message, code, $metadata: { httpStatusCode: status } };
        for (const error of [seen, failureFrom(seen), identityFailureFrom(seen, { hasRole: false })]) {
          const { outcome, reason } = endOf(error);
          expect(codes).toContain(outcome);
          if (reason !== undefined) expect(awsReasons).toContain(reason);
        }
      }),
    );
  });

  test('P-03: hears no word of an error that nobody foresaw', async () => {
    const watch = createCallWatch('CognitoIdentity', watchers);
    const broken = new Error('canary');
    await expect(watch('GetId', () => Promise.reject(broken))).rejects.toBe(broken);
    expect(toldOf()).toEqual([['GetId', 'unexpected', undefined]]);
    expect(shownOf()).toEqual([['CognitoIdentity.GetId', '_OTHER', 2]]);
  });

  test('and fails at it spoils no call, at once or later, and is told of by a warning without its words', async () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockReturnValue();
    let heard = 0;
    const onCall = (): unknown => {
      heard += 1;
      if (heard > 1) return Promise.reject(new TypeError('canary'));
      throw new Error('canary');
    };
    const watch = createCallWatch('CognitoIdentity', { onCall });
    expect(await watch('GetId', async () => 'an answer')).toBe('an answer');
    expect(await watch('GetId', async () => 'another')).toBe('another');
    await Promise.resolve();
    const warnings = emitWarning.mock.calls.map(([warning]) => warning);
    emitWarning.mockRestore();
    expect(warnings).toEqual([
      'A listener to AWS calls failed on GetId: Error',
      'A listener to AWS calls failed on GetId: TypeError',
    ]);
  });

  test('is not paid for where there is nobody: the call is the very promise that it would be anyway', () => {
    const promise = Promise.resolve('the answer');
    expect(createCallWatch('CognitoIdentity', {})('GetId', () => promise)).toBe(promise);
  });

  test('hears of calls without a tracer, and sees them in traces without a listener', async () => {
    const { AccessToken } = await signedIn();
    await selfServiceWith({ onCall: (call) => void calls.push(call) }).profile(AccessToken);
    expect([calls.length, spans.all().length]).toEqual([1, 0]);
    await selfServiceWith({ tracer: spans.tracer }).profile(AccessToken);
    expect([calls.length, spans.all().length]).toEqual([1, 1]);
  });
});
