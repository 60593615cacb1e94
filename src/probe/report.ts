import type { Compared } from './compare.js';
import type { Outcome } from './walk.js';

export interface ReportFacts {
  /** What stood on the other side. */
  readonly title: string;
  readonly region: string;
  /** ms since 1970. */
  readonly atMs: number;
  /** How often the other side asked to come back later. */
  readonly throttled: number;
}

export interface Summary {
  readonly rows: number;
  readonly equal: number;
  readonly different: number;
  readonly unasked: number;
  readonly notAsRecorded: number;
}

export const summaryOf = (compared: readonly Compared[]): Summary => {
  const count = (result: Compared['result']): number =>
    compared.filter((one) => one.result === result).length;
  return {
    rows: compared.length,
    equal: count('equal'),
    different: count('different'),
    unasked: count('unasked'),
    notAsRecorded: compared.filter(({ againstRecord }) => againstRecord.length > 0).length,
  };
};

/** Everything that was seen, for scripts. */
export const asJson = (compared: readonly Compared[], { atMs, ...facts }: ReportFacts): string => {
  const rows = compared.map(({ row, ...rest }) => {
    const { id, observes, restsOn, recorded = null, unconfirmed = null } = row;
    return { id, observes, restsOn, unconfirmed, recorded, ...rest };
  });
  const head = { ...facts, at: new Date(atMs).toISOString() };
  return `${JSON.stringify({ ...head, summary: summaryOf(compared), rows }, null, 2)}\n`;
};

/** The same for people, ready to be posted as an issue. */
export const asMarkdown = (compared: readonly Compared[], facts: ReportFacts): string => {
  const { title, region, atMs, throttled } = facts;
  const { rows, equal, different, unasked, notAsRecorded } = summaryOf(compared);
  const day = new Date(atMs).toISOString().slice(0, 10);
  const of = (result: Compared['result']) => compared.filter((one) => one.result === result);
  const asked = throttled === 0 ? '' : ` It asked ${throttled} times to come back later.`;
  return `${[
    `# Probe of ${title}, ${region}, ${day}`,
    `${rows} rows were looked at there and at the local pool: ${equal} equal, ${different} different, ${unasked} without an answer; ${notAsRecorded} not as recorded.${asked} Ids, secrets, tokens, times and addresses are names in braces. What is known stands in docs/cognito-quirks.md, in the section in brackets.`,
    section(
      'Different',
      of('different').map((one) => differenceOf(one, title)),
    ),
    section(
      'Without an answer',
      of('unasked').map((one) => unansweredOf(one, title)),
    ),
    section(
      'Not as recorded',
      compared.filter(({ againstRecord }) => againstRecord.length > 0).map(againstRecordOf),
    ),
    section('What was open, and is as the local pool has it', [
      of('equal')
        .filter(({ row }) => row.unconfirmed !== undefined)
        .map(answeredOf)
        .join('\n'),
    ]),
    section('Equal', [
      of('equal')
        .filter(({ row }) => row.unconfirmed === undefined)
        .map(({ row }) => code(row.id))
        .join(', '),
    ]),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};

const section = (title: string, parts: readonly string[]): string =>
  parts.join('') === '' ? '' : `## ${title}\n\n${parts.join('\n\n')}`;

const headOf = ({ row }: Compared): string => {
  const open = row.unconfirmed === undefined ? '' : ` Open: ${row.unconfirmed}`;
  return `### ${row.id}\n\nLooks at ${row.observes} (${row.restsOn}).${open}`;
};

const differenceOf = (one: Compared, title: string): string => {
  const lines = one.members.map(
    (name) => `| ${code(name)} | ${shown(one.there, name)} | ${shown(one.here, name)} |`,
  );
  return `${headOf(one)}\n\n| member | ${title} | local pool |\n| --- | --- | --- |\n${lines.join('\n')}`;
};

const unansweredOf = (one: Compared, title: string): string =>
  `${headOf(one)}\n\n- ${title}: ${answerOf(one.there)}\n- local pool: ${answerOf(one.here)}`;

const againstRecordOf = (one: Compared): string => {
  const lines = one.againstRecord.map(
    (name) => `| ${code(name)} | ${json(one.row.recorded?.[name])} | ${shown(one.there, name)} |`,
  );
  return `### ${one.row.id}\n\n| member | recorded | seen |\n| --- | --- | --- |\n${lines.join('\n')}`;
};

const answeredOf = (one: Compared): string => `- ${code(one.row.id)}: ${answerOf(one.there)}`;

const answerOf = (outcome: Outcome): string => ('seen' in outcome ? json(outcome.seen) : outcome.notAsked);

const shown = (outcome: Outcome, name: string): string =>
  'seen' in outcome ? json(outcome.seen[name]) : outcome.notAsked;

const json = (value: unknown): string => code(JSON.stringify(value ?? null));

/** Nothing that came from the other side may end the code or the column that it stands in. */
const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
