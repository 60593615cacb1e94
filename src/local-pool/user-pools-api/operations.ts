// The list of all operations, and which of them an administrator has to sign.

import { didYouMean } from '../base/did-you-mean.js';
import { PoolError } from '../base/errors.js';
import { adminFactorOperations } from './admin/factors.js';
import { groupOperations } from './admin/groups.js';
import { listOperations } from './admin/list-users.js';
import { passwordOperations } from './admin/passwords.js';
import { personOperations } from './admin/people.js';
import { providerLinkOperations } from './admin/provider-links.js';
import { adminSessionOperations } from './admin/sessions.js';
import { identityPoolOperations } from './identity-pools/operations.js';
import { checkInput } from './model/check-input.js';
import type { Operation, OperationTable } from './protocol/api.js';
import { brandingOperations } from './provisioning/branding.js';
import { clientSecretOperations } from './provisioning/client-secrets.js';
import { clientOperations } from './provisioning/clients.js';
import { domainOperations } from './provisioning/domains.js';
import { identityProviderOperations } from './provisioning/identity-providers.js';
import { keptSettingOperations } from './provisioning/kept-settings.js';
import { mfaConfigOperations } from './provisioning/mfa-config.js';
import { poolOperations } from './provisioning/pools.js';
import { replicaAndLimitOperations } from './provisioning/replicas-and-limits.js';
import { resourceServerOperations } from './provisioning/resource-servers.js';
import { sessionConfigOperations } from './provisioning/session-config.js';
import { signingCertificateOperations } from './provisioning/signing-certificate.js';
import { tagOperations } from './provisioning/tags.js';
import { termsOperations } from './provisioning/terms.js';
import { uiCustomizationOperations } from './provisioning/ui-customization.js';
import { addressOperations } from './self-service/addresses.js';
import { deviceOperations } from './self-service/devices.js';
import { feedbackOperations } from './self-service/feedback.js';
import { factorOperations } from './self-service/factors.js';
import { passkeyOperations } from './self-service/passkeys.js';
import { profileOperations } from './self-service/profile.js';
import { securityOperations } from './self-service/security.js';
import { sessionOperations } from './self-service/sessions.js';
import { clientTokenOperations } from './sign-in/client-token.js';
import { adminSignInOperations, signInOperations } from './sign-in/operations.js';
import { refreshOperations } from './sign-in/refresh.js';
import { signUpOperations } from './sign-up/sign-up.js';
import { userImportOperations } from './user-import/jobs.js';

const userPools = 'AWSCognitoIdentityProviderService';
const identity = 'AWSCognitoIdentityService';

/** Operations of people and of their apps: whoever has the token, the code or the password may call them. */
const unsignedOperations: OperationTable = {
  ...signUpOperations,
  ...signInOperations,
  ...refreshOperations,
  ...profileOperations,
  ...addressOperations,
  ...securityOperations,
  ...factorOperations,
  ...deviceOperations,
  ...passkeyOperations,
  ...sessionOperations,
  ...clientTokenOperations,
  ...feedbackOperations,
};

/** Operations of administrators, who sign with AWS credentials. */
const signedOperations: OperationTable = {
  ...adminSignInOperations,
  ...personOperations,
  ...passwordOperations,
  ...adminFactorOperations,
  ...groupOperations,
  ...listOperations,
  ...providerLinkOperations,
  ...adminSessionOperations,
  ...poolOperations,
  ...sessionConfigOperations,
  ...mfaConfigOperations,
  ...clientOperations,
  ...clientSecretOperations,
  ...domainOperations,
  ...resourceServerOperations,
  ...identityProviderOperations,
  ...brandingOperations,
  ...uiCustomizationOperations,
  ...termsOperations,
  ...keptSettingOperations,
  ...replicaAndLimitOperations,
  ...userImportOperations,
  ...signingCertificateOperations,
  ...tagOperations,
};

export interface FoundOperation {
  readonly run: Operation;
  readonly isSigned: boolean;
}

/** Of an operation's name in an answer. */
const longestName = 64;

/** By the `x-amz-target` header. Throws UnknownOperationException, with the operation that was meant, if one is near. */
export const findOperation = (target: string | undefined): FoundOperation => {
  const [service, name = ''] = (target ?? '').split('.');
  if (service === identity)
    return { run: pick(identityPoolOperations, name) ?? unknown(name), isSigned: false };
  if (service !== userPools) {
    throw new PoolError(
      'UnknownOperationException',
      `The x-amz-target header is "${target ?? ''}"; expected ${userPools}.<Operation> or ${identity}.<Operation>.`,
    );
  }
  const unsigned = pick(unsignedOperations, name);
  if (unsigned !== undefined) return { run: checked(name, unsigned), isSigned: false };
  return { run: checked(name, pick(signedOperations, name) ?? unknown(name)), isSigned: true };
};

/** Whatever else may be wrong, what is no possible input is refused before. */
const checked =
  (name: string, run: Operation): Operation =>
  (input, api) => {
    checkInput(name, input);
    return run(input, api);
  };

const pick = (table: OperationTable, name: string): Operation | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** Every operation that there is, by name. */
export const operationNames: readonly string[] = [
  unsignedOperations,
  signedOperations,
  identityPoolOperations,
].flatMap((table) => Object.keys(table));

const unknown = (name: string): never => {
  throw new PoolError(
    'UnknownOperationException',
    `The local user pool has no operation "${name.slice(0, longestName)}".${didYouMean(name, operationNames)}`,
  );
};
