import type { Subject } from './subject.js';

/** A word as a shell takes it. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

const poolWords = ({ userPoolId, region }: Subject): string =>
  `--region ${region} --user-pool-id ${userPoolId}`;

/** Shows settings of the app client. */
export const describeClient = (subject: Subject, ...members: readonly string[]): string =>
  `aws cognito-idp describe-user-pool-client ${poolWords(subject)} --client-id ${shellWord(subject.config.pool.clientId)} --query 'UserPoolClient.[${members.join(', ')}]'`;

/** Shows a setting of the pool. */
export const describePool = (subject: Subject, member: string): string =>
  `aws cognito-idp describe-user-pool ${poolWords(subject)} --query UserPool.${member}`;

export const describeTracking = (subject: Subject): string =>
  `aws cognito-idp get-user-pool-session-configuration ${poolWords(subject)}`;

// An update resets what it leaves out, so what is there is sent back with the change. These three are not taken back.
const updateClient = (subject: Subject, jqChange: string): readonly string[] => [
  `aws cognito-idp describe-user-pool-client ${poolWords(subject)} --client-id ${shellWord(subject.config.pool.clientId)} | jq ${shellWord(`.UserPoolClient | del(.ClientSecret, .CreationDate, .LastModifiedDate) | ${jqChange}`)} > client.json`,
  `aws cognito-idp update-user-pool-client --region ${subject.region} --cli-input-json file://client.json`,
];

export interface ClientChange {
  /** Where the console has it, after the app client. */
  readonly inConsole: string;
  /** As a filter of jq, on what `describe-user-pool-client` shows. */
  readonly jq: string;
  /** A line of `infra/cognito.yaml`. */
  readonly inTemplate: string;
  /** For an issuer that is not Cognito. */
  readonly elsewhere: string;
}

/** How to change the app client: by hand, by the CLI, in the template. */
export const changeClient = (subject: Subject, change: ClientChange): string => {
  if (!subject.isCognito) return change.elsewhere;
  return [
    `Console: User pools, ${subject.userPoolId}, App clients, ${subject.config.pool.clientId}, ${change.inConsole}`,
    'CLI:',
    ...updateClient(subject, change.jq).map((line) => `  ${line}`),
    `Template (infra/cognito.yaml, WebClient): ${change.inTemplate}`,
  ].join('\n');
};

/** How to register an address at the app client. */
export const registerUrl = (subject: Subject, kind: 'callback' | 'sign-out', url: string): string => {
  const member = kind === 'callback' ? 'CallbackURLs' : 'LogoutURLs';
  return changeClient(subject, {
    inConsole: `Login pages, Edit, Allowed ${kind} URLs: add ${url}`,
    jq: `.${member} = (.${member} // []) + [${JSON.stringify(url)}]`,
    inTemplate: `${member}: [${url}]`,
    elsewhere: `Register ${url} at the provider, letter by letter, as a ${kind === 'callback' ? 'redirect URI' : 'post-logout redirect URI'} of the client ${subject.config.pool.clientId}.`,
  });
};

/** What the credentials need that are to ask in our place. */
export const policyForDoctor = ({ region, userPoolId }: Subject): string =>
  `Give them this policy: ${JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'cognito-idp:DescribeUserPool',
          'cognito-idp:DescribeUserPoolClient',
          'cognito-idp:GetUserPoolSessionConfiguration',
        ],
        Resource: `arn:aws:cognito-idp:${region}:*:userpool/${userPoolId}`,
      },
    ],
  })}`;
