import { describe, expect, test } from '@jest/globals';
import {
  AddCustomAttributesCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { makeForEachTest } from '../../support/opened.js';
import { poolForAllTests } from '../../support/pool.js';
import { sdkOf } from './sdk.js';

const pool = poolForAllTests();
const aws = makeForEachTest(() => sdkOf(pool));

const create = async (input: Partial<CreateUserPoolCommandInput> = {}): Promise<string> => {
  const { UserPool } = await aws.send(new CreateUserPoolCommand({ PoolName: 'made', ...input }));
  return UserPool?.Id ?? '';
};

const describePool = async (UserPoolId: string): Promise<UserPoolType> => {
  const { UserPool } = await aws.send(new DescribeUserPoolCommand({ UserPoolId }));
  if (UserPool === undefined) throw new Error('No pool.');
  return UserPool;
};

const sms = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'made' };

describe('F-P6: what a user pool was told, it tells', () => {
  test('of messages, names and the rest, beside what it was not told', async () => {
    const given = {
      UsernameConfiguration: { CaseSensitive: false },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        UnusedAccountValidityDays: 3,
        InviteMessageTemplate: { EmailSubject: 'Welcome', EmailMessage: '{username}: {####}' },
      },
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' as const },
    };
    const UserPoolId = await create(given);
    expect(await describePool(UserPoolId)).toMatchObject({
      ...given,
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    });
    await aws.send(new UpdateUserPoolCommand({ UserPoolId }));
    const { UsernameConfiguration, AdminCreateUserConfig } = await describePool(UserPoolId);
    expect(UsernameConfiguration).toEqual(given.UsernameConfiguration);
    expect(AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 });
  });

  test('of its second factors, with their messages', async () => {
    const UserPoolId = await create();
    const config = {
      MfaConfiguration: 'OPTIONAL' as const,
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Your code: {####}', SmsConfiguration: sms },
      EmailMfaConfiguration: { Subject: 'Your code', Message: 'It is {####}.' },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' as const },
    };
    await aws.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...config }));
    expect(await aws.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject(config);
  });

  test('of attributes: all that every pool has, as it changed them, and its own', async () => {
    const UserPoolId = await create({
      Schema: [
        { Name: 'email', AttributeDataType: 'String', Required: true },
        { Name: 'tier', AttributeDataType: 'String' },
      ],
    });
    const { SchemaAttributes = [] } = await describePool(UserPoolId);
    expect(SchemaAttributes).toHaveLength(21);
    expect(SchemaAttributes.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['sub', 'custom:tier']));
    expect(SchemaAttributes.find(({ Name }) => Name === 'email')).toMatchObject({
      Required: true,
      StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
    });
    expect(SchemaAttributes.find(({ Name }) => Name === 'birthdate')).toMatchObject({
      StringAttributeConstraints: { MinLength: '10', MaxLength: '10' },
    });
  });

  test('of its app clients', async () => {
    const { UserPoolClient } = await aws.send(
      new CreateUserPoolClientCommand({
        UserPoolId: pool.userPoolId,
        ClientName: 'with analytics',
        AnalyticsConfiguration: { ApplicationId: 'abc123', UserDataShared: true },
        EnablePropagateAdditionalUserContextData: true,
      }),
    );
    const described = await aws.send(
      new DescribeUserPoolClientCommand({ UserPoolId: pool.userPoolId, ClientId: UserPoolClient?.ClientId }),
    );
    expect(described.UserPoolClient).toMatchObject({
      AnalyticsConfiguration: { ApplicationId: 'abc123', UserDataShared: true },
      EnablePropagateAdditionalUserContextData: true,
      ClientType: 'REGULAR',
    });
  });
});

