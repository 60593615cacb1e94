import { nobody, person, unconfirmed } from '../place.js';
import type { Row, Seen, Walk } from '../row.js';
import { asAdmin, asApp, asPerson } from './calls.js';
import { bodyOf } from './seen.js';

const invalid: Seen = { status: 400, error: 'InvalidParameterException' };
const words = 'The words, and the order of several.';
const wordsOfOne = 'The words of the message.';
const password = 'Another-Password-1';
const longName = 'n'.repeat(129);

/** Several constraints broken at once are said at once. */
export const apiInputRows: readonly Row[] = [
  {
    id: 'input/required',
    observes: 'the text where a required member is missing',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: async (walk) => asApp('SignUp', { Username: 'probe-input' })(walk),
  },
  {
    id: 'input/two-required',
    observes: 'the text where all required members are missing',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: asApp('SignUp', { ClientId: null }),
  },
  {
    id: 'input/pattern',
    observes: 'the text of a broken pattern',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: asApp('ConfirmSignUp', { Username: unconfirmed, ConfirmationCode: 'no code' }),
  },
  {
    id: 'input/too-long',
    observes: 'the text of a name that is too long',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: async (walk) => {
      walk.know('LONG_NAME', longName);
      return asApp('ForgotPassword', { Username: longName })(walk);
    },
  },
  {
    id: 'input/enum',
    observes: 'the text of a value that is none of a list',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: asApp('InitiateAuth', { AuthFlow: 'NO_SUCH_FLOW', AuthParameters: { USERNAME: person } }),
  },
  {
    id: 'input/number',
    observes: 'the text of a number that is too large',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: asAdmin('ListUsers', { Limit: 61 }),
  },
  {
    id: 'input/two-constraints',
    observes: 'the text where two members break a constraint',
    restsOn: 'API reference',
    unconfirmed: words,
    recorded: invalid,
    ask: asApp('ConfirmForgotPassword', { Username: person, ConfirmationCode: 'no code', Password: ' a' }),
  },
  {
    id: 'input/token-pattern',
    observes: 'the answer to an access token that cannot be one',
    restsOn: 'API reference',
    unconfirmed: words,
    ask: asApp('GetUser', { AccessToken: 'no token' }),
  },
  {
    id: 'input/token-unknown',
    observes: 'the answer to an access token that nobody gave out',
    restsOn: 'API reference',
    unconfirmed: wordsOfOne,
    recorded: { status: 400, error: 'NotAuthorizedException' },
    ask: asApp('GetUser', { AccessToken: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln' }),
  },
  {
    id: 'input/wrong-type',
    observes: 'the answer to a number in place of a text',
    restsOn: 'API reference',
    unconfirmed: 'Name and words.',
    ask: asApp('ForgotPassword', { Username: 7 }),
  },
  {
    id: 'input/no-json',
    observes: 'the answer to a body that is no JSON',
    restsOn: 'API reference',
    unconfirmed: 'Name and words.',
    ask: async (walk) => postSeen(walk, { target: 'GetUser', body: '{' }),
  },
  {
    id: 'input/unknown-operation',
    observes: 'the answer to an operation that there is not',
    restsOn: 'API reference',
    unconfirmed: 'Name and words.',
    ask: async (walk) => postSeen(walk, { target: 'MakeCoffee', body: '{}' }),
  },
  {
    id: 'input/unsigned-admin',
    observes: 'the answer to an administrator who does not sign',
    restsOn: 'API reference',
    unconfirmed: 'Name and words.',
    ask: async (walk) => postSeen(walk, { target: 'ListUserPools', body: '{"MaxResults":1}' }),
  },
  {
    id: 'sign-up/good',
    observes: 'the members of a sign-up of which nobody is told',
    restsOn: 'API reference',
    recorded: { status: 200 },
    unconfirmed: 'The member Session is new, and CodeDeliveryDetails is left out where nothing is sent.',
    ask: asApp('SignUp', { Username: unconfirmed, Password: password }),
  },
  {
    id: 'sign-up/name-taken',
    observes: 'the answer to a name that is taken',
    restsOn: 'API reference',
    recorded: { status: 400, error: 'UsernameExistsException', message: 'User already exists' },
    ask: asApp('SignUp', { Username: person, Password: password }),
  },
  {
    id: 'sign-up/short-password',
    observes: 'the answer to a password shorter than the policy has it',
    restsOn: 'API reference',
    unconfirmed: wordsOfOne,
    recorded: { status: 400, error: 'InvalidPasswordException' },
    ask: asApp('SignUp', { Username: 'probe-short', Password: 'Short-1' }),
  },
  {
    id: 'sign-up/password-without-number',
    observes: 'the answer to a password without a number',
    restsOn: 'API reference',
    unconfirmed: wordsOfOne,
    recorded: { status: 400, error: 'InvalidPasswordException' },
    ask: asApp('SignUp', { Username: 'probe-plain', Password: 'Without-Any-Number' }),
  },
  {
    id: 'sign-up/bad-attribute',
    observes: 'the answer to an attribute that the pool has not',
    restsOn: 'API reference',
    unconfirmed: wordsOfOne,
    ask: asApp('SignUp', {
      Username: 'probe-attribute',
      Password: password,
      UserAttributes: [{ Name: 'custom:nothing', Value: 'x' }],
    }),
  },
  {
    id: 'sign-up/confirm-without-code',
    observes: 'the answer to a code where none was ever sent',
    restsOn: 'API reference',
    unconfirmed: 'Whether it is a mismatch or has expired.',
    ask: asApp('ConfirmSignUp', { Username: unconfirmed, ConfirmationCode: '123456' }),
  },
  {
    id: 'sign-up/confirm-unknown',
    observes: 'the answer to the confirmation of an unknown name',
    restsOn: 'API reference',
    unconfirmed: 'Of a client that does not hide who exists.',
    ask: asApp('ConfirmSignUp', { Username: nobody, ConfirmationCode: '123456' }),
  },
  {
    id: 'sign-up/unconfirmed-signs-in',
    observes: 'the answer to a sign-in before the confirmation',
    restsOn: 'API reference',
    recorded: { status: 400, error: 'UserNotConfirmedException', message: 'User is not confirmed.' },
    ask: asApp('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: unconfirmed, PASSWORD: password },
    }),
  },
  {
    id: 'forgot/unknown',
    observes: 'the answer to a forgotten password of an unknown name',
    restsOn: 'API reference',
    unconfirmed: 'The words, of a client that does not hide who exists.',
    recorded: { status: 400, error: 'UserNotFoundException' },
    ask: asApp('ForgotPassword', { Username: nobody }),
  },
  {
    id: 'self/change-wrong',
    observes: 'the answer of ChangePassword to a wrong password',
    restsOn: 'API reference',
    recorded: { status: 400, error: 'NotAuthorizedException', message: 'Incorrect username or password.' },
    ask: asPerson(person, 'ChangePassword', {
      PreviousPassword: 'Wrong-Password-1',
      ProposedPassword: password,
    }),
  },
  {
    id: 'self/bad-phone',
    observes: 'the answer to a phone number that is none',
    restsOn: 'API reference',
    unconfirmed: wordsOfOne,
    recorded: invalid,
    ask: asPerson(person, 'UpdateUserAttributes', {
      UserAttributes: [{ Name: 'phone_number', Value: '555' }],
    }),
  },
  {
    id: 'self/sub',
    observes: 'the answer to changing sub',
    restsOn: 'API reference',
    unconfirmed: wordsOfOne,
    ask: asPerson(person, 'UpdateUserAttributes', { UserAttributes: [{ Name: 'sub', Value: 'x' }] }),
  },
  {
    id: 'self/get-user',
    observes: 'the members of GetUser',
    restsOn: 'API reference',
    recorded: { status: 200, members: ['UserAttributes', 'Username'] },
    ask: asPerson(person, 'GetUser', {}),
  },
];

const postSeen = async (
  walk: Walk,
  { target, body }: { readonly target: string; readonly body: string },
): Promise<Seen> => {
  const answer = await walk.post(
    {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${target}`,
    },
    body,
  );
  return { status: answer.status, body: bodyOf(answer) };
};
