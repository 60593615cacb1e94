import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { statusByCode, type AuthEvent } from '../../../src/auth/index.js';
import { logAccountEvents, logAuthEvents } from '../../../src/ops/auth-log.js';
import type { AccountEvent } from '../../../src/pages/index.js';
import { capturedLog } from '../../support/whole-site.js';

// The schema of the audit log is what the code writes, in both directions. Real lines: audit-lines.test.ts.

interface EventSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly allOf?: readonly { readonly $ref: string }[];
}

interface Schema {
  readonly oneOf: readonly { readonly $ref: string }[];
  readonly $defs: Readonly<Record<string, EventSchema>> & {
    readonly code: { readonly enum: readonly string[] };
  };
}

const schema = JSON.parse(readFileSync('docs/audit-log.schema.json', 'utf8')) as Schema;
const isValid = new Ajv2020({ strict: true, allErrors: true, strictRequired: false }).compile(schema);
const named = schema.oneOf.map(({ $ref }) => $ref.replace('#/$defs/', ''));

type OfType<Event, Type> = Event extends { readonly type: Type } ? Event : never;
/** Every member that an event may have, so that a new one does not compile until it has a value here. */
type Complete<Event> = Event extends unknown
  ? {
      readonly [Name in keyof Event as Name extends 'type' | 'hint' ? never : Name]-?: Exclude<
        Event[Name],
        undefined
      >;
    }
  : never;
type Samples<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]: readonly Complete<OfType<Event, Type>>[];
};

const session = { session: 'Qm9vZ2ll', userId: '5f0c1c9e-0000-4000-8000-000000000001' };
const failure = {
  code: 'pool_misconfigured',
  reason: 'redirect_not_registered',
  poolError: 'redirect_mismatch',
  poolStatus: 400,
  address: 'http://localhost:3000/auth/callback',
  clockAheadSeconds: -12.5,
} as const;
const durationMs = 12.25;

const ofAuth: Samples<AuthEvent> = {
  sign_in_started: [{ isStepUp: false, isSilent: true, isAgain: true }],
  sign_in_succeeded: [{ durationMs, isStepUp: false, isSilent: true, ...session }],
  sign_in_failed: [failure],
  old_sign_in_refused: [{ userId: session.userId, isFinal: false }],
  sign_ins_ended: [{ userId: session.userId, sessions: 3 }],
  signed_out: [{ isEverywhere: true, sessions: 2, ...session }],
  sign_in_ended: [session],
  session_ended: [{ reason: 'idle_limit', ...session }],
  foreign_session: [{ reason: 'session_of_another_client', ...session }],
  app_data_overwritten: [session],
  other_apps_not_ended: [{ ...failure, ...session }],
  tokens_refreshed: [{ durationMs, ...session }],
  refresh_waited: [{ durationMs, isElsewhere: true, ...session }],
  refresh_failed: [
    { ...failure, isTransient: true, ...session },
    { ...failure, code: 'invalid_grant', isTransient: false, ...session },
  ],
  revoke_failed: [failure, { ...failure, ...session }],
  outage_grace_used: [session],
  user_info_failed: [{ ...failure, code: 'unexpected' }],
  forbidden: [{ missing: 'claim', ...session }],
  recent_sign_in_required: [session],
  level_required: [{ reason: 'level_is_another', ...session }],
  cross_site_refused: [{ reason: 'no_origin' }, { reason: 'cross_site' }],
  bearer_refused: [{ reason: 'missing_scope' }],
  pool_called: [
    { endpoint: 'token', durationMs, outcome: 200 },
    { endpoint: 'userInfo', durationMs, outcome: 'ECONNREFUSED' },
  ],
  keys_unavailable: [{ ...failure, reason: 'keys_unusable' }],
};

const ofAccount: Samples<AccountEvent> = {
  password_changed: [session],
  authenticator_registered: [session],
  second_factor_changed: [{ method: 'app', change: 'first', ...session }],
  contact_changed: [{ attribute: 'phone_number', step: 'set', ...session }],
  profile_changed: [{ attributes: ['name', 'custom:shoe_size'], ...session }],
  device_forgotten: [session],
  passkey_removed: [session],
  account_deleted: [session],
};

/** The lines that the samples become. */
const lines = ((): readonly Readonly<Record<string, unknown>>[] => {
  const log = capturedLog();
  const options = { log: log.write, addresses: 'truncated' } as const;
  const writeAuth = logAuthEvents(options);
  const writeAccount = logAccountEvents(options);
  const request = { id: '0e3c7a52-request', ip: '203.0.113.77' } as never;
  const each = (samples: Readonly<Record<string, readonly object[]>>) =>
    Object.entries(samples).flatMap(([type, all]) => all.map((sample) => ({ type, ...sample })));
  for (const event of each(ofAuth)) {
    const hint = 'reason' in event ? { hint: 'Set something else.' } : {};
    writeAuth({ ...event, ...hint } as AuthEvent, request);
  }
  for (const event of each(ofAccount)) writeAccount(event, request);
  return log.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
})();

describe('the schema of the audit log', () => {
  test('has every event of the code, and no other', () => {
    expect(new Set(named)).toEqual(new Set([...Object.keys(ofAuth), ...Object.keys(ofAccount)]));
    expect(new Set(named).size).toBe(named.length);
  });

  test.each(lines.map((line) => [line['event'], line] as const))('takes a line of %s', (_event, line) => {
    isValid(line);
    expect(isValid.errors).toBeNull();
  });

  test('has no member that nothing writes', () => {
    const membersOf = (name: string): readonly string[] => {
      const { properties = {}, allOf = [] } = schema.$defs[name] ?? {};
      return [
        ...Object.keys(properties),
        ...allOf.flatMap(({ $ref }) => membersOf($ref.replace('#/$defs/', ''))),
      ];
    };
    const unwritten = named.flatMap((name) => {
      const written = new Set(
        lines.filter(({ event }) => event === name).flatMap((line) => Object.keys(line)),
      );
      return membersOf(name).filter((member) => !written.has(member));
    });
    expect(unwritten).toEqual([]);
  });

  test.each(lines.map((line) => [line['event'], line] as const))(
    'takes no line of %s with a member more, of another version, or without a time',
    (_event, line) => {
      const { time: _time, ...timeless } = line;
      for (const wrong of [{ ...line, email: 'ada@example.com' }, { ...line, audit: 2 }, timeless])
        expect(isValid(wrong)).toBe(false);
    },
  );

  test('has the codes of the one table of errors', () => {
    expect(schema.$defs.code.enum).toEqual([...Object.keys(statusByCode), 'invalid_grant', 'unexpected']);
  });

  test('has its page, with a row for each event', () => {
    const [, tables = ''] = readFileSync('docs/audit-log.md', 'utf8').split('## People and their sign-ins');
    const rows = [...tables.matchAll(/^\| `([a-z_]+)` /gm)];
    expect(rows).toHaveLength(named.length);
    expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(named));
  });
});
