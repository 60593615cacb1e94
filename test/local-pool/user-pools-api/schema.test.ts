import { beforeAll, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { decode } from '../support/app.js';
import { admin, call, tokensOf, type Called, type Json } from './support.js';

const schema = [
  { Name: 'email', Required: true },
  { Name: 'given_name', Required: true, Mutable: true },
  { Name: 'family_name', Required: true, Mutable: true },
  { Name: 'nickname', StringAttributeConstraints: { MinLength: '2', MaxLength: '5' } },
  { Name: 'tenant', Mutable: false },
  {
    Name: 'age',
    AttributeDataType: 'Number',
    Mutable: true,
    NumberAttributeConstraints: { MinValue: '18', MaxValue: '120' },
  },
];
const full = { email: '', given_name: 'Kim', family_name: 'Kay' };

const pool = poolForAllTests();
let UserPoolId: string;
let ClientId: string;

beforeAll(async () => {
  const made = await admin(pool, 'CreateUserPool', {
    PoolName: 'strict',
    UsernameAttributes: ['email'],
    Schema: schema,
  });
  UserPoolId = (made.body['UserPool'] as { readonly Id: string }).Id;
  const client = await admin(pool, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  });
  ClientId = (client.body['UserPoolClient'] as { readonly ClientId: string }).ClientId;
});

const pairs = (attributes: Record<string, string>): Json[] =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

const signUp = (Username: string, attributes: Record<string, string>): Promise<Called> => {
  const input = { ClientId, Username, Password: seedPassword, UserAttributes: pairs(attributes) };
  return call(pool, 'SignUp', input);
};

const signedIn = async (Username: string, attributes: Record<string, string> = {}): Promise<string> => {
  await signUp(Username, { ...full, email: Username, ...attributes });
  await admin(pool, 'AdminConfirmSignUp', { UserPoolId, Username });
  return tokensOf(await signIn(Username, seedPassword)).AccessToken;
};

const signIn = (USERNAME: string, PASSWORD: string): Promise<Called> => {
  const AuthParameters = { USERNAME, PASSWORD };
  return call(pool, 'InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
};

test('SignUp names what is missing by its SCIM names, the address of the user name included', async () => {
  const Username = 'missing@example.com';
  expect(await signUp(Username, { given_name: 'Kim' })).toMatchObject({
    type: 'InvalidParameterException',
    message:
      'Attributes did not conform to the schema: emails: The attribute emails is required, name.familyName: The attribute name.familyName is required',
  });
  expect((await signUp(Username, { ...full, email: Username })).status).toBe(200);
});

test.each([
  ['nickname', 'x'],
  ['nickname', 'too-long'],
  ['custom:age', '17'],
  ['custom:age', '121'],
  ['custom:age', 'old'],
])('an attribute %s of %j is outside of the schema', async (name, value) => {
  const Username = 'outside@example.com';
  const refused = await signUp(Username, { ...full, email: Username, [name]: value });
  expect(refused.type).toBe('InvalidParameterException');
  expect(refused.message).toMatch(`Attributes did not conform to the schema: ${name}: `);
});

test('values at the edges of the schema are taken, also in an update', async () => {
  const AccessToken = await signedIn('edges@example.com', { 'nickname': 'no', 'custom:age': '120' });
  const update = (UserAttributes: Json[]): Promise<Called> =>
    call(pool, 'UpdateUserAttributes', { AccessToken, UserAttributes });
  expect((await update(pairs({ 'nickname': 'fiver', 'custom:age': '18' }))).status).toBe(200);
  expect((await update(pairs({ nickname: 'sixsix' }))).type).toBe('InvalidParameterException');
});

test('an attribute that cannot be changed is set at the sign-up or never, by nobody', async () => {
  const Username = 'tenant@example.com';
  const AccessToken = await signedIn(Username, { 'custom:tenant': 'one' });
  const UserAttributes = pairs({ 'custom:tenant': 'two' });
  const refused = {
    type: 'InvalidParameterException',
    message: 'user.custom:tenant: Attribute cannot be updated.',
  };
  expect(await call(pool, 'UpdateUserAttributes', { AccessToken, UserAttributes })).toMatchObject(refused);
  const byAdmin = { UserPoolId, Username, UserAttributes };
  expect(await admin(pool, 'AdminUpdateUserAttributes', byAdmin)).toMatchObject(refused);
  const deletion = { AccessToken, UserAttributeNames: ['custom:tenant'] };
  expect(await call(pool, 'DeleteUserAttributes', deletion)).toMatchObject(refused);
});

test('a required attribute is not deleted', async () => {
  const AccessToken = await signedIn('keeper@example.com');
  const deletion = { AccessToken, UserAttributeNames: ['given_name'] };
  expect((await call(pool, 'DeleteUserAttributes', deletion)).type).toBe('InvalidParameterException');
});

test('an administrator may leave required attributes out: NEW_PASSWORD_REQUIRED asks for them', async () => {
  const Username = 'invited@example.com';
  const TemporaryPassword = 'Temp-Pass-1';
  await admin(pool, 'AdminCreateUser', { UserPoolId, Username, TemporaryPassword });
  const asked = await signIn(Username, TemporaryPassword);
  expect(asked.body['ChallengeParameters']).toMatchObject({
    requiredAttributes: '["userAttributes.given_name","userAttributes.family_name"]',
  });
  const answer = (more: Record<string, string>): Promise<Called> =>
    call(pool, 'RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: 'My-Own-Pass-1', ...more },
    });
  const given = { 'userAttributes.given_name': 'Ina' };
  expect(await answer(given)).toMatchObject({
    type: 'InvalidParameterException',
    message: 'Invalid attributes given, family_name is missing',
  });
  const outside = { ...given, 'userAttributes.family_name': 'Ito', 'userAttributes.nickname': 'too-long' };
  expect((await answer(outside)).type).toBe('InvalidParameterException');
  const done = await answer({ ...given, 'userAttributes.family_name': 'Ito' });
  expect(decode(tokensOf(done).IdToken)).toMatchObject({ given_name: 'Ina', family_name: 'Ito' });
});

test('DescribeUserPool shows the schema, UpdateUserPool leaves it, AddCustomAttributes adds to it', async () => {
  await admin(pool, 'UpdateUserPool', { UserPoolId });
  const CustomAttributes = [{ Name: 'level', AttributeDataType: 'Number', Mutable: true }];
  await admin(pool, 'AddCustomAttributes', { UserPoolId, CustomAttributes });
  const { body } = await admin(pool, 'DescribeUserPool', { UserPoolId });
  const { SchemaAttributes } = body['UserPool'] as { readonly SchemaAttributes: Json[] };
  for (const attribute of [
    { Name: 'given_name', Required: true, Mutable: true },
    { Name: 'custom:tenant', Required: false, Mutable: false },
    { Name: 'nickname', StringAttributeConstraints: { MinLength: '2', MaxLength: '5' } },
    { Name: 'custom:level', AttributeDataType: 'Number' },
  ]) {
    expect(SchemaAttributes).toContainEqual(expect.objectContaining(attribute));
  }
  const required = { PoolName: 'x', Schema: [{ Name: 'tier', Required: true }] };
  expect(await admin(pool, 'CreateUserPool', required)).toMatchObject({
    type: 'InvalidParameterException',
    message: 'Required custom attributes are not supported currently.',
  });
});
