// People by the file: the header that it must have, jobs that take one, the address for it, and what became of each line.

import { randomUUID } from 'node:crypto';
import { PoolError } from '../../base/errors.js';
import type { ImportJob, UserPool } from '../../base/model.js';
import { randomToken, sameSecret } from '../../base/random.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import type { Service } from '../../service.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { optionalText, text, type Input } from '../protocol/input.js';
import { notFound, withUserPool, type PoolOperation } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';
import { seconds } from '../protocol/seconds.js';
import { csvHeader } from './csv.js';
import { importPeople } from './import-people.js';

const create: PoolOperation = (input, pool, { service }) => {
  const now = service.clock.now();
  const hashing = optionalText(input, 'PasswordHashingAlgorithm');
  const job: ImportJob = {
    id: `import-${randomUUID().replaceAll('-', '').slice(0, 20)}`,
    poolId: pool.id,
    name: text(input, 'JobName'),
    roleArn: text(input, 'CloudWatchLogsRoleArn'),
    ...(hashing !== undefined && { hashing }),
    uploadKey: randomToken(),
    createdAt: now,
    expiresAt: now + unconfirmed.importJobMs,
    status: 'Created',
    imported: 0,
    skipped: 0,
    failed: 0,
  };
  service.store.importJobs.set(job.id, job);
  return { UserImportJob: jobType(job, service) };
};

/** It is done before the answer is read; the answer says what Cognito's says of one that has just begun. */
const start: PoolOperation = (input, pool, api) => {
  const { service } = api;
  const job = jobIn(input, pool, api);
  if (job.status !== 'Created') throw notMet(unconfirmed.importNotStartable);
  if (job.csv === undefined) throw notMet(unconfirmed.noUpload);
  job.startedAt = service.clock.now();
  const begun = jobType(job, service);
  importPeople(service, pool, job);
  return { UserImportJob: { ...begun, Status: 'Pending' } };
};

const stop: PoolOperation = (input, pool, api) => {
  const job = jobIn(input, pool, api);
  if (job.status !== 'Created') throw notMet(unconfirmed.importNotStoppable);
  job.status = 'Stopped';
  job.completedAt = api.service.clock.now();
  job.message = 'The user import was stopped.';
  delete job.csv;
  return { UserImportJob: jobType(job, api.service) };
};

/** The newest first. */
const list: PoolOperation = (input, pool, { service }) => {
  const jobs = [...service.store.importJobs.values()].filter(({ poolId }) => poolId === pool.id).toReversed();
  for (const job of jobs) expire(job, service);
  const { items, next } = page(jobs, input, { limit: 'MaxResults', token: 'PaginationToken' });
  return { UserImportJobs: items.map((job) => jobType(job, service)), PaginationToken: next };
};

const jobIn = (input: Input, pool: UserPool, { service }: Api): ImportJob => {
  const job = service.store.importJobs.get(text(input, 'JobId'));
  if (job?.poolId !== pool.id) return notFound('The user import job does not exist.');
  expire(job, service);
  return job;
};

const expire = (job: ImportJob, { clock }: Service): void => {
  if (job.status !== 'Created' || job.expiresAt > clock.now()) return;
  job.status = 'Expired';
  delete job.csv;
};

const notMet = (message: string): PoolError => new PoolError('PreconditionNotMetException', message);

const jobType = (job: ImportJob, { origins }: Service): object => ({
  JobName: job.name,
  JobId: job.id,
  UserPoolId: job.poolId,
  PreSignedUrl: `${origins.issuer}/uploads/${job.poolId}/${job.id}?X-Amz-Signature=${job.uploadKey}`,
  CreationDate: seconds(job.createdAt),
  StartDate: job.startedAt === undefined ? undefined : seconds(job.startedAt),
  CompletionDate: job.completedAt === undefined ? undefined : seconds(job.completedAt),
  Status: job.status,
  CloudWatchLogsRoleArn: job.roleArn,
  ImportedUsers: job.imported,
  SkippedUsers: job.skipped,
  FailedUsers: job.failed,
  CompletionMessage: job.message,
  PasswordHashingAlgorithm: job.hashing,
});

/** Takes a file for a job. False for an address that nobody was given, or that is too old by now. */
export const takeUpload = (
  { store, clock }: Service,
  { jobId, key, csv }: { readonly jobId: string; readonly key: string; readonly csv: string },
): boolean => {
  const job = store.importJobs.get(jobId);
  if (job?.status !== 'Created' || !sameSecret(job.uploadKey, key)) return false;
  if (job.createdAt + unconfirmed.uploadMs <= clock.now()) return false;
  job.csv = csv;
  return true;
};

export const userImportOperations: OperationTable = {
  GetCSVHeader: withUserPool((_input, pool) => ({ UserPoolId: pool.id, CSVHeader: csvHeader(pool) })),
  CreateUserImportJob: withUserPool(create),
  DescribeUserImportJob: withUserPool((input, pool, api) => ({
    UserImportJob: jobType(jobIn(input, pool, api), api.service),
  })),
  ListUserImportJobs: withUserPool(list),
  StartUserImportJob: withUserPool(start),
  StopUserImportJob: withUserPool(stop),
};
