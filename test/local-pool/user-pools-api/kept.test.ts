import { describe, expect, test } from '@jest/globals';
import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserAuthFactorsCommand,
  AdminListUserAuthEventsCommand,
  AdminSetUserSettingsCommand,
  CreateTermsCommand,
  CreateUserPoolReplicaCommand,
  DeleteTermsCommand,
  DeleteUserPoolReplicaCommand,
  DescribeRiskConfigurationCommand,
  DescribeTermsByClientCommand,
  DescribeTermsCommand,
  GetLogDeliveryConfigurationCommand,
  GetProvisionedLimitCommand,
  GetUICustomizationCommand,
  ListTermsCommand,
  ListUserPoolReplicasCommand,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  SetUICustomizationCommand,
  UpdateProvisionedLimitCommand,
  UpdateTermsCommand,
  UpdateUserPoolCommand,
  UpdateUserPoolReplicaCommand,
  type UserPoolTierType,
} from '@aws-sdk/client-cognito-identity-provider';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { authorizeUrl } from '../support/app.js';
import { sdkOf } from './sdk.js';
import { call, signInByPassword, tokensOf } from './support.js';

const pool = poolForEachTest();
const aws = makeForEachTest(() => sdkOf(pool));

const own = () => ({ UserPoolId: pool.userPoolId });
const ofClient = () => ({ ...own(), ClientId: pool.client.id });
const useTier = (UserPoolTier: UserPoolTierType) =>
  aws.send(new UpdateUserPoolCommand({ ...own(), UserPoolTier, MfaConfiguration: 'OPTIONAL' }));

