import { PoolError } from '../../base/errors.js';
import type { Attributes, ImportJob, UserPool } from '../../base/model.js';
import { addressNames, assertValue, checkedName } from '../../people/attributes.js';
import { assertWithinSchema } from '../../people/schema.js';
import { namedBy } from '../../people/user-names.js';
import type { Service } from '../../service.js';
import { mfaColumn, readRows, usernameColumn, type Row } from './csv.js';

/** Brings everybody of the file into the pool who is not there yet, and writes down in the job how that went. */
export const importPeople = (service: Service, pool: UserPool, job: ImportJob): void => {
  try {
    for (const row of readRows(job.csv ?? '', pool)) importRow(row, { service, pool, job });
    finish(job);
  } catch (error) {
    job.status = 'Failed';
    job.message = error instanceof Error ? error.message : String(error);
  }
  job.completedAt = service.clock.now();
  delete job.csv;
};

const finish = (job: ImportJob): void => {
  const missed = job.skipped + job.failed;
  job.status = job.imported === 0 && missed > 0 ? 'Failed' : 'Succeeded';
  if (job.imported + missed === 0) job.message = 'There were no users to import.';
  else
    job.message =
      job.status === 'Failed'
        ? 'Too many users have failed or been skipped during the import.'
        : 'The user import has completed.';
};

interface Import {
  readonly service: Service;
  readonly pool: UserPool;
  readonly job: ImportJob;
}

/** What CloudWatch would be told stands in the log, without anything of whom it is about. */
const importRow = ({ line, cells }: Row, { service, pool, job }: Import): void => {
  const tell = (outcome: string, why: string): void =>
    service.log(`User import ${job.id}: [${outcome}] line number ${line}: ${why}`);
  try {
    if (cells === undefined) throw new Error('it has not as many cells as the header.');
    if (isThere(cells, { service, pool })) {
      job.skipped += 1;
      tell('SKIPPED', 'the user exists already.');
      return;
    }
    addPerson(cells, { service, pool });
    job.imported += 1;
    tell('SUCCEEDED', 'the user has been imported.');
  } catch (error) {
    job.failed += 1;
    tell('FAILED', error instanceof Error ? error.message : 'it could not be read.');
  }
};

type Cells = NonNullable<Row['cells']>;

const isThere = (cells: Cells, { service, pool }: Pick<Import, 'service' | 'pool'>): boolean =>
  service.people.find(pool.id, cells[usernameColumn] ?? '') !== undefined;

/** Nobody has a password yet: each chooses one by ForgotPassword. */
const addPerson = (cells: Cells, { service, pool }: Pick<Import, 'service' | 'pool'>): void => {
  const username = cells[usernameColumn] ?? '';
  if (username === '') throw new Error(`${usernameColumn} is empty.`);
  const hasMfa = flagIn(cells, mfaColumn);
  const attributes = attributesOf(cells, pool);
  assertReachable(attributes, pool);
  if (hasMfa && attributes['phone_number'] === undefined)
    throw new Error(`${mfaColumn} needs a phone_number.`);
  const named = namedBy(pool, username);
  const person = service.people.add(pool, {
    ...named,
    attributes: { ...attributes, ...named.attributes },
    status: 'RESET_REQUIRED',
  });
  if (hasMfa) person.mfaMethods = ['SMS_MFA'];
};

const attributesOf = (cells: Cells, pool: UserPool): Attributes => {
  const flags = addressNames.map((address) => `${address}_verified`);
  const given = Object.entries(cells).filter(
    ([name, value]) => ![usernameColumn, mfaColumn, ...flags].includes(name) && value !== '',
  );
  for (const [name, value] of given) {
    assertValue(checkedName(name, pool), value);
    assertWithinSchema(pool, name, value);
  }
  const verified = flags.map((name) => [name, String(flagIn(cells, name))] as const);
  return Object.fromEntries([...given, ...verified]);
};

const flagIn = (cells: Cells, column: string): boolean => {
  const value = (cells[column] ?? '').toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`${column} must be true or false.`);
};

/** Where the pool verifies addresses by itself, one of them has to be good already: the first code goes there. */
const assertReachable = (attributes: Attributes, { otherSettings = {} }: UserPool): void => {
  const automatic = otherSettings['AutoVerifiedAttributes'];
  if (!Array.isArray(automatic) || automatic.length === 0) return;
  const isGood = addressNames.some(
    (address) =>
      automatic.includes(address) &&
      attributes[address] !== undefined &&
      attributes[`${address}_verified`] === 'true',
  );
  if (!isGood)
    throw new PoolError('InvalidParameterException', `one of ${automatic.join(', ')} must be verified.`);
};