describe('F-P7: a user pool is as strict as Cognito', () => {
  const refusal = (message: string): object => ({ name: 'InvalidParameterException', message });

  test('with a second factor that nothing could carry', async () => {
    const message =
      'SMS configuration and Auto verification for phone_number are required when MFA is required';
    await expect(create({ MfaConfiguration: 'ON' })).rejects.toMatchObject(refusal(message));
    const UserPoolId = await create({ MfaConfiguration: 'ON', SmsConfiguration: sms });
    expect(await aws.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject({
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: {},
      SoftwareTokenMfaConfiguration: { Enabled: false },
    });
    const without = await create();
    const update = new UpdateUserPoolCommand({ UserPoolId: without, MfaConfiguration: 'ON' });
    await expect(aws.send(update)).rejects.toMatchObject(refusal(message));
    const byApp = { MfaConfiguration: 'ON' as const, SoftwareTokenMfaConfiguration: { Enabled: true } };
    await aws.send(new SetUserPoolMfaConfigCommand({ UserPoolId: without, ...byApp }));
    await aws.send(update);
  });

  test('with a custom attribute that is there already, of which nothing is added', async () => {
    const UserPoolId = await create();
    const add = (...names: string[]): Promise<unknown> =>
      aws.send(
        new AddCustomAttributesCommand({
          UserPoolId,
          CustomAttributes: names.map((Name) => ({ Name, AttributeDataType: 'String' })),
        }),
      );
    await add('tier');
    await expect(add('colour', 'tier')).rejects.toMatchObject(
      refusal('custom:tier: Existing attribute already has name custom:tier.'),
    );
    const { SchemaAttributes = [] } = await describePool(UserPoolId);
    expect(SchemaAttributes.map(({ Name }) => Name)).not.toContain('custom:colour');
  });

  test.each([
    [
      { ReadAttributes: ['email', 'custom:none'] },
      'Invalid read attributes specified while creating a client',
    ],
    [{ WriteAttributes: ['shoe_size'] }, 'Invalid write attributes specified while creating a client'],
    [
      { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH' as const, 'USER_PASSWORD_AUTH' as const] },
      expect.stringContaining('ALLOW_'),
    ],
  ])('with a client of %j', async (input, message) => {
    const command = new CreateUserPoolClientCommand({
      UserPoolId: pool.userPoolId,
      ClientName: 'no',
      ...input,
    });
    await expect(aws.send(command)).rejects.toMatchObject({ name: 'InvalidParameterException', message });
  });

  test('with who is there already, in the words for administrators', async () => {
    const UserPoolId = await create();
    const ada = new AdminCreateUserCommand({ UserPoolId, Username: 'ada' });
    await aws.send(ada);
    await expect(aws.send(ada)).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'User account already exists',
    });
  });

  test('with the case of names, unless it was told not to be', async () => {
    const strict = await create();
    const lenient = await create({ UsernameConfiguration: { CaseSensitive: false } });
    for (const UserPoolId of [strict, lenient]) {
      await aws.send(new AdminCreateUserCommand({ UserPoolId, Username: 'Ada' }));
    }
    const found = aws.send(new AdminGetUserCommand({ UserPoolId: lenient, Username: 'ada' }));
    await expect(found).resolves.toMatchObject({ Username: 'Ada' });
    const missed = aws.send(new AdminGetUserCommand({ UserPoolId: strict, Username: 'ada' }));
    await expect(missed).rejects.toMatchObject({ name: 'UserNotFoundException' });
  });
});

test('F-P7: a domain of one’s own stands beside one with a prefix, each with its own settings', async () => {
  const UserPoolId = await create();
  const custom = 'sign-in.example.com';
  const CustomDomainConfig = { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/made' };
  await aws.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'both' }));
  const made = await aws.send(
    new CreateUserPoolDomainCommand({
      UserPoolId,
      Domain: custom,
      CustomDomainConfig,
      ManagedLoginVersion: 2,
    }),
  );
  expect(made).toMatchObject({
    CloudFrontDomain: expect.stringContaining('cloudfront.net'),
    ManagedLoginVersion: 2,
  });
  expect(await describePool(UserPoolId)).toMatchObject({ Domain: 'both', CustomDomain: custom });
  const { DomainDescription } = await aws.send(new DescribeUserPoolDomainCommand({ Domain: custom }));
  expect(DomainDescription).toMatchObject({ UserPoolId, CustomDomainConfig, ManagedLoginVersion: 2 });
  await aws.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: 'both' }));
  expect(await describePool(UserPoolId)).toMatchObject({ CustomDomain: custom });
  expect(await describePool(UserPoolId)).not.toHaveProperty('Domain');
});