describe('a setting that does nothing here is described back whole', () => {
  test('what to do with a risky sign-in, of the pool and of one client', async () => {
    const Actions = { HighAction: { Notify: false, EventAction: 'BLOCK' as const } };
    const AccountTakeoverRiskConfiguration = { Actions };
    const set = new SetRiskConfigurationCommand({ ...own(), AccountTakeoverRiskConfiguration });
    await expect(aws.send(set)).rejects.toMatchObject({ name: 'UserPoolAddOnNotEnabledException' });
    await useTier('PLUS');
    await aws.send(set);
    const byClient = new DescribeRiskConfigurationCommand(ofClient());
    const inherited = await aws.send(byClient);
    expect(inherited.RiskConfiguration).toMatchObject({ AccountTakeoverRiskConfiguration });
    expect(inherited.RiskConfiguration).not.toHaveProperty('ClientId');
    const RiskExceptionConfiguration = { BlockedIPRangeList: ['192.0.2.0/24'] };
    await aws.send(new SetRiskConfigurationCommand({ ...ofClient(), RiskExceptionConfiguration }));
    expect((await aws.send(byClient)).RiskConfiguration).toMatchObject({
      ...ofClient(),
      RiskExceptionConfiguration,
    });
    await aws.send(new SetRiskConfigurationCommand(ofClient()));
    expect((await aws.send(byClient)).RiskConfiguration).toMatchObject({ AccountTakeoverRiskConfiguration });
    const events = await aws.send(
      new AdminListUserAuthEventsCommand({ ...own(), Username: 'ada@example.com' }),
    );
    expect(events.AuthEvents).toEqual([]);
  });

  test('where logs go', async () => {
    const CloudWatchLogsConfiguration = { LogGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:made' };
    const mail = {
      LogLevel: 'ERROR' as const,
      EventSource: 'userNotification' as const,
      CloudWatchLogsConfiguration,
    };
    const people = { ...mail, LogLevel: 'INFO' as const, EventSource: 'userAuthEvents' as const };
    const set = (...LogConfigurations: (typeof mail | typeof people)[]) =>
      aws.send(new SetLogDeliveryConfigurationCommand({ ...own(), LogConfigurations }));
    await expect(set(people)).rejects.toMatchObject({ name: 'FeatureUnavailableInTierException' });
    await expect(set(mail, mail)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await set(mail);
    const { LogDeliveryConfiguration } = await aws.send(new GetLogDeliveryConfigurationCommand(own()));
    expect(LogDeliveryConfiguration).toEqual({ ...own(), LogConfigurations: [mail] });
  });

  test('the look of the classic pages, with a picture at an address', async () => {
    const ImageFile = Uint8Array.from([0x89, 0x50, 0x4e, 0x47]);
    const CSS = '.logo-customizable { max-width: 60%; }';
    await aws.send(new SetUICustomizationCommand({ ...own(), CSS, ImageFile }));
    const { UICustomization } = await aws.send(new GetUICustomizationCommand(ofClient()));
    expect(UICustomization).toMatchObject({ ...own(), ClientId: 'ALL', CSS, CSSVersion: expect.any(String) });
    const picture = await fetch(UICustomization?.ImageUrl ?? '');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(ImageFile);
    await aws.send(new SetUICustomizationCommand(ofClient()));
    const reset = await aws.send(new GetUICustomizationCommand(ofClient()));
    expect(reset.UICustomization).not.toHaveProperty('CSS');
  });

  test('terms of a client, each name once', async () => {
    const terms = {
      ...ofClient(),
      TermsName: 'terms-of-use',
      TermsSource: 'LINK' as const,
      Enforcement: 'NONE' as const,
      Links: { 'cognito:default': 'https://example.com/terms' },
    };
    const { Terms } = await aws.send(new CreateTermsCommand(terms));
    expect(Terms).toMatchObject(terms);
    const id = { ...own(), TermsId: Terms?.TermsId };
    await expect(aws.send(new CreateTermsCommand(terms))).rejects.toMatchObject({
      name: 'TermsExistsException',
    });
    const Links = { 'cognito:german': 'https://example.com/de' };
    await aws.send(new UpdateTermsCommand({ ...id, Links }));
    expect((await aws.send(new DescribeTermsCommand(id))).Terms).toMatchObject({ ...terms, Links });
    const byClient = await aws.send(
      new DescribeTermsByClientCommand({ ...ofClient(), TermsName: 'terms-of-use' }),
    );
    expect(byClient.Terms?.TermsId).toBe(Terms?.TermsId);
    expect((await aws.send(new ListTermsCommand(own()))).Terms).toHaveLength(1);
    await aws.send(new DeleteTermsCommand(id));
    await expect(aws.send(new DescribeTermsCommand(id))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('copies in other Regions', async () => {
    const replica = { ...own(), RegionName: 'eu-central-1' };
    const made = await aws.send(new CreateUserPoolReplicaCommand(replica));
    expect(made.UserPoolReplica).toMatchObject({ Status: 'CREATING', Role: 'SECONDARY' });
    await aws.send(new UpdateUserPoolReplicaCommand({ ...replica, Status: 'ACTIVE' }));
    const { UserPoolReplicas } = await aws.send(new ListUserPoolReplicasCommand(own()));
    expect(UserPoolReplicas).toMatchObject([
      { RegionName: 'us-east-1', Role: 'PRIMARY' },
      {
        RegionName: 'eu-central-1',
        Status: 'ACTIVE',
        UserPoolArn: expect.stringContaining(':eu-central-1:'),
      },
    ]);
    const remove = new DeleteUserPoolReplicaCommand(replica);
    await expect(aws.send(remove)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await aws.send(new UpdateUserPoolReplicaCommand({ ...replica, Status: 'INACTIVE' }));
    expect((await aws.send(remove)).UserPoolReplica?.Status).toBe('DELETING');
  });

  test('limits of categories, not below what is free', async () => {
    const LimitDefinition = { LimitClass: 'API_CATEGORY' as const, Attributes: { Category: 'UserCreation' } };
    const get = new GetProvisionedLimitCommand({ LimitDefinition });
    expect((await aws.send(get)).Limit).toMatchObject({ ProvisionedLimitValue: 50, FreeLimitValue: 50 });
    const set = (RequestedLimitValue: number) =>
      aws.send(new UpdateProvisionedLimitCommand({ LimitDefinition, RequestedLimitValue }));
    await expect(set(10)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await set(80);
    expect((await aws.send(get)).Limit).toMatchObject({ LimitDefinition, ProvisionedLimitValue: 80 });
  });
});

test('managed login shows a client’s terms to who signs up, once it has both, in their language', async () => {
  const add = (TermsName: string, Links: Record<string, string>) =>
    aws.send(
      new CreateTermsCommand({ ...ofClient(), TermsName, TermsSource: 'LINK', Enforcement: 'NONE', Links }),
    );
  const page = async (lang: string) =>
    (await send(`${authorizeUrl(pool).replace('/oauth2/authorize', '/signup')}&lang=${lang}`)).text;
  await add('terms-of-use', { 'cognito:default': 'https://example.com/terms' });
  expect(await page('en')).not.toContain('example.com/terms');
  const german = 'https://example.com/datenschutz';
  await add('privacy-policy', { 'cognito:default': 'javascript:alert(1)', 'cognito:german': german });
  expect(await page('de')).toContain(german);
  expect(await page('de')).toContain('https://example.com/terms');
  expect(await page('en')).not.toContain('javascript:');
});

describe('an administrator', () => {
  test('takes a lost authenticator app away, and sees what is left', async () => {
    const Username = 'ada@example.com';
    const { AccessToken } = tokensOf(await signInByPassword(pool, Username, seedPassword));
    const { body } = await call(pool, 'AssociateSoftwareToken', { AccessToken });
    const UserCode = totpCode(String(body['SecretCode']), pool.clock.now());
    await call(pool, 'VerifySoftwareToken', { AccessToken, UserCode, FriendlyDeviceName: 'Telephone' });
    await call(pool, 'SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } });
    const factors = new AdminGetUserAuthFactorsCommand({ ...own(), Username });
    expect((await aws.send(factors)).UserMFASettingList).toEqual(['SOFTWARE_TOKEN_MFA']);
    await aws.send(new AdminDeleteSoftwareTokenCommand({ ...own(), Username }));
    const left = await aws.send(factors);
    expect(left.UserMFASettingList).toBeUndefined();
    expect(left.ConfiguredUserAuthFactors).toContain('PASSWORD');
    tokensOf(await signInByPassword(pool, Username, seedPassword));
  });

  test('turns codes by SMS on in the old way', async () => {
    const email = 'sms@example.com';
    pool.addPerson({ email, attributes: { phone_number: '+15550100', phone_number_verified: 'true' } });
    const MFAOptions = [{ DeliveryMedium: 'SMS' as const, AttributeName: 'phone_number' }];
    await aws.send(new AdminSetUserSettingsCommand({ ...own(), Username: email, MFAOptions }));
    const factors = await aws.send(new AdminGetUserAuthFactorsCommand({ ...own(), Username: email }));
    expect(factors.UserMFASettingList).toEqual(['SMS_MFA']);
  });
});
