import { describe, expect, test } from '@jest/globals';
import {
  AdminGetUserCommand,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  ListUserImportJobsCommand,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { poolForEachTest } from '../../support/pool.js';
import { makeForEachTest } from '../../support/opened.js';
import { sdkOf } from './sdk.js';
import { call, signInByPassword } from './support.js';

const pool = poolForEachTest();
const aws = makeForEachTest(() => sdkOf(pool));

const createJob = async (): Promise<UserImportJobType> => {
  const { UserImportJob } = await aws.send(
    new CreateUserImportJobCommand({
      UserPoolId: pool.userPoolId,
      JobName: 'from the old shop',
      CloudWatchLogsRoleArn: 'arn:aws:iam::000000000000:role/import',
    }),
  );
  return UserImportJob ?? {};
};

const about = ({ JobId }: UserImportJobType) => ({ UserPoolId: pool.userPoolId, JobId });

const upload = async ({ PreSignedUrl = '' }: UserImportJobType, csv: string): Promise<number> =>
  (await fetch(PreSignedUrl, { method: 'PUT', body: csv })).status;

const describeJob = async (job: UserImportJobType): Promise<UserImportJobType> => {
  const { UserImportJob } = await aws.send(new DescribeUserImportJobCommand(about(job)));
  return UserImportJob ?? {};
};

const header = async (): Promise<readonly string[]> => {
  const { CSVHeader = [] } = await aws.send(new GetCSVHeaderCommand({ UserPoolId: pool.userPoolId }));
  return CSVHeader;
};

/** A file with the pool's own header and a line for each person. */
const file = async (...people: Readonly<Record<string, string>>[]): Promise<string> => {
  const columns = await header();
  const usual: Readonly<Record<string, string>> = {
    'email_verified': 'true',
    'phone_number_verified': 'false',
    'cognito:mfa_enabled': 'false',
  };
  const lines = people.map((person) =>
    columns.map((column) => ({ ...usual, ...person })[column] ?? '').join(','),
  );
  return [columns.join(','), ...lines, ''].join('\r\n');
};

const somebody = (email: string, others: Readonly<Record<string, string>> = {}) => ({
  'cognito:username': email,
  email,
  ...others,
});

describe('a user import', () => {
  test('has a header of every attribute, the user name last', async () => {
    pool.updatePool({ customAttributes: ['tier'] });
    const columns = await header();
    expect(columns.slice(0, 3)).toEqual(['name', 'given_name', 'family_name']);
    expect(columns.slice(-3)).toEqual(['custom:tier', 'cognito:mfa_enabled', 'cognito:username']);
  });

  test('brings people in, who choose a password of their own', async () => {
    const job = await createJob();
    expect(job).toMatchObject({ Status: 'Created', JobName: 'from the old shop', ImportedUsers: 0 });
    const csv = await file(
      somebody('new@example.com', { name: 'Byron\\, Annabella' }),
      somebody('ada@example.com'),
    );
    expect(await upload(job, csv)).toBe(200);
    const { UserImportJob } = await aws.send(new StartUserImportJobCommand(about(job)));
    expect(UserImportJob).toMatchObject({ Status: 'Pending' });
    expect(await describeJob(job)).toMatchObject({
      Status: 'Succeeded',
      ImportedUsers: 1,
      SkippedUsers: 1,
      FailedUsers: 0,
      CompletionMessage: 'The user import has completed.',
      CompletionDate: expect.any(Date),
    });
    const person = await aws.send(
      new AdminGetUserCommand({ UserPoolId: pool.userPoolId, Username: 'new@example.com' }),
    );
    expect(person.UserStatus).toBe('RESET_REQUIRED');
    expect(person.UserAttributes).toContainEqual({ Name: 'name', Value: 'Byron, Annabella' });
    expect((await signInByPassword(pool, 'new@example.com', 'Whatever-1')).type).toBe(
      'PasswordResetRequiredException',
    );
    const app = { ClientId: pool.publicClient.id, Username: 'new@example.com' };
    await call(pool, 'ForgotPassword', app);
    const ConfirmationCode = pool.outbox.latest('new@example.com')?.code;
    await call(pool, 'ConfirmForgotPassword', { ...app, ConfirmationCode, Password: 'Chosen-Pass-1' });
    expect((await signInByPassword(pool, 'new@example.com', 'Chosen-Pass-1')).status).toBe(200);
  });

  test('counts what it could not bring in, and goes on', async () => {
    const job = await createJob();
    await upload(
      job,
      `${await file(
        somebody('unverified@example.com', { email_verified: 'false' }),
        somebody('mfa@example.com', { 'cognito:mfa_enabled': 'true' }),
        somebody('unclear@example.com', { 'cognito:mfa_enabled': 'perhaps' }),
        somebody('good@example.com'),
      )}too,few\r\n`,
    );
    await aws.send(new StartUserImportJobCommand(about(job)));
    expect(await describeJob(job)).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1, FailedUsers: 4 });
  });

  test.each([
    ['email,cognito:username\r\na@example.com,a@example.com', /The header lacks name, /u],
    ['shoe_size,cognito:username\r\n', /columns that the user pool does not know: shoe_size/u],
  ])('fails with a header that is not the pool’s: %j', async (csv, message) => {
    const job = await createJob();
    await upload(job, csv);
    await aws.send(new StartUserImportJobCommand(about(job)));
    const { Status, CompletionMessage } = await describeJob(job);
    expect([Status, CompletionMessage]).toEqual(['Failed', expect.stringMatching(message)]);
  });

  test('takes a file at the address of its job only, for a quarter of an hour', async () => {
    const job = await createJob();
    const forged = { ...job, PreSignedUrl: job.PreSignedUrl?.replace(/Signature=.*/u, 'Signature=guessed') };
    expect(await upload(forged as UserImportJobType, 'x')).toBe(403);
    pool.clock.advance(15 * 60_000);
    expect(await upload(job, 'x')).toBe(403);
  });

  test('begins once, not without a file, and not after it was stopped or a day has passed', async () => {
    const [first, second] = [await createJob(), await createJob()];
    const notMet = { name: 'PreconditionNotMetException' };
    await expect(aws.send(new StartUserImportJobCommand(about(first)))).rejects.toMatchObject(notMet);
    await upload(first, await file());
    await aws.send(new StartUserImportJobCommand(about(first)));
    expect((await describeJob(first)).CompletionMessage).toBe('There were no users to import.');
    await expect(aws.send(new StartUserImportJobCommand(about(first)))).rejects.toMatchObject(notMet);
    const stopped = await aws.send(new StopUserImportJobCommand(about(second)));
    expect(stopped.UserImportJob?.Status).toBe('Stopped');
    await expect(aws.send(new StartUserImportJobCommand(about(second)))).rejects.toMatchObject(notMet);
    const third = await createJob();
    pool.clock.advance(86_400_000);
    const { UserImportJobs = [] } = await aws.send(
      new ListUserImportJobsCommand({ UserPoolId: pool.userPoolId, MaxResults: 10 }),
    );
    expect(UserImportJobs.map(({ JobId, Status }) => [JobId, Status])).toEqual([
      [third.JobId, 'Expired'],
      [second.JobId, 'Stopped'],
      [first.JobId, 'Succeeded'],
    ]);
  });
});
