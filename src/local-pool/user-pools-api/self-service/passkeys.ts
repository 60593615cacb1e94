import { allowsPasskeys, webAuthnError, type Registering } from '../../people/passkeys.js';
import type { AccessGrant } from '../../tokens/tokens.js';
import { describePasskey, relyingPartyIn } from '../person/passkeys.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { text } from '../protocol/input.js';
import { notFound, poolOf, withAccessToken, type SelfService } from '../protocol/lookups.js';
import { page } from '../protocol/paging.js';

const largestPage = 20;

const start: SelfService = (_input, grant, api) => ({
  CredentialCreationOptions: api.service.passkeys.beginRegistration(registering(grant, api)),
});

/** The credential comes as JSON, not as text. */
const complete: SelfService = async (input, grant, api) => {
  await api.service.passkeys.finishRegistration(registering(grant, api), input['Credential']);
  return {};
};

/** Throws WebAuthnNotEnabledException where the pool signs nobody in by passkey. */
const registering = ({ person, client }: AccessGrant, api: Api): Registering => {
  const pool = poolOf(api, person);
  if (!allowsPasskeys(pool)) throw webAuthnError('NotEnabled', 'WebAuthn is not enabled for this user pool.');
  return { pool, client, person, relyingPartyId: relyingPartyIn(api, pool) };
};

const list: SelfService = (input, { person }) => {
  const paging = { limit: 'MaxResults', token: 'NextToken', largest: largestPage } as const;
  const { items, next } = page(person.passkeys ?? [], input, paging);
  return { Credentials: items.map(describePasskey), NextToken: next };
};

const remove: SelfService = (input, { person }) => {
  const id = text(input, 'CredentialId');
  const left = (person.passkeys ?? []).filter((passkey) => passkey.id !== id);
  if (left.length === (person.passkeys ?? []).length) {
    return notFound(`WebAuthn credential ${id} does not exist.`);
  }
  person.passkeys = left;
  return {};
};

export const passkeyOperations: OperationTable = {
  StartWebAuthnRegistration: withAccessToken(start),
  CompleteWebAuthnRegistration: withAccessToken(complete),
  ListWebAuthnCredentials: withAccessToken(list),
  DeleteWebAuthnCredential: withAccessToken(remove),
};
