// The list of all operations, and which of them an administrator has to sign.

import { PoolError } from '../base/errors.js';
import { groupOperations } from './admin/groups.js';
import { lists } from './admin/list-users.js';
import { passwords } from './admin/passwords.js';
import { people } from './admin/people.js';
import { providerLinks } from './admin/provider-links.js';
import { identityPools } from './identity-pools/operations.js';
import type { Operation, OperationTable } from './protocol/api.js';
import { brandingOperations } from './provisioning/branding.js';
import { clientSecrets } from './provisioning/client-secrets.js';
import { clientOperations } from './provisioning/clients.js';
import { domains } from './provisioning/domains.js';
import { identityProviders } from './provisioning/identity-providers.js';
import { mfaConfigOperations } from './provisioning/mfa-config.js';
import { pools } from './provisioning/pools.js';
import { resourceServers } from './provisioning/resource-servers.js';
import { tagOperations } from './provisioning/tags.js';
import { addressOperations } from './self-service/addresses.js';
import { deviceOperations } from './self-service/devices.js';
import { factors } from './self-service/factors.js';
import { passkeys } from './self-service/passkeys.js';
import { profile } from './self-service/profile.js';
import { security } from './self-service/security.js';
import { adminSignIn, signIn } from './sign-in/operations.js';
import { refresh } from './sign-in/refresh.js';
import { signUpOperations } from './sign-up/sign-up.js';

const userPools = 'AWSCognitoIdentityProviderService';
const identity = 'AWSCognitoIdentityService';

/** Operations of people and of their apps: whoever has the token, the code or the password may call them. */
const unsignedOperations: OperationTable = {
  ...signUpOperations,
  ...signIn,
  ...refresh,
  ...profile,
  ...addressOperations,
  ...security,
  ...factors,
  ...deviceOperations,
  ...passkeys,
};

/** Operations of administrators, who sign with AWS credentials. */
const signed: OperationTable = {
  ...adminSignIn,
  ...people,
  ...passwords,
  ...groupOperations,
  ...lists,
  ...providerLinks,
  ...pools,
  ...mfaConfigOperations,
  ...clientOperations,
  ...clientSecrets,
  ...domains,
  ...resourceServers,
  ...identityProviders,
  ...brandingOperations,
  ...tagOperations,
};

export interface FoundOperation {
  readonly run: Operation;
  readonly isSigned: boolean;
}

/** By the `x-amz-target` header. Throws UnknownOperationException, with the operations that there are. */
export const findOperation = (target: string | undefined): FoundOperation => {
  const [service, name = ''] = (target ?? '').split('.');
  if (service === identity) return { run: pick(identityPools, name) ?? unknown(name), isSigned: false };
  if (service !== userPools) {
    throw new PoolError(
      'UnknownOperationException',
      `The x-amz-target header is "${target ?? ''}"; expected ${userPools}.<Operation> or ${identity}.<Operation>.`,
    );
  }
  const unsigned = pick(unsignedOperations, name);
  if (unsigned !== undefined) return { run: unsigned, isSigned: false };
  return { run: pick(signed, name) ?? unknown(name), isSigned: true };
};

const pick = (table: OperationTable, name: string): Operation | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const unknown = (name: string): never => {
  const known = [unsignedOperations, signed, identityPools].flatMap((table) => Object.keys(table)).sort();
  throw new PoolError(
    'UnknownOperationException',
    `The local user pool has no operation "${name}". It has: ${known.join(', ')}.`,
  );
};
