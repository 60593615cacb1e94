import { PoolError } from '../../base/errors.js';
import type { OperationTable } from '../protocol/api.js';
import { text } from '../protocol/input.js';
import { notFound, withAccessToken } from '../protocol/lookups.js';

const notEnabled = withAccessToken(() => {
  throw new PoolError('WebAuthnNotEnabledException', 'WebAuthn is not enabled for this user pool.');
});

/** Passkeys are left out: nobody has one, and nobody can register one. */
export const passkeyOperations: OperationTable = {
  StartWebAuthnRegistration: notEnabled,
  CompleteWebAuthnRegistration: notEnabled,
  ListWebAuthnCredentials: withAccessToken(() => ({ Credentials: [] })),
  DeleteWebAuthnCredential: withAccessToken((input) =>
    notFound(`WebAuthn credential ${text(input, 'CredentialId')} does not exist.`),
  ),
};
