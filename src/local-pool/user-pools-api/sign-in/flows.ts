import { invalidParameter } from '../../base/errors.js';
import type { Person } from '../../base/model.js';
import { choice, optionalText, textMap, type Input } from '../protocol/input.js';
import { metadataIn } from '../protocol/metadata.js';
import { useConfirmedSession } from '../sign-up/sign-up-session.js';
import { beginCustom } from './custom-auth.js';
import { deviceOf, required, type FlowRequest } from './flow-request.js';
import { answerAfterPassword } from './next-step.js';
import { aimOf } from './read-aim.js';
import { refreshWith } from './refresh.js';
import { askForPasswordClaim } from './srp.js';
import { beginChoice } from './user-auth.js';
import { whoSignsIn } from './who-signs-in.js';

const flows = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
] as const;
type FlowName = (typeof flows)[number];

/** The settings of a client that let a flow in; old names included. */
const allowedBy: Readonly<Record<FlowName, readonly string[]>> = {
  USER_SRP_AUTH: ['ALLOW_USER_SRP_AUTH'],
  REFRESH_TOKEN_AUTH: ['ALLOW_REFRESH_TOKEN_AUTH'],
  REFRESH_TOKEN: ['ALLOW_REFRESH_TOKEN_AUTH'],
  CUSTOM_AUTH: ['ALLOW_CUSTOM_AUTH'],
  ADMIN_NO_SRP_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
  ADMIN_USER_PASSWORD_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  USER_AUTH: ['ALLOW_USER_AUTH'],
};

/** InitiateAuth and AdminInitiateAuth, once client and pool are known. */
export const initiate = async (
  input: Input,
  request: Omit<FlowRequest, 'parameters'>,
  { isAdmin }: { readonly isAdmin: boolean },
): Promise<object> => {
  const name = choice(input, 'AuthFlow', flows);
  const full = {
    ...request,
    parameters: textMap(input, 'AuthParameters'),
    validationData: metadataIn(input),
  };
  if (name.startsWith('ADMIN_') && !isAdmin) throw invalidParameter('Initiate Auth method not supported.');
  if (!allowedBy[name].some((setting) => request.client.explicitAuthFlows.includes(setting))) {
    throw invalidParameter(`${name} flow not enabled for this client`);
  }
  const session = optionalText(input, 'Session');
  return name === 'USER_AUTH' ? userAuth(full, session) : runFlow(name, full);
};

const userAuth = async (request: FlowRequest, session: string | undefined): Promise<object> => {
  const chooser = await whoSignsIn(request);
  const aimed = { ...request, aim: aimOf(request, chooser.person) };
  return session === undefined ? beginChoice(aimed, chooser) : continueSignUp(aimed, chooser.person, session);
};

/** USER_AUTH right after a sign-up: no further first factor, but whatever else the person or the pool requires. */
const continueSignUp = (
  { api, client, pool, parameters, aim }: FlowRequest,
  newcomer: Person | undefined,
  session: string,
): Promise<object> => {
  const person = useConfirmedSession(api, client, { person: newcomer, session });
  const proved = [person.attributes['email_verified'] === 'true' ? 'email_otp' : 'sms'] as const;
  return answerAfterPassword({ api, client, pool, person, proved, aim, ...deviceOf(parameters) });
};

const runFlow = (name: Exclude<FlowName, 'USER_AUTH'>, request: FlowRequest): Promise<object> | object => {
  switch (name) {
    case 'USER_SRP_AUTH':
      return srpFlow(request);
    case 'USER_PASSWORD_AUTH':
    case 'ADMIN_USER_PASSWORD_AUTH':
    case 'ADMIN_NO_SRP_AUTH':
      return passwordFlow(request);
    case 'REFRESH_TOKEN':
    case 'REFRESH_TOKEN_AUTH':
      return refreshWith(request);
    case 'CUSTOM_AUTH':
      return beginCustom(request);
  }
};

const passwordFlow = async (request: FlowRequest): Promise<object> => {
  const { api, client, pool, parameters } = request;
  const password = required(parameters, 'PASSWORD');
  const { person } = await whoSignsIn(request, password);
  // Somebody who was brought over without a password has none to check: a new one is asked for.
  const hasNone = person?.status === 'RESET_REQUIRED' && person.password === undefined;
  const checked = hasNone ? person : await api.service.proofs.checkPassword(person, password);
  return answerAfterPassword({
    api,
    client,
    pool,
    person: checked,
    proved: ['pwd'],
    ...deviceOf(parameters),
  });
};

const srpFlow = async (request: FlowRequest): Promise<object> => {
  const { parameters } = request;
  const clientValue = required(parameters, 'SRP_A');
  const { person, username } = await whoSignsIn(request);
  const question = askForPasswordClaim({
    ...request,
    person,
    username,
    clientValue,
    data: { ...deviceOf(parameters) },
  });
  const { Session: _inTheSecretBlock, ...answer } = question;
  return answer;
};
