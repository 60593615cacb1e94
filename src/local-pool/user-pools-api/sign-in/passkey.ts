import { notAuthorized } from '../../base/errors.js';
import type { AuthenticationMethod, Person } from '../../base/model.js';
import { unconfirmed } from '../../base/unconfirmed.js';
import { mayUsePasskey, newPasskeyChallenge, passkeysFor } from '../../people/passkeys.js';
import { relyingPartyIn } from '../person/passkeys.js';
import type { FlowRequest } from './flow-request.js';

/** Whether a sign-in of this person may begin with a passkey. */
export const canBeginWithPasskey = ({ api, pool }: FlowRequest, person: Person | undefined): boolean => {
  if (person === undefined || !mayUsePasskey(pool, person)) return false;
  return passkeysFor(person, relyingPartyIn(api, pool)).length > 0;
};

export interface PasskeyQuestion {
  readonly challenge: string;
  /** JSON as text, as Cognito sends it. */
  readonly parameters: { readonly CREDENTIAL_REQUEST_OPTIONS: string };
}

/** What a browser is to sign, and for whom. */
export const askForPasskey = ({ api, pool }: FlowRequest, person: Person): PasskeyQuestion => {
  const challenge = newPasskeyChallenge();
  const relyingPartyId = relyingPartyIn(api, pool);
  const options = api.service.passkeys.requestOptions({ pool, person, relyingPartyId, challenge });
  return { challenge, parameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) } };
};

/** Throws NotAuthorizedException unless the person's passkey has signed the challenge. */
export const checkPasskey = (
  request: FlowRequest,
  person: Person | undefined,
  { challenge, credential }: { readonly challenge: string | undefined; readonly credential: string },
): Promise<AuthenticationMethod> => {
  const { api, pool } = request;
  if (person === undefined || challenge === undefined || !canBeginWithPasskey(request, person)) {
    throw notAuthorized(unconfirmed.wrongPasskey);
  }
  const who = { pool, person, challenge, relyingPartyId: relyingPartyIn(api, pool) };
  return api.service.passkeys.check(who, parsed(credential));
};

const parsed = (credential: string): unknown => {
  try {
    return JSON.parse(credential);
  } catch {
    return undefined;
  }
};
