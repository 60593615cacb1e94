/** What the doctor takes from the environment beside the settings of the site. */
export interface Surroundings {
  /** Whether something here looks like credentials of AWS. Whether they hold, AWS says. */
  readonly hasAwsCredentials: boolean;
  readonly awsRegion: string | undefined;
  /** A terminal that wants colours (no-color.org). */
  readonly wantsColour: boolean;
}

const waysToCredentials = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

export const surroundingsOfProcess = (): Surroundings => {
  const { env } = process;
  const isGiven = (name: string): boolean => (env[name] ?? '') !== '';
  return {
    hasAwsCredentials: waysToCredentials.some(isGiven),
    awsRegion: env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'],
    wantsColour: process.stdout.isTTY && !isGiven('NO_COLOR') && env['TERM'] !== 'dumb',
  };
};
