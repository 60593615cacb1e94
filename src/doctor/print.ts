import { styleText } from 'node:util';
import type { Finding, Outcome } from './check.js';

/** Everything that was found, for scripts: one object on one line. */
export const asJson = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ ok: isOk(findings), checks: findings })}\n`;

export const isOk = (findings: readonly Finding[]): boolean =>
  findings.every(({ outcome }) => outcome !== 'fail');

const colours = { pass: 'green', warn: 'yellow', fail: 'red', skip: 'gray' } as const;

/** The same for people: a line each, and below it what to do. */
export const asText = (
  findings: readonly Finding[],
  { isColoured }: { readonly isColoured: boolean },
): string => {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const word = (outcome: Outcome): string =>
    isColoured ? styleText(colours[outcome], outcome, { validateStream: false }) : outcome;
  const lines = findings.flatMap(({ check, outcome, message, fix }) => [
    `${word(outcome)}  ${check.padEnd(width)}  ${plain(message)}`,
    ...(fix === null ? [] : fix.split('\n').map((line) => `${' '.repeat(width + 8)}${plain(line)}`)),
  ]);
  return `${[...lines, '', summary(findings)].join('\n')}\n`;
};

// Addresses of settings and of documents stand in it: nothing of theirs may move the cursor of a terminal.
const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\u{FFFD}');

const summary = (findings: readonly Finding[]): string => {
  const count = (outcome: Outcome): number => findings.filter((one) => one.outcome === outcome).length;
  return `${count('pass')} passed, ${count('warn')} to look at, ${count('fail')} failed, ${count('skip')} skipped.`;
};
