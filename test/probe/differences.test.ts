import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compare, type Compared } from '../../src/probe/compare.js';
import { asJson, asMarkdown } from '../../src/probe/report.js';
import { rows } from '../../src/probe/rows.js';
import type { Outcomes } from '../../src/probe/walk.js';
import { startChangedPool, type Change, type ChangedPool } from './changing-proxy.js';
import { walkAt, withPool } from './support.js';

let here: Outcomes;

beforeAll(async () => {
  here = await withPool({}, ({ api }) => walkAt(api));
}, 240_000);

const unlike = (compared: readonly Compared[]): readonly string[] =>
  compared.filter(({ result }) => result !== 'equal').map(({ row }) => row.id);

const facts = { title: 'another pool', region: 'us-east-1', atMs: Date.UTC(2026, 10, 29), throttled: 2 };

describe('a pool that is another', () => {
  test('in the form of its errors is named by the rows of that form, and by no other', async () => {
    const there = await withPool({ errorShape: 'documented' }, ({ api }) => walkAt(api));
    expect(unlike(compare(rows, { there, here }))).toEqual([
      'authorize/scope-not-allowed',
      'authorize/offline-access',
      'authorize/scope-without-openid',
      'authorize/no-response-type',
      'authorize/hybrid',
      'authorize/flow-not-allowed',
      'authorize/challenge-without-method',
      'authorize/plain-challenge',
      'authorize/json-state',
      'authorize/bad-resource',
      'managed/prompt-two',
      'managed/prompt-unknown',
    ]);
  }, 240_000);
});

/** What would be found in a report that is not careful. */
const canaries = [
  '123456789012',
  'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Canary001',
  'AKIACANARYCANARY0001',
  'eyJraWQiOiJjYW5hcnkifQ.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ',
  'someone.private@canary.example',
  '203.0.113.77',
];

describe('a pool of which a few answers are changed on the way', () => {
  const secrets = new Set<string>();
  let compared: readonly Compared[] = [];
  let report = '';
  let changed: ChangedPool;

  const change: Change = ({ path, headers, body }, answer) => {
    collect(secrets, [body, answer.body, answer.headers.location ?? '', headers.authorization ?? '']);
    for (const cookie of answer.headers['set-cookie'] ?? []) collect(secrets, [cookie]);
    if (path.endsWith('openid-configuration') && answer.status === 200)
      answer.body = answer.body.replace('["public"]', '["pairwise","public"]');
    if (path === '/oauth2/userInfo' && answer.status === 401)
      answer.headers['www-authenticate'] = `Bearer ${answer.headers['www-authenticate']}`;
    if (path === '/oauth2/revoke' && answer.body.includes('unsupported_token_type'))
      answer.body = `{"error":"unsupported_token_type","error_description":"${canaries.join(' | ')}"}`;
    answer.headers['set-cookie'] = answer.headers['set-cookie']?.map((line) =>
      line.startsWith('lang=') ? line.replace('SameSite=Lax', 'SameSite=None') : line,
    );
    answer.body = answer.body.replace('User is disabled."', `User is disabled. ${canaries.join(' ')}"`);
    if (answer.headers['set-cookie'] === undefined) delete answer.headers['set-cookie'];
  };

  beforeAll(async () => {
    changed = await startChangedPool(change);
    compared = compare(rows, { there: await walkAt(changed.api), here });
    report = asJson(compared, facts) + asMarkdown(compared, facts);
  }, 240_000);

  afterAll(() => changed.close());

  test('is named by exactly the rows that look at them', () => {
    expect(unlike(compared)).toEqual([
      'discovery/document',
      'managed/lang',
      'userinfo/bad-token',
      'userinfo/id-token',
      'userinfo/after-revoke',
      'revoke/access-token',
      'api/disabled',
    ]);
  });

  test('is told by the members that differ, and where it is not as recorded', () => {
    const of = (id: string) => compared.find(({ row }) => row.id === id);
    expect(of('userinfo/bad-token')).toMatchObject({ members: ['challenge'], againstRecord: ['challenge'] });
    expect(of('managed/lang')).toMatchObject({ members: ['cookies'], againstRecord: [] });
    expect(report).toContain('## Not as recorded\n\n### discovery/document');
    expect(report).toContain('### revoke/access-token');
    expect(report).toMatch(/It asked 2 times to come back later\./);
  });

  test('has a report with nothing secret in it: what passed by on the way is nowhere', () => {
    expect(secrets.size).toBeGreaterThan(300);
    expect([...secrets].filter((secret) => report.includes(secret))).toEqual([]);
    expect(canaries.filter((canary) => report.includes(canary))).toEqual([]);
    // The local pool's own.
    expect(report).not.toMatch(/eyJ[\w-]{8}|arn:aws:|crp-probe-|\bAKIA/);
  });
});

const secretMembers =
  /(?:access_token|id_token|refresh_token|code|_csrf|password|AccessToken|IdToken|RefreshToken|ClientSecret|ClientId|client_id|Session|SecretCode|Password|TemporaryPassword|UserSub|UserPoolId|SECRET_HASH|PASSWORD|XSRF-TOKEN|cognito)"?[=:]"?([^"&;,\s]{16,})/g;

/** Tokens, secrets, codes, passwords and ids, as they stand in bodies, addresses and cookies. */
const collect = (secrets: Set<string>, texts: readonly string[]): void => {
  for (const text of texts) {
    for (const [, value = ''] of text.matchAll(secretMembers)) {
      secrets.add(value);
      secrets.add(decodeURIComponent(value));
    }
    const [, credentials] = /^Basic (\S{20,})$/.exec(text) ?? [];
    if (credentials !== undefined) secrets.add(credentials);
  }
};
