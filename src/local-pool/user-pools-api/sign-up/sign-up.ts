// Operations of somebody who has no account yet, or no password any more.

import { PoolError, invalidParameter, notAuthorized } from '../../base/errors.js';
import { entryOf } from '../../base/levels.js';
import type { Attributes, Client, Person, UserPool } from '../../base/model.js';
import { assertMayWrite } from '../../people/attributes.js';
import { isConfirmedByCode } from '../../people/auto-verification.js';
import { pretendedDelivery, type CodeDelivery } from '../../people/one-time-codes.js';
import { assertComplete } from '../../people/schema.js';
import type { Metadata } from '../../triggers/events.js';
import { attributesIn } from '../person/attributes.js';
import { deliveryDetails } from '../person/code-delivery.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import { optionalFlag, optionalText, text, type Input } from '../protocol/input.js';
import { clientIn, findPerson, userNotFound } from '../protocol/lookups.js';
import { metadataIn, validationDataIn } from '../protocol/metadata.js';
import { assertSecretHash } from '../protocol/secret-hash.js';
import { assertSignUpSession, beginSignUpSession } from './sign-up-session.js';

const codesPerHour = 5;
const guessesPerHour = 15;

interface Caller {
  readonly client: Client;
  readonly pool: UserPool;
  readonly username: string;
  /** Nobody when the name is unknown. */
  readonly person: Person | undefined;
  readonly clientMetadata: Metadata | undefined;
}

/** Client, secret hash and user name, which these operations have in common. */
const callerIn = (input: Input, api: Api): Caller => {
  const { client, pool } = clientIn(input, api);
  const username = text(input, 'Username');
  assertSecretHash(client, { usernames: [username], hash: optionalText(input, 'SecretHash') });
  const person = findPerson(api, pool.id, username);
  return { client, pool, username, person, clientMetadata: metadataIn(input) };
};

const signUp: Operation = async (input, api) => {
  const { client, pool, username, clientMetadata } = callerIn(input, api);
  const attributes = attributesIn(input, 'UserAttributes', pool);
  assertMayWrite(client, Object.keys(attributes));
  assertComplete(pool, attributes);
  assertHasAddress(pool, attributes);
  const { person, delivery } = await api.service.signUps.begin(pool, {
    username,
    password: passwordIn(input, client),
    attributes,
    validationData: validationDataIn(input),
    client,
    clientMetadata,
  });
  return {
    UserConfirmed: person.status === 'CONFIRMED',
    UserSub: person.sub,
    CodeDeliveryDetails: delivery && deliveryDetails(delivery),
    Session: beginSignUpSession(api, client, { person, step: 'SIGNED_UP' }),
  };
};

/** Only clients that let people choose how they begin take somebody without one. */
const passwordIn = (input: Input, client: Client): string | undefined =>
  entryOf(client) === 'choice' ? optionalText(input, 'Password') : text(input, 'Password');

/** The code has to go somewhere: without an address nobody could confirm. */
const assertHasAddress = (pool: UserPool, attributes: Attributes): void => {
  if (pool.usernameAttributes.length > 0 || !isConfirmedByCode(pool)) return;
  if (attributes['email'] !== undefined || attributes['phone_number'] !== undefined) return;
  throw invalidParameter('Attributes did not conform to the schema: email: The attribute is required');
};

const confirmSignUp: Operation = async (input, api) => {
  const { client, person, clientMetadata } = callerIn(input, api);
  const code = text(input, 'ConfirmationCode');
  if (person === undefined) {
    throw client.preventUserExistenceErrors
      ? new PoolError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
      : userNotFound();
  }
  const session = optionalText(input, 'Session');
  if (session !== undefined) assertSignUpSession(api, client, { person, session });
  api.attempts.count('ConfirmSignUp', person.sub, guessesPerHour);
  const takesAlias = optionalFlag(input, 'ForceAliasCreation') ?? false;
  await api.service.signUps.confirm(person, { code, takesAlias, client, clientMetadata });
  if (session !== undefined) api.service.challenges.end(session);
  return { Session: beginSignUpSession(api, client, { person, step: 'SIGN_UP_CONFIRMED' }) };
};

const resendConfirmationCode: Operation = async (input, api) => {
  const { client, username, person, clientMetadata } = callerIn(input, api);
  if (person === undefined) {
    if (!client.preventUserExistenceErrors) throw userNotFound();
    return codeSent(pretendedDelivery(username));
  }
  api.attempts.count('ResendConfirmationCode', person.sub, codesPerHour);
  return codeSent(await api.service.signUps.resendCode(person, { client, clientMetadata }));
};

const forgotPassword: Operation = async (input, api) => {
  const caller = callerIn(input, api);
  const { client, pool, username, clientMetadata } = caller;
  const calling = { client, clientMetadata };
  const person = caller.person ?? (await api.service.migrations.forPassword(pool, { ...calling, username }));
  if (person !== undefined) {
    api.attempts.count('ForgotPassword', person.sub, codesPerHour);
    assertResettable(person);
  }
  return codeSent(await api.service.forgottenPasswords.sendCodeTo(person, username, calling));
};

const assertResettable = (person: Person): void => {
  if (!person.enabled) throw notAuthorized('User is disabled.');
  if (person.status === 'FORCE_CHANGE_PASSWORD' || person.status === 'EXTERNAL_PROVIDER') {
    throw notAuthorized('User password cannot be reset in the current state.');
  }
};

const confirmForgotPassword: Operation = async (input, api) => {
  const { client, person, clientMetadata } = callerIn(input, api);
  const [code, password] = [text(input, 'ConfirmationCode'), text(input, 'Password')];
  if (person === undefined && !client.preventUserExistenceErrors) throw userNotFound();
  if (person !== undefined) api.attempts.count('ConfirmForgotPassword', person.sub, guessesPerHour);
  await api.service.forgottenPasswords.reset(person, { code, password, client, clientMetadata });
  return {};
};

const codeSent = (delivery: CodeDelivery): object => ({ CodeDeliveryDetails: deliveryDetails(delivery) });

export const signUpOperations: OperationTable = {
  SignUp: signUp,
  ConfirmSignUp: confirmSignUp,
  ResendConfirmationCode: resendConfirmationCode,
  ForgotPassword: forgotPassword,
  ConfirmForgotPassword: confirmForgotPassword,
};
