import type { Passkey, UserPool } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { relyingPartyOf, webAuthnError } from '../../people/passkeys.js';
import type { Api } from '../protocol/api.js';
import { seconds } from '../protocol/seconds.js';

/** Throws WebAuthnConfigurationMissingException. */
export const relyingPartyIn = ({ service }: Api, pool: UserPool): string => {
  const id = relyingPartyOf(pool, service.origins.domain);
  if (id !== undefined) return id;
  throw webAuthnError('ConfigurationMissing', 'The user pool has neither a relying party id nor a domain.');
};

/** `WebAuthnCredentialDescription`. */
export const describePasskey = (passkey: Passkey): object => ({
  CredentialId: passkey.id,
  FriendlyCredentialName: unconfirmed.passkeyNames[passkey.attachment],
  RelyingPartyId: passkey.relyingPartyId,
  AuthenticatorAttachment: passkey.attachment,
  AuthenticatorTransports: passkey.transports,
  CreatedAt: seconds(passkey.createdAt),
});
