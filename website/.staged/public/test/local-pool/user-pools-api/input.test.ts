import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CreateUserPoolClientCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { inputOf, shapeNames, shapeOf } from '../../../src/local-pool/user-pools-api/model/shapes.js';
import { toJavaScript } from '../../../src/local-pool/user-pools-api/model/patterns.js';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { sdkOf } from './sdk.js';
import { sdkStructures } from './sdk-types.js';
import { admin, call, post, signature } from './support.js';

const pool = poolForAllTests();

const detected = (count: number, ...problems: string[]): string =>
  `${count} validation error${count === 1 ? '' : 's'} detected: ${problems.join('; ')}`;

describe('F-P7: input that the service would not take', () => {
  test('is refused with all that is wrong with it at once, in the service’s words', async () => {
    const refused = await admin(pool, 'ListUsers', { UserPoolId: 'my pool', Limit: 99 });
    expect(refused).toMatchObject({
      status: 400,
      type: 'InvalidParameterException',
      message: detected(
        2,
        String.raw`Value 'my pool' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+`,
        "Value '99' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
      ),
    });
  });

  test('comes back to the SDK as an InvalidParameterException', async () => {
    const command = new SignUpCommand({ ClientId: 'my-client', Username: 'ada', Password: seedPassword });
    await expect(sdkOf(pool).send(command)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("Value 'my-client' at 'clientId' failed to satisfy constraint"),
    });
  });

  test('is shown, but for secrets, user names and attribute values', async () => {
    const secret = 'a secret with a space ';
    const { message, headers } = await call(pool, 'SignUp', {
      ClientId: pool.publicClient.id,
      Username: 'who is this',
      Password: secret,
      UserAttributes: [{ Name: 'nickname', Value: 'n'.repeat(2049) }],
    });
    expect(message).toBe(
      detected(
        3,
        String.raw`Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+`,
        String.raw`Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$`,
        "Value at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048",
      ),
    );
    expect(JSON.stringify([message, headers])).not.toContain(secret);
  });

  test('is named by where it stands: in structures, in lists of them, in lists and maps of simple values', async () => {
    const structure = { Policies: { PasswordPolicy: { MinimumLength: 5 } } };
    expect((await admin(pool, 'UpdateUserPool', structure)).message).toContain(
      "Value '5' at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value greater than or equal to 6",
    );
    const list = { ClientName: 'x', ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'MAGIC'] };
    expect((await admin(pool, 'CreateUserPoolClient', list)).message).toContain(
      "Value '[ALLOW_USER_SRP_AUTH, MAGIC]' at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [ADMIN_NO_SRP_AUTH, ",
    );
    const map = { UserPoolTags: { team: 't'.repeat(257) } };
    expect((await admin(pool, 'UpdateUserPool', map)).message).toMatch(
      /Value '\{team=t+\}' at 'userPoolTags' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 256, /u,
    );
  });

  test('reaches no operation: nothing of it is done', async () => {
    const command = new CreateUserPoolClientCommand({
      UserPoolId: pool.userPoolId,
      ClientName: 'half?',
      CallbackURLs: ['https://app.example.com/callback'],
    });
    await expect(sdkOf(pool).send(command)).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const { body } = await admin(pool, 'ListUserPoolClients', { MaxResults: 60 });
    expect(JSON.stringify(body)).not.toContain('half?');
  });

  test('takes no longer for being long', async () => {
    const from = `${'@'.repeat(400_000)}\u0000`;
    const started = performance.now();
    expect(
      (await admin(pool, 'UpdateUserPool', { EmailConfiguration: { ReplyToEmailAddress: from } })).status,
    ).toBe(200);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

test('F-P7: an input that is nested without end is refused like any other', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const urls = `[${deep}${',"x"'.repeat(100)}]`;
  const body = `{"UserPoolId":"${pool.userPoolId}","ClientName":"x","CallbackURLs":${urls}}`;
  const target = 'AWSCognitoIdentityProviderService.CreateUserPoolClient';
  const { status, type } = await post(pool, { 'x-amz-target': target, 'authorization': signature }, body);
  expect([status, type]).toEqual([400, 'SerializationException']);
});

describe('a pattern of the service', () => {
  test.each([
    [String.raw`[\S]+`, 'no\u00a0break', true],
    [String.raw`[\S]+`, 'with blank', false],
    [String.raw`[\w\s+=,.@-]+`, 'Web app, 2', true],
    [String.raw`[\w\s+=,.@-]+`, 'Web\u00a0app', false],
    [String.raw`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, 'Zoë🙂', true],
    [String.raw`^[\S]+.*[\S]+$`, 'two words', true],
    [String.raw`^[\S]+.*[\S]+$`, 'a line\nmore', false],
    [String.raw`(?s).*`, 'a line\nmore', true],
    ['[0-9]+', '12\n', false],
  ])('means in Java what it means here: %s of %j', (pattern, value, isMatch) => {
    expect(toJavaScript(pattern).test(value)).toBe(isMatch);
  });
});

describe('the tables of what operations take', () => {
  const names = new Set(shapeNames());

  test('know every operation of the SDK, and every member of its input, and which must be there', () => {
    const operations = Object.keys(sdk).flatMap(
      (name) => /^(?<operation>[A-Z]\w+)Command$/u.exec(name)?.[1] ?? [],
    );
    expect(operations.length).toBeGreaterThanOrEqual(140);
    expect(operations.filter((name) => inputOf(name) === undefined)).toEqual([]);
    for (const [name, members] of sdkStructures()) {
      if (!names.has(name)) continue;
      const known = shapeOf(name).members.map((member) => `${member.name}${member.isRequired ? '!' : ''}`);
      const inSdk = members.map((member) => `${member.name}${member.isOptional ? '' : '!'}`);
      expect([name, known.toSorted()]).toEqual([name, inSdk.toSorted()]);
    }
  });

  test('have the values that the SDK has for each enumeration', () => {
    const beyondTheSdk = 'ALLOW_CLIENT_TOKEN_AUTH';
    for (const name of names) {
      const { values } = shapeOf(name);
      const inSdk = (sdk as unknown as Record<string, Record<string, string> | undefined>)[name];
      if (values === undefined || inSdk === undefined) continue;
      const shown = values.filter((value) => value !== beyondTheSdk).toSorted();
      expect([name, shown]).toEqual([name, Object.values(inSdk).toSorted()]);
    }
  });

  test('name no type that there is not', () => {
    for (const name of names) {
      const { members, parts } = shapeOf(name);
      for (const type of [...members.map((member) => member.type), ...parts]) {
        expect([name, type, names.has(type)]).toEqual([name, type, true]);
      }
    }
  });

  const model = '/usr/lib/python3/dist-packages/botocore/data/cognito-idp/2016-04-18/service-2.json';
  (existsSync(model) ? test : test.skip)('are what the script makes of botocore’s model', () => {
    const json = execFileSync(process.execPath, ['scripts/api-constraints.mjs', '--print'], {
      encoding: 'utf8',
    });
    for (const [file, text] of Object.entries(JSON.parse(json) as Record<string, string>)) {
      const committed = readFileSync(join('src/local-pool/user-pools-api/model', file), 'utf8');
      expect(committed).toBe(text);
    }
  });
});
