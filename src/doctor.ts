import { parseArgs } from 'node:util';
import { exitBadConfig, loadedOfProcess } from './config/process.js';
import type { Finding } from './doctor/check.js';
import { checks } from './doctor/checks.js';
import { asJson, asText, isOk } from './doctor/print.js';
import { runChecks } from './doctor/run.js';
import { findingsOf } from './doctor/settings-checks.js';
import { createSubject } from './doctor/subject.js';
import { surroundingsOfProcess } from './doctor/surroundings.js';

const usage = `Checks the settings of this site against the user pool, Redis and the clock:
  npm run doctor                          for people
  npm run doctor --silent -- --json       for scripts
`;
/** `EX_USAGE` of sysexits.h. */
const exitBadUsage = 64;
const deadlineMs = 5000;
const withinMs = 45_000;

const readArguments = (args: readonly string[]): { readonly isJson: boolean } | undefined => {
  try {
    const { json } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } }).values;
    return { isJson: json === true };
  } catch {
    return undefined;
  }
};

const asked = readArguments(process.argv.slice(2));
if (asked === undefined) {
  process.stderr.write(usage);
  process.exit(exitBadUsage);
}

const surroundings = surroundingsOfProcess();
// Something that was given up on may still be under way: it is not waited for.
const end = (findings: readonly Finding[], code: number): void => {
  const text = asked.isJson ? asJson(findings) : asText(findings, { isColoured: surroundings.wantsColour });
  process.stdout.write(text, () => process.exit(code));
};

const loaded = loadedOfProcess();
if ('problems' in loaded) {
  end(findingsOf(loaded.problems), exitBadConfig);
} else {
  const subject = createSubject({ config: loaded.config, surroundings, now: Date.now, deadlineMs });
  const findings = await runChecks(checks, { subject, withinMs });
  end(findings, isOk(findings) ? 0 : 1);
}
