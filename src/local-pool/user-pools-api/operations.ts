import { PoolError } from '../base/errors.js';
import { GROUPS } from './admin/groups.js';
import { PEOPLE } from './admin/people.js';
import { PASSWORDS } from './admin/passwords.js';
import { PROVIDER_LINKS } from './admin/provider-links.js';
import { LISTS } from './admin/list-users.js';
import type { Operation, OperationTable } from './protocol/api.js';
import { IDENTITY_POOLS } from './identity-pools/operations.js';
import { BRANDING } from './provisioning/branding.js';
import { CLIENT_SECRETS } from './provisioning/client-secrets.js';
import { CLIENTS } from './provisioning/clients.js';
import { DOMAINS } from './provisioning/domains.js';
import { IDENTITY_PROVIDERS } from './provisioning/identity-providers.js';
import { MFA_CONFIG } from './provisioning/mfa-config.js';
import { POOLS } from './provisioning/pools.js';
import { RESOURCE_SERVERS } from './provisioning/resource-servers.js';
import { TAGS } from './provisioning/tags.js';
import { ADDRESSES } from './self-service/addresses.js';
import { DEVICES } from './self-service/devices.js';
import { FACTORS } from './self-service/factors.js';
import { PASSKEYS } from './self-service/passkeys.js';
import { PROFILE } from './self-service/profile.js';
import { SECURITY } from './self-service/security.js';
import { SIGN_UP } from './sign-up/sign-up.js';
import { ADMIN_SIGN_IN, SIGN_IN } from './sign-in/operations.js';
import { REFRESH } from './sign-in/refresh.js';

const USER_POOLS = 'AWSCognitoIdentityProviderService';
const IDENTITY = 'AWSCognitoIdentityService';

/** Operations of people and of their apps: whoever has the token, the code or the password may call them. */
const UNSIGNED: OperationTable = {
  ...SIGN_UP,
  ...SIGN_IN,
  ...REFRESH,
  ...PROFILE,
  ...ADDRESSES,
  ...SECURITY,
  ...FACTORS,
  ...DEVICES,
  ...PASSKEYS,
};

/** Operations of administrators, who sign with AWS credentials. */
const SIGNED: OperationTable = {
  ...ADMIN_SIGN_IN,
  ...PEOPLE,
  ...PASSWORDS,
  ...GROUPS,
  ...LISTS,
  ...PROVIDER_LINKS,
  ...POOLS,
  ...MFA_CONFIG,
  ...CLIENTS,
  ...CLIENT_SECRETS,
  ...DOMAINS,
  ...RESOURCE_SERVERS,
  ...IDENTITY_PROVIDERS,
  ...BRANDING,
  ...TAGS,
};

export interface FoundOperation {
  run: Operation;
  isSigned: boolean;
}

/** By the `x-amz-target` header. Throws UnknownOperationException, with the operations that there are. */
export function findOperation(target: string | undefined): FoundOperation {
  const [service, name = ''] = (target ?? '').split('.');
  if (service === IDENTITY) return { run: pick(IDENTITY_POOLS, name) ?? unknown(name), isSigned: false };
  if (service !== USER_POOLS) {
    throw new PoolError(
      'UnknownOperationException',
      `The x-amz-target header is "${target ?? ''}"; expected ${USER_POOLS}.<Operation> or ${IDENTITY}.<Operation>.`,
    );
  }
  const unsigned = pick(UNSIGNED, name);
  if (unsigned !== undefined) return { run: unsigned, isSigned: false };
  return { run: pick(SIGNED, name) ?? unknown(name), isSigned: true };
}

function pick(table: OperationTable, name: string): Operation | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function unknown(name: string): never {
  const known = [UNSIGNED, SIGNED, IDENTITY_POOLS].flatMap((table) => Object.keys(table)).sort();
  throw new PoolError(
    'UnknownOperationException',
    `The local user pool has no operation "${name}". It has: ${known.join(', ')}.`,
  );
}
