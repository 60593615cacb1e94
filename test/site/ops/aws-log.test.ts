import { beforeEach, describe, expect, test } from '@jest/globals';
import { openForAllTests } from '../../support/opened.js';
import { somebody, startSelfServiceSite } from '../self-service/support/self-service-site.js';

// A call of the AWS SDK that fails leaves people with a page and a sentence. Whoever runs the site reads of it in the log.

const site = openForAllTests(startSelfServiceSite);
beforeEach(() => site.pool.faults.clear());

/** The lines that opening the profile adds, where the user pools API answers with this exception. */
const linesAfter = async (exception: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { browser } = await somebody(site);
  const body = JSON.stringify({ __type: exception, message: `${exception} of the tests` });
  site.pool.faults.add({ endpoint: 'api', fault: { kind: 'status', status: 400, body }, times: 1 });
  const before = site.log.events('aws_call_failed').length;
  await browser.visit(`${site.origin}/account/profile`);
  return site.log.events('aws_call_failed').slice(before);
};

describe('the log has a line', () => {
  test('for what the pool lacks, with the operation and the exception, and nothing of what AWS says besides', async () => {
    expect(await linesAfter('InvalidSmsRoleAccessPolicyException')).toEqual([
      {
        level: 'warn',
        time: expect.any(String),
        event: 'aws_call_failed',
        operation: 'GetUser',
        outcome: 'pool_misconfigured',
        reason: 'InvalidSmsRoleAccessPolicyException',
        durationMs: expect.any(Number),
      },
    ]);
    expect(site.log.lines.join('\n')).not.toContain('of the tests');
  });

  test('for a quota that is used up', async () => {
    expect(await linesAfter('TooManyRequestsException')).toMatchObject([
      { outcome: 'pool_unreachable', reason: 'TooManyRequestsException' },
    ]);
  });
});

test('a no that is for the person to read is no line, and neither is an answer', async () => {
  expect(await linesAfter('PasswordResetRequiredException')).toEqual([]);
  const { browser } = await somebody(site);
  await browser.visit(`${site.origin}/account/profile`);
  expect(site.log.events('aws_call_failed')).toHaveLength(2);
});
