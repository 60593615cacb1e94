import { describe, expect, test } from '@jest/globals';
import { isMap, isPair, isScalar, parseDocument, visit } from 'yaml';
import { createMemoryStore } from '../../../src/auth/index.js';
import { settingsFrom } from '../../../src/auth/options.js';
import { problemsOf, resourceOf } from './specification.js';
import { evaluate, isValues, readTemplate, templateText, textOf } from './template.js';

const template = readTemplate(templateText);
const given = { BaseUrl: 'https://app.example.com', Domain: 'my-app-sign-in' };

const everything = {
  ...given,
  CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/a',
  SesIdentityArn: 'arn:aws:ses:eu-central-1:000000000000:identity/example.com',
  MailFrom: 'no-reply@example.com',
  IdentityPool: 'true',
  CustomEmailSenderArn: 'arn:aws:lambda:eu-central-1:000000000000:function:mail',
  CustomSmsSenderArn: 'arn:aws:lambda:eu-central-1:000000000000:function:sms',
};

describe('infra/cognito.yaml and the published specification of CloudFormation', () => {
  test('every type, property and reference in it is a published one, and none that is required is missing', () => {
    expect(problemsOf(template)).toEqual([]);
  });

  test.each([
    ['a type that there is not', 'AWS::Cognito::UserPoolGroup', 'AWS::Cognito::UserPoolTeam'],
    ['a property that there is not', 'EnableTokenRevocation: true', 'EnableRevocation: true'],
    ['a nested property that there is not', 'RetryGracePeriodSeconds: 10', 'GracePeriodSeconds: 10'],
    ['a property in a list that there is not', 'ScopeDescription: Read orders', 'Description: Read orders'],
    ['a property in a branch that there is not', 'EmailSendingAccount: DEVELOPER', 'Account: DEVELOPER'],
    ['a required property that is missing', '      Domain: !Ref Domain\n', ''],
    ['a nested property that is missing', '          ScopeDescription: Read orders\n', ''],
    ['a text where a flag belongs', 'GenerateSecret: true', "GenerateSecret: 'yes'"],
    ['a text where a list belongs', 'AllowedOAuthFlows: [code]', 'AllowedOAuthFlows: code'],
    ['a reference to nothing', '!Ref WebClient\n', '!Ref WebsClient\n'],
    ['an attribute that there is not', '!GetAtt UserPool.Arn', '!GetAtt UserPool.Name'],
    ['a name in a text that there is not', '!Sub ${BaseUrl}/signed-out', '!Sub ${BaseUri}/signed-out'],
    ['a condition that there is not', 'Condition: HasSmsSender', 'Condition: HasSms'],
  ])('a template with %s is found out', (_case, right, wrong) => {
    expect(templateText).toContain(right);
    expect(problemsOf(readTemplate(templateText.replace(right, wrong)))).not.toEqual([]);
  });

  test('what CloudFormation replaces when it changes is marked as fixed', () => {
    const fixed = new Set(markedAsFixed());
    // Cognito refuses to change these, and the specification does not say so.
    const refused = ['UserPool.UsernameAttributes', 'UserPool.UsernameConfiguration', 'UserPool.Schema'];
    const replaced = Object.entries(template.Resources).flatMap(([name, { Type, Properties }]) =>
      Object.keys(Properties)
        .filter((property) => resourceOf(Type)?.properties[property]?.causesReplacement === 'yes')
        .map((property) => `${name}.${property}`),
    );
    const isPlumbing = /\.(?:UserPoolId|ClientId)$|Permission\./;
    const expected = [...refused, ...replaced.filter((one) => !isPlumbing.test(one))];
    expect(expected.filter((one) => !fixed.has(one))).toEqual([]);
    expect([...fixed].filter((one) => !expected.includes(one))).toEqual([]);
  });

  test('has nothing yet for what docs/cognito-setup.md therefore does by commands (else: move it into the template)', () => {
    expect(resourceOf('AWS::Cognito::UserPoolSessionConfigurationAttachment')).toBeUndefined();
    expect(resourceOf('AWS::Cognito::UserPoolClientSessionConfigurationAttachment')).toBeUndefined();
    expect(Object.keys(resourceOf('AWS::Cognito::UserPool')?.properties ?? {})).not.toContain(
      'AcrConfiguration',
    );
  });

  test('what it makes on request is made then, and not otherwise', () => {
    const optional = Object.keys(template.Resources).filter((name) => template.Resources[name]?.Condition);
    expect(evaluate(template, given).resources).toEqual(
      Object.keys(template.Resources).filter((name) => !optional.includes(name)),
    );
    expect(evaluate(template, everything).resources).toEqual(Object.keys(template.Resources));
    expect(optional.length).toBeGreaterThan(5);
    expect(evaluate(template, everything).properties('UserPool')['LambdaConfig']).toEqual({
      CustomEmailSender: { LambdaArn: everything.CustomEmailSenderArn, LambdaVersion: 'V1_0' },
      CustomSMSSender: { LambdaArn: everything.CustomSmsSenderArn, LambdaVersion: 'V1_0' },
      KMSKeyID: { 'Fn::GetAtt': ['CodesKey', 'Arn'] },
    });
  });
});

