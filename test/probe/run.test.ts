import { describe, expect, test } from '@jest/globals';
import { readArguments } from '../../src/probe/arguments.js';
import { createRemoval } from '../../src/probe/removal.js';
import { rows } from '../../src/probe/rows.js';
import { runProbe } from '../../src/probe/run.js';
import { startChangedPool, type Change } from './changing-proxy.js';
import { pools } from './support.js';

/** Enough to walk in a moment. */
const few = rows.filter(({ id }) => /^(?:discovery|revoke|logout)\//.test(id));

/** The command in this process, against a pool that is changed on the way. */
const runAgainst = async (change: Change) => {
  const changed = await startChangedPool(change);
  const output = { report: '', said: '' };
  try {
    const code = await runProbe({
      rows: few,
      asked: { region: 'us-east-1', isConfirmed: true, against: changed.api, out: undefined },
      removal: createRemoval(),
      signal: new AbortController().signal,
      print: (text) => {
        output.report += text;
      },
      say: (line) => {
        output.said += `${line}\n`;
      },
      now: () => Date.UTC(2026, 10, 29),
    });
    return { code, ...output, left: await pools(changed.api) };
  } finally {
    await changed.close();
  }
};

const refuse = (operations: readonly string[]): Change => {
  const names = new Set(operations.map((name) => `AWSCognitoIdentityProviderService.${name}`));
  return ({ headers }, answer) => {
    if (!names.has(String(headers['x-amz-target']))) return;
    answer.status = 400;
    answer.body = '{"__type":"NotAuthorizedException","message":"arn:aws:secret"}';
  };
};

describe('a run of the probe', () => {
  test('ends with 1 where something differs, names it, and leaves nothing behind', async () => {
    const { code, report, said, left } = await runAgainst(({ path }, answer) => {
      if (path === '/oauth2/revoke' && answer.status === 401) answer.status = 400;
    });
    expect(said).toContain(' 2 different, 0 without an answer.');
    expect(report).toContain('| `status` | `400` | `401` |');
    expect([...report.matchAll(/^### (\S+)$/gm)].map(([, id]) => id)).toEqual([
      'revoke/wrong-secret',
      'revoke/secret-in-body',
      'revoke/wrong-secret',
    ]);
    expect([code, left.length]).toEqual([1, 1]);
  }, 180_000);

  test('says where a row had no answer, and counts it as a difference', async () => {
    const { code, report, said } = await runAgainst(({ path }, answer) => {
      if (!path.startsWith('/login') || answer.status !== 302) return;
      answer.status = 200;
      answer.headers = {};
    });
    expect(said).toMatch(/ 0 different, [1-9]\d* without an answer\./);
    expect(report).toMatch(
      /## Without an answer\n\n### \S+\n\n[^\n]+\n\n- another pool: A page of the sign-in has no form/,
    );
    expect(code).toBe(1);
  }, 180_000);

  test('waits and asks again where it is asked to come back later', async () => {
    let refused = 0;
    const { code, report } = await runAgainst(({ path }, answer) => {
      if (path !== '/oauth2/revoke' || refused > 0) return;
      refused += 1;
      answer.status = 429;
    });
    expect(report).toContain('It asked 1 times to come back later.');
    expect([code, refused]).toEqual([0, 1]);
  }, 180_000);

  test('removes what it had made when something cannot be made', async () => {
    const { code, report, said, left } = await runAgainst(refuse(['CreateManagedLoginBranding']));
    expect(said).toContain(
      'It could not be walked. another pool refused CreateManagedLoginBranding (NotAuthorizedException).',
    );
    expect([code, report, left.length]).toEqual([2, '', 1]);
  }, 180_000);

  test('names what could not be removed, with the line that removes it, and nothing of what was said', async () => {
    const { said } = await runAgainst(refuse(['DeleteUserPool']));
    expect(said).toMatch(
      /By hand, in this order:\n {2}# user pool crp-probe-\w+-managed\n {2}aws cognito-idp delete-user-pool --user-pool-id us-east-1_\w{9} --region us-east-1\n/,
    );
    expect(said).toMatch(/-classic\n {2}aws cognito-idp delete-user-pool /);
    expect(said).not.toContain('arn:aws:secret');
  }, 180_000);

  test('finds by its name a pool whose making was answered by nobody', async () => {
    const { code, said, left } = await runAgainst(refuse(['CreateUserPool']));
    expect(said).toContain('refused CreateUserPool');
    expect([code, left.length]).toEqual([2, 1]);
  }, 180_000);

  test('makes nothing where it may not look for what it made', async () => {
    const { code, said } = await runAgainst(refuse(['ListUserPools']));
    expect(said).toContain('refused ListUserPools');
    expect(said).not.toContain('making');
    expect(code).toBe(2);
  }, 180_000);
});

test.each([
  [[], '--region is missing'],
  [['--region', 'Europe'], '--region is no Region'],
  [['--region', 'us-gov-west-1'], '--region names another partition'],
  [['--against', 'nowhere'], '--against is no address'],
  [['--against', 'https://cognito-idp.eu-west-1.amazonaws.com'], 'leave it out to walk AWS itself'],
  [['--yes', 'now'], 'An option is unknown'],
])('the arguments %j are refused with a sentence', (args, sentence) => {
  expect(readArguments(args)).toEqual(expect.stringContaining(sentence));
});
