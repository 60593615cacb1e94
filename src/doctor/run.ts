import { Unreachable } from './ask.js';
import { fail, skip, type Check, type Finding, type Verdict } from './check.js';
import type { Subject } from './subject.js';

export interface RunOptions {
  readonly subject: Subject;
  /** How long all of it may take, in milliseconds. What is not done by then is told as such. */
  readonly withinMs: number;
}

/** Runs checks side by side, each after those that it needs, and gives what they found in the order of the table. */
export const runChecks = async (
  checks: readonly Check[],
  { subject, withinMs }: RunOptions,
): Promise<readonly Finding[]> => {
  const { promise: outOfTime, cancel } = timer(withinMs);
  const findings = new Map<string, Promise<Finding>>();
  for (const check of checks) {
    const needed = (check.needs ?? []).map((name) => {
      const found = findings.get(name);
      if (found === undefined) throw new Error(`${check.name} needs ${name}, which does not come before it`);
      return found;
    });
    const verdict = afterThose(check, needed, subject);
    const late = outOfTime.then(() => fail('Not done in time.', 'Run the doctor again.'));
    findings.set(check.name, Promise.race([verdict, late]).then(namedAs(check)));
  }
  const all = await Promise.all(findings.values());
  cancel();
  return all;
};

const namedAs =
  ({ name }: Check) =>
  ({ outcome, message, fix }: Verdict): Finding => ({ check: name, outcome, message, fix: fix ?? null });

const afterThose = async (
  check: Check,
  needed: readonly Promise<Finding>[],
  subject: Subject,
): Promise<Verdict> => {
  if (check.isOfCognito === true && !subject.isCognito)
    return skip('The issuer is not a Cognito user pool, and this is a thing of Cognito.');
  const missing = (await Promise.all(needed)).find(({ outcome }) => outcome === 'fail' || outcome === 'skip');
  if (missing !== undefined)
    return skip(
      `Not looked at: ${missing.check} ${missing.outcome === 'fail' ? 'failed' : 'was skipped'}.`,
      check.byHand?.(subject),
    );
  const verdict = await verdictOf(check, subject);
  const byHand =
    verdict.outcome === 'skip' && verdict.fix === undefined ? check.byHand?.(subject) : undefined;
  return byHand === undefined ? verdict : { ...verdict, fix: byHand };
};

const verdictOf = async (check: Check, subject: Subject): Promise<Verdict> => {
  try {
    return await check.run(subject);
  } catch (error) {
    if (error instanceof Unreachable) return fail(error.message, error.fix);
    // A message may quote what was sent, so the name has to do.
    const name = error instanceof Error ? error.name : 'no error';
    return fail(`The check itself failed (${name}).`, 'That is a mistake of the doctor: please report it.');
  }
};

const timer = (ms: number) => {
  let timeout: NodeJS.Timeout | undefined;
  const promise = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, ms);
  });
  return { promise, cancel: () => clearTimeout(timeout) };
};
