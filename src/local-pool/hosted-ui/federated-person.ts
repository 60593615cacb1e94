import { createHash } from 'node:crypto';
import { invalidParameter } from '../base/errors.js';
import type { Attributes, FederatedSignIn, IdentityProvider, Person } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import type { AuthorizeRequest } from '../oauth/authorize-request.js';
import { runPostConfirmation } from '../people/confirmation.js';
import { ensureGroup } from '../people/groups.js';
import { issuerIn, linkedPerson } from '../people/linked-identities.js';
import { runPreSignUp } from '../people/pre-sign-up.js';
import type { Service } from '../service.js';

/** Somebody who came back from a provider. */
export interface Returned {
  readonly provider: IdentityProvider;
  readonly signIn: FederatedSignIn;
}

/** Between the triggers before and after a sign-up. One that links the account to somebody makes nobody new. */
export const addFederated = async (
  service: Service,
  {
    provider,
    signIn,
    request: { pool, client },
    mapped,
  }: Returned & { readonly request: AuthorizeRequest; readonly mapped: Attributes },
): Promise<Person> => {
  const userName = usernameOf(signIn);
  const newcomer = { source: 'ExternalProvider', userName, attributes: mapped, client } as const;
  const { verified } = await runPreSignUp(service.triggers, pool, newcomer);
  if (linkedPerson(service.store, signIn, accountOf(signIn)) !== undefined) {
    throw invalidParameter(unconfirmed.linkedBySignUp(userName));
  }
  const person = service.people.add(pool, {
    username: userName,
    attributes: {},
    status: 'EXTERNAL_PROVIDER',
  });
  person.identities = [
    {
      userId: accountOf(signIn),
      providerName: provider.name,
      providerType: provider.type,
      issuer: issuerIn(provider),
      primary: 'true',
      dateCreated: String(service.clock.now()),
    },
  ];
  person.groups = [ensureGroup(service, pool.id, `${pool.id}_${provider.name}`).name];
  service.people.setAttributes(person, { ...mapped, ...verified });
  await runPostConfirmation(service, person, { client, source: 'ConfirmSignUp' });
  return person;
};

/** `Provider_id`: how Cognito names people from elsewhere. */
export const usernameOf = (signIn: FederatedSignIn): string => `${signIn.providerName}_${accountOf(signIn)}`;

/** The same address always has the same account at a simulated provider. */
export const accountOf = ({ userId, attributes }: FederatedSignIn): string => {
  if (userId !== undefined) return userId;
  const digest = createHash('sha256')
    .update(attributes['email'] ?? '')
    .digest();
  return digest.readBigUInt64BE().toString().padStart(20, '1');
};
