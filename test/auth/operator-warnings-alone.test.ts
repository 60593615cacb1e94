import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { AuthEvent, AuthEventListener } from '../../src/auth/events.js';
import { createOperatorWarnings } from '../../src/auth/operator-warnings.js';
import { familyReasons, hints, reasons, type Reason } from '../../src/auth/reasons.js';

let warnings: unknown[][];
let listener: AuthEventListener;
beforeEach(() => {
  warnings = [];
  jest.spyOn(process, 'emitWarning').mockImplementation((...warning) => void warnings.push(warning));
  listener = createOperatorWarnings();
});
afterEach(() => void jest.restoreAllMocks());

const toldOf = (...events: readonly AuthEvent[]): readonly unknown[] => {
  for (const event of events) listener(event);
  return warnings.map(([text]) => text);
};
const end = '. Said once; give createAuth an onEvent to hear of every event.';
const failed = { type: 'sign_in_failed', code: 'pool_unreachable' } as const;

test('trouble is a warning of the process that can be told from others', () => {
  listener(failed);
  expect(warnings).toEqual([
    [`sign in failed: pool_unreachable${end}`, { type: 'AuthWarning', code: 'AUTH_TROUBLE' }],
  ]);
});

test('it says all that is known: the reason in words, and what the pool answered', () => {
  const refused = {
    code: 'pool_misconfigured',
    reason: 'client_refused',
    poolError: 'invalid_client',
  } as const;
  expect(toldOf({ type: 'sign_in_failed', ...refused })).toEqual([
    `sign in failed: pool_misconfigured, client_refused, invalid_client (${reasons.client_refused})${end}`,
  ]);
});

test('a reason without a sentence is told as it is', () => {
  expect(toldOf({ ...failed, reason: 'toString' as Reason })).toEqual([
    `sign in failed: pool_unreachable, toString${end}`,
  ]);
});

test('it says what a listener would hear: the address, by how much a clock is wrong, and what to change', () => {
  const address = 'http://127.0.0.1:1/pool/.well-known/openid-configuration';
  const hint = hints.ECONNREFUSED;
  const old = { code: 'pool_rejected', reason: 'token_is_old', clockAheadSeconds: -700 } as const;
  expect(
    toldOf({ ...failed, reason: 'ECONNREFUSED', address, hint }, { type: 'sign_in_failed', ...old }),
  ).toEqual([
    `sign in failed: pool_unreachable, ECONNREFUSED, ${address} (${familyReasons.ECONNREFUSED}). ${hint}${end.slice(1)}`,
    `sign in failed: pool_rejected, token_is_old, clockAheadSeconds -700 (${reasons.token_is_old})${end}`,
  ]);
});

test('each kind is told once: by event, code and reason, not by address', () => {
  const keys = { type: 'keys_unavailable', code: 'pool_unreachable' } as const;
  const elsewhere = { ...failed, address: 'https://pool.example/oauth2/token' };
  expect(toldOf(failed, failed, keys, { ...failed, reason: 'network' }, elsewhere, keys)).toHaveLength(3);
});

test.each<readonly [AuthEvent, boolean]>([
  [{ ...failed, code: 'pool_timeout' }, true],
  [{ ...failed, code: 'pool_rejected' }, true],
  [{ ...failed, code: 'store_unreachable' }, true],
  [{ ...failed, code: 'unexpected' }, true],
  // What visitors and attackers do is theirs.
  [{ ...failed, code: 'sign_in_expired' }, false],
  [{ ...failed, code: 'sign_in_invalid' }, false],
  [{ ...failed, code: 'sign_in_refused' }, false],
  [{ ...failed, code: 'cross_site' }, false],
  [{ ...failed, code: 'unexpected_visit' as 'unexpected' }, false],
  [{ ...failed, code: 'no_pool_here' as 'unexpected' }, false],
  [{ type: 'sign_in_started', isStepUp: false }, false],
])('%j is for whoever runs the site: %s', (event, expected) => {
  expect(toldOf(event)).toHaveLength(expected ? 1 : 0);
});

test('a store that has always another reason fills no log: fifty kinds are enough', () => {
  const events = Array.from({ length: 60 }, (_, index): AuthEvent => ({
    ...failed,
    reason: `store_${index}`,
  }));
  const told = toldOf(...events, ...events);
  expect(told).toHaveLength(50);
  expect(told.at(-1)).toContain('store_49');
});
