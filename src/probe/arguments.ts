import { parseArgs } from 'node:util';

export interface Asked {
  readonly region: string;
  readonly isConfirmed: boolean;
  /** A pool in AWS's place, by the address of its user pools API. */
  readonly against: string | undefined;
  /** Where the report is written to. */
  readonly out: string | undefined;
}

export const usage = `Compares Amazon Cognito with the local user pool, row by row:
  npm run probe -- --region eu-west-1              says what it would make, and makes nothing
  npm run probe -- --region eu-west-1 --yes        makes it, walks, removes it
  --out FOLDER     writes probe.md and probe.json there, beside the Markdown on standard output
  --against URL    another pool in AWS's place, by the address of its user pools API
`;

const regionForm = /^[a-z]{2}(?:-[a-z]+)+-\d$/u;

/** What was asked for, or what is wrong with it, in a sentence. */
export const readArguments = (args: readonly string[]): Asked | string => {
  const values = valuesOf(args);
  if (typeof values === 'string') return values;
  const { region = values.against === undefined ? undefined : 'us-east-1', against, out } = values;
  if (region === undefined) return '--region is missing: name the Region of AWS, such as --region eu-west-1.';
  if (!regionForm.test(region)) return '--region is no Region of AWS; expected a name such as eu-west-1.';
  if (/^(?:cn|us-gov|us-iso\w?|eusc)-/u.test(region))
    return '--region names another partition of AWS; expected a commercial Region such as eu-west-1.';
  const problem = against === undefined ? undefined : problemWith(against);
  return problem ?? { region, against, out, isConfirmed: values.yes === true };
};

const valuesOf = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        region: { type: 'string' },
        yes: { type: 'boolean' },
        against: { type: 'string' },
        out: { type: 'string' },
      },
    }).values;
  } catch {
    return 'An option is unknown, or has no value.';
  }
};

const problemWith = (against: string): string | undefined => {
  const url = URL.canParse(against) ? new URL(against) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol) || url.username !== '')
    return '--against is no address; expected one such as http://127.0.0.1:9400.';
  // Credentials of AWS are never sent where --against leads, so AWS would only refuse.
  return /(?:^|\.)(?:amazonaws|amazoncognito)\.com$/iu.test(url.hostname)
    ? '--against is for pools in AWS’s place; leave it out to walk AWS itself.'
    : undefined;
};
