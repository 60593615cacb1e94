// Two operations of identity pools, for apps that trade an ID token for AWS credentials. These work nowhere.

import { createHash } from 'node:crypto';
import { invalidParameter, notAuthorized } from '../../base/errors.js';
import type { Operation, OperationTable } from '../protocol/api.js';
import { optionalText, text, textMap } from '../protocol/input.js';
import { notFound } from '../protocol/lookups.js';
import { seconds } from '../protocol/seconds.js';
import { subjectOf } from './logins.js';

const lifetimeMs = 3_600_000;
const poolId = /^(?<region>[\w-]+):[0-9a-f-]{36}$/iu;

/** The same person has the same identity each time. Unknown identity pools do not exist here: every id will do. */
const getId: Operation = (input, api) => {
  const identityPoolId = text(input, 'IdentityPoolId');
  const region = poolId.exec(identityPoolId)?.groups?.['region'];
  if (region === undefined) return notFound(`IdentityPool '${identityPoolId}' not found.`);
  const { sub } = subjectOf(textMap(input, 'Logins'), api);
  const identityId = `${region}:${uuidFrom(`${identityPoolId}/${sub}`)}`;
  api.service.store.identities.set(identityId, sub);
  return { IdentityId: identityId };
};

/** Credentials that no AWS service will take, and that say so. */
const getCredentialsForIdentity: Operation = (input, api) => {
  const identityId = text(input, 'IdentityId');
  const owner = api.service.store.identities.get(identityId);
  if (owner === undefined) return notFound(`Identity '${identityId}' not found.`);
  const { sub, roles } = subjectOf(textMap(input, 'Logins'), api);
  if (sub !== owner)
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  const role = optionalText(input, 'CustomRoleArn');
  if (role !== undefined && !roles.includes(role)) {
    throw invalidParameter('The specified role is not among the roles of the token.');
  }
  return {
    IdentityId: identityId,
    Credentials: {
      AccessKeyId: 'ASIALOCALPOOLNOTREAL',
      SecretKey: 'local-pool/these-credentials-are-not-real',
      SessionToken: `local-pool.${sub}.not-real`,
      Expiration: seconds(api.service.clock.now() + lifetimeMs),
    },
  };
};

const uuidFrom = (value: string): string => {
  const hex = createHash('sha256').update(value).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
};

export const identityPoolOperations: OperationTable = {
  GetId: getId,
  GetCredentialsForIdentity: getCredentialsForIdentity,
};
