import { expect, test } from '@jest/globals';
import { asText } from '../../src/doctor/print.js';
import { runChecks } from '../../src/doctor/run.js';
import { createSubject } from '../../src/doctor/subject.js';
import { configFrom } from './support.js';

const finding = { check: 'settings', outcome: 'fail', message: 'No.', fix: 'one\ntwo' } as const;

test('a terminal gets the outcome in colour', () => {
  const escape = '\u{1B}';
  const [first = '', ...others] = asText([finding], { isColoured: true }).split('\n');
  expect(first).toBe(`${escape}[31mfail${escape}[39m  settings  No.`);
  expect(others.slice(0, 2)).toEqual([`${' '.repeat(16)}one`, `${' '.repeat(16)}two`]);
});

test('nothing from outside moves the cursor of a terminal', () => {
  const text = asText([{ ...finding, message: 'a\u{1B}[2Jb\rc' }], { isColoured: false });
  expect(text).toContain('a\u{FFFD}[2Jb\u{FFFD}c');
});

test('a check that breaks is told by the name of its error, and the others go on', async () => {
  const subject = createSubject({
    config: configFrom({
      BASE_URL: 'http://localhost:3000',
      COGNITO_ISSUER: 'http://127.0.0.1:9/us-east-1_Local0001',
      COGNITO_CLIENT_ID: 'client',
      SESSION_SECRET: 'b2V8m1Zq7Tn4Xc9Lr6Wy3Kp0Hd5Jf8Gs',
    }),
    surroundings: { hasAwsCredentials: false, awsRegion: undefined, wantsColour: false },
    now: Date.now,
    deadlineMs: 1000,
  });
  const breaks = {
    name: 'one',
    run: () => {
      throw new TypeError('with a secret in it');
    },
  };
  const goes = { name: 'two', run: () => ({ outcome: 'pass', message: 'Well.' }) as const };
  const findings = await runChecks([breaks, goes], { subject, withinMs: 1000 });
  expect(findings).toMatchObject([
    { check: 'one', outcome: 'fail', message: 'The check itself failed (TypeError).' },
    { check: 'two', outcome: 'pass', fix: null },
  ]);
});