/** `Resource.Property` of each property whose comment begins with "Fixed:". */
const markedAsFixed = (): readonly string[] => {
  const found: string[] = [];
  visit(parseDocument(templateText, { version: '1.1', logLevel: 'silent' }), {
    Scalar: (at, scalar, path) => {
      const map = path.at(-2);
      // A comment above the first property of a map belongs to the map.
      const above = isMap(map) && map.items[0] === path.at(-1) ? map.commentBefore : undefined;
      if (at !== 'key' || !/^ Fixed:/m.test(scalar.commentBefore ?? above ?? '')) return;
      const keys = path
        .filter((one) => isPair(one))
        .map(({ key }) => (isScalar(key) ? String(key.value) : ''));
      found.push(keys.filter((key) => !['Resources', 'Properties'].includes(key)).join('.'));
    },
  });
  return found;
};

describe('outputs', () => {
  test('are the settings of .env, by the names that they have there', () => {
    expect(evaluate(template, everything).outputs).toEqual({
      COGNITO_USER_POOL_ID: { Ref: 'UserPool' },
      COGNITO_CLIENT_ID: { Ref: 'WebClient' },
      COGNITO_DOMAIN: 'https://my-app-sign-in',
      COGNITO_IDENTITY_POOL_ID: { Ref: 'IdentityPoolOfPeople' },
    });
    expect(Object.keys(evaluate(template, given).outputs)).not.toContain('COGNITO_IDENTITY_POOL_ID');
  });

  test('name the domain that the Region gives to a prefix', () => {
    expect(evaluate(template, given).outputs['COGNITO_DOMAIN']).toBe(
      'https://my-app-sign-in.auth.eu-central-1.amazoncognito.com',
    );
  });

  test('hold no secret', () => {
    expect(JSON.stringify(template.Outputs)).not.toContain('Secret');
  });
});

const settingsAt = (baseUrl: string) =>
  settingsFrom({
    pool: {
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI',
      clientId: 'web',
    },
    baseUrl,
    secrets: ['a secret of this test that is long enough'],
    store: createMemoryStore(),
  });

describe('the addresses of the web client', () => {
  const pattern = new RegExp(textOf(template.Parameters['BaseUrl']?.['AllowedPattern']));

  test.each([
    'https://app.example.com',
    'https://example.com/shop',
    'https://example.com:8443/a/b.c/~d',
    'http://localhost:3000',
    'http://127.0.0.1:3000/shop',
    'http://[::1]:3000',
  ])('are, at %s, letter by letter those that the site will send (D10)', (baseUrl) => {
    expect(baseUrl).toMatch(pattern);
    const { redirectUri, signedOutUrl } = settingsAt(baseUrl);
    const client = evaluate(template, { ...given, BaseUrl: baseUrl }).properties('WebClient');
    expect(client['CallbackURLs']).toEqual([redirectUri]);
    expect(client['LogoutURLs']).toEqual([signedOutUrl]);
  });

  test.each([
    'https://app.example.com/',
    'https://App.example.com',
    'https://app.example.com:443',
    'https://app.example.com:443/shop',
    'http://localhost:80',
    'http://app.example.com',
    'https://app.example.com/../shop',
    'https://app.example.com/shop?a=b',
    'https://app.example.com/shop#a',
    'https://ada@app.example.com',
    'app.example.com',
  ])('%s is refused as the parameter, because the site would write it otherwise or not start', (baseUrl) => {
    expect(baseUrl).not.toMatch(pattern);
  });
});

test('people may trade tokens for AWS credentials only for a role that their identity pool vouches for', () => {
  for (const name of ['PeopleRole', 'AdminsRole']) {
    const policy = evaluate(template, everything).properties(name)['AssumeRolePolicyDocument'];
    expect(isValues(policy) && policy['Statement']).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          'StringEquals': { 'cognito-identity.amazonaws.com:aud': { Ref: 'IdentityPoolOfPeople' } },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      },
    ]);
  }
});
