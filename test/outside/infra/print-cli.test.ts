import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { readCommandLine } from '../../../src/local-pool/start/cli.js';
import { scriptFor } from '../../../src/local-pool/start/print-cli.js';
import { builtProgram } from '../../support/built.js';
import { startPool } from '../../support/pool.js';
import { runScript, type Outcome } from './commands.js';
import { evaluate, readTemplate, templateText, type Values } from './template.js';

const folder = mkdtempSync(join(tmpdir(), 'print-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `--print-cli` prints for these flags. */
const printed = async (...flags: readonly string[]): Promise<string> => {
  const command = readCommandLine([...flags, '--print-cli'], {});
  if (!('script' in command)) throw new Error(JSON.stringify(command));
  return scriptFor(command.script);
};

const seedFile = (seed: object): string => {
  const file = join(folder, 'seed.json');
  writeFileSync(file, JSON.stringify(seed));
  return file;
};

const at = (pool: LocalPool): sdk.CognitoIdentityProviderClient =>
  new sdk.CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: pool.api,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'any' },
  });

type Record_ = Readonly<Record<string, unknown>>;

/** Without what is another for each pool. */
const without = (record: object | undefined, ...names: readonly string[]): Record_ => {
  const changing = new Set([
    'UserPoolId',
    'ClientId',
    'ClientSecret',
    'CreationDate',
    'LastModifiedDate',
    ...names,
  ]);
  return Object.fromEntries(Object.entries(record ?? {}).filter(([name]) => !changing.has(name)));
};

const byName = <T extends object>(list: readonly T[], name: keyof T): readonly T[] =>
  list.toSorted((one, other) => String(one[name]).localeCompare(String(other[name])));

/** Everything that a pool is, as the API describes it. */
const described = async (client: sdk.CognitoIdentityProviderClient, UserPoolId: string) => {
  const { UserPool } = await client.send(new sdk.DescribeUserPoolCommand({ UserPoolId }));
  const { UserPoolClients = [] } = await client.send(
    new sdk.ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }),
  );
  const clients = await Promise.all(
    UserPoolClients.map(async ({ ClientId }) => {
      const found = await client.send(new sdk.DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
      const { ClientName, ClientSecret } = found.UserPoolClient ?? {};
      return { ClientName, hasSecret: ClientSecret !== undefined, settings: without(found.UserPoolClient) };
    }),
  );
  const { Groups = [] } = await client.send(new sdk.ListGroupsCommand({ UserPoolId }));
  const { ResourceServers = [] } = await client.send(
    new sdk.ListResourceServersCommand({ UserPoolId, MaxResults: 50 }),
  );
  const { Providers = [] } = await client.send(new sdk.ListIdentityProvidersCommand({ UserPoolId }));
  const { Users = [] } = await client.send(new sdk.ListUsersCommand({ UserPoolId }));
  const people = await Promise.all(
    Users.map(async ({ Username, Attributes = [], UserStatus }) => {
      const { Groups: groups = [] } = await client.send(
        new sdk.AdminListGroupsForUserCommand({ UserPoolId, Username }),
      );
      return {
        UserStatus,
        attributes: byName(
          Attributes.filter(({ Name }) => Name !== 'sub'),
          'Name',
        ),
        groups: byName(groups, 'GroupName').map(({ GroupName }) => GroupName),
        email: Attributes.find(({ Name }) => Name === 'email')?.Value ?? '',
      };
    }),
  );
  return {
    pool: without(
      UserPool,
      'Id',
      'Arn',
      'Domain',
      'SchemaAttributes',
      'DeviceConfiguration',
      'UsernameConfiguration',
    ),
    clients: byName(clients, 'ClientName'),
    groups: byName(
      Groups.map((group) => without(group)),
      'GroupName',
    ),
    servers: ResourceServers.map((server) => without(server)),
    providers: Providers.map((provider) => without(provider)),
    people: byName(people, 'email'),
  };
};

const seed = {
  pool: { customAttributes: ['tier'] },
  groups: [{ name: 'editors', description: 'Ada\'s, and "others"', precedence: 3 }],
  people: [
    {
      email: 'mary@example.com',
      groups: ['editors'],
      attributes: { 'name': 'Mary, $HOME', 'custom:tier': 'gold' },
    },
    { email: 'new@example.com', status: 'FORCE_CHANGE_PASSWORD', password: 'A-first-Passw0rd' },
  ],
  resourceServers: [{ identifier: 'orders', scopes: ['read', 'write'] }],
  identityProviders: [{ name: 'Corp', type: 'OIDC', identifiers: ['corp.example'] }],
  clients: [
    {
      id: 'shop',
      secret: 'the-secret-of-the-shop',
      name: 'Shop',
      scopes: ['openid', 'orders/read'],
      callbackUrls: ['https://shop.example/cb'],
      identityProviders: ['COGNITO', 'Corp'],
      explicitAuthFlows: ['ALLOW_USER_AUTH'],
      rotation: { graceSeconds: 10 },
      accessTokenSeconds: 900,
    },
  ],
} as const;

describe('npm run pool -- --print-cli', () => {
  let pool: LocalPool;
  let client: sdk.CognitoIdentityProviderClient;
  beforeAll(async () => {
    pool = await startPool();
    client = at(pool);
  });
  afterAll(async () => {
    client.destroy();
    await pool.close();
  });

  /** The pool that a script makes, at one that has nothing to do with it. */
  const made = async (script: string): Promise<{ outcome: Outcome; id: string }> => {
    const outcome = await runScript(`DOMAIN=made-${Math.random().toString(36).slice(2)}\n${script}`, pool);
    expect([outcome.status, outcome.errors]).toEqual([0, '']);
    expect(outcome.ran.filter(({ unknown }) => unknown === true)).toEqual([]);
    const { UserPoolId } = outcome.inputOf('CreateUserPoolDomain');
    return { outcome, id: String(UserPoolId) };
  };

  test('prints commands that each are one of the SDK, and make the pool that would have run', async () => {
    const { id } = await made(await printed('--callback', 'http://localhost:8080/cb'));
    const same = await startPool({
      callbackUrls: ['http://localhost:8080/cb'],
      logoutUrls: ['http://localhost:8080', 'http://localhost:8080/', 'http://localhost:8080/signed-out'],
    });
    const [copy, original] = [await described(client, id), await described(at(same), same.userPoolId)];
    await same.close();
    expect(copy).toEqual(original);
    expect(copy.people.map(({ email }) => email)).toEqual(['ada@example.com', 'grace@example.com']);
  });

  test('prints the pool of a seed, with everything that is in it and whatever characters', async () => {
    const { id } = await made(await printed('--seed', seedFile(seed)));
    const same = await startPool({ seed });
    // The two clients that are always there name a Google that this pool does not have, which Cognito would refuse.
    for (const { id: clientId } of [same.client, same.publicClient])
      same.updateClient(clientId, { identityProviders: ['COGNITO'] });
    const [copy, original] = [await described(client, id), await described(at(same), same.userPoolId)];
    await same.close();
    expect(copy).toEqual(original);
    expect(copy.people.map(({ UserStatus }) => UserStatus)).toEqual(['CONFIRMED', 'FORCE_CHANGE_PASSWORD']);
    const { SchemaAttributes = [] } =
      (await client.send(new sdk.DescribeUserPoolCommand({ UserPoolId: id }))).UserPool ?? {};
    const required = SchemaAttributes.filter(({ Required }) => Required).map(({ Name }) => Name);
    expect(required).toEqual(['sub', 'email']);
    expect(SchemaAttributes.map(({ Name }) => Name)).toContain('custom:tier');
  });

  test('prints session tracking and how passkeys are asked for', async () => {
    const webAuthn = { userVerification: 'required', isMultiFactor: true };
    const sessionTracking = { isOn: true, maxPerUser: 7 };
    const news = { pool: { sessionTracking, webAuthn, mfa: 'OFF' }, people: [] };
    const { id: UserPoolId } = await made(await printed('--seed', seedFile(news), '--passkeys'));
    const sessions = await client.send(new sdk.GetUserPoolSessionConfigurationCommand({ UserPoolId }));
    expect([sessions.UserSessionTracking, sessions.TokenSession]).toEqual(['ENABLED', { MaxPerUser: 7 }]);
    const factors = await client.send(new sdk.GetUserPoolMfaConfigCommand({ UserPoolId }));
    expect([factors.MfaConfiguration, factors.WebAuthnConfiguration]).toMatchObject([
      'OFF',
      { UserVerification: 'required', FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' },
    ]);
  });

  test('is refused beside --data, whose passwords nobody can read', () => {
    expect(readCommandLine(['--print-cli', '--data', join(folder, 'pool.json')], {})).toEqual({
      problems: ['--print-cli prints what flags and seed describe: leave --data out'],
    });
  });

  test('is a command of its own that starts nothing and ends with 0', async () => {
    const program = await builtProgram('local-pool/main.js');
    const ran = spawnSync(process.execPath, [program, '--print-cli'], { encoding: 'utf8', timeout: 20_000 });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/^#!\/bin\/sh\n/);
    expect(ran.stdout).not.toContain('COGNITO_ISSUER=');
  }, 60_000);

  // Its settings, for a site as infra/cognito.yaml has it in mind.
  describe('and infra/cognito.yaml', () => {
    const baseUrl = 'https://app.example.com';
    const asTemplate = {
      groups: [
        { name: 'admins', description: 'May open /admin', precedence: 1 },
        { name: 'staff', description: 'Everybody who works here', precedence: 10 },
      ],
      people: [],
      resourceServers: [{ identifier: 'orders', scopes: ['read'] }],
      clients: [
        {
          id: 'web',
          secret: 'any',
          scopes: ['openid', 'email', 'profile', 'orders/read', 'aws.cognito.signin.user.admin'],
          callbackUrls: [`${baseUrl}/auth/callback`],
          logoutUrls: [`${baseUrl}/signed-out`],
          identityProviders: ['COGNITO'],
          explicitAuthFlows: ['ALLOW_USER_AUTH'],
          rotation: { graceSeconds: 10 },
          refreshTokenSeconds: 86_400,
        },
      ],
    };
    const template = evaluate(readTemplate(templateText), { BaseUrl: baseUrl, Domain: 'my-app' });

    /** What both speak of, in the form of the template. */
    const shared = (input: Record_, properties: Values, except: readonly string[]) => {
      const names = Object.keys(input).filter((name) => name in properties && !except.includes(name));
      const pick = (from: Record_): Record_ => Object.fromEntries(names.map((name) => [name, from[name]]));
      return { names, input: pick(input), properties: pick(properties) };
    };

    test('agree where both speak of a setting', async () => {
      const { outcome } = await made(await printed('--seed', seedFile(asTemplate)));
      const ids = ['UserPoolId', 'ClientId'];
      const pairs = [
        // The password policy of the local pool is the one that Cognito has by itself.
        { resource: 'UserPool', operation: 'CreateUserPool', except: ['Policies'], least: 5 },
        { resource: 'UserPoolDomain', operation: 'CreateUserPoolDomain', except: ['Domain'], least: 1 },
        { resource: 'WebClient', operation: 'CreateUserPoolClient', except: ['ClientName'], least: 12 },
        { resource: 'Admins', operation: 'CreateGroup', except: [], least: 3, which: 'admins' },
        { resource: 'Staff', operation: 'CreateGroup', except: [], least: 3, which: 'staff' },
        { resource: 'WebStyle', operation: 'CreateManagedLoginBranding', except: [], least: 1 },
      ];
      for (const { resource, operation, except, least, which } of pairs) {
        const isIt = (input: Record_): boolean =>
          (which === undefined || input['GroupName'] === which) &&
          (operation !== 'CreateUserPoolClient' || input['ClientName'] === 'web');
        const found = shared(outcome.inputOf(operation, isIt), template.properties(resource), [
          ...except,
          ...ids,
        ]);
        expect(found.names.length).toBeGreaterThanOrEqual(least);
        expect(inSeconds(found.input)).toEqual(inSeconds(found.properties));
      }
      expect(outcome.inputOf('SetUserPoolMfaConfig')).toMatchObject({
        MfaConfiguration: template.properties('UserPool')['MfaConfiguration'],
        SoftwareTokenMfaConfiguration: { Enabled: true },
      });
    });
  });
});

/** 1 day is 24 hours, and an hour is 60 minutes. */
const inSeconds = (record: Record_): Record_ => {
  const units = record['TokenValidityUnits'] as Readonly<Record<string, string>> | undefined;
  if (units === undefined) return record;
  const seconds = { minutes: 60, hours: 3600, days: 86_400 } as Readonly<Record<string, number>>;
  const { TokenValidityUnits: _units, ...others } = record;
  return {
    ...others,
    ...Object.fromEntries(
      Object.entries(units).map(([token, unit]) => [
        `${token}Validity`,
        Number(record[`${token}Validity`]) * (seconds[unit] ?? 1),
      ]),
    ),
  };
};

const cliVersion = ((): number => {
  const { stdout } = spawnSync('aws', ['--version'], { encoding: 'utf8' });
  const [, major = '0', minor = '0'] = /^aws-cli\/(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  // Rotation came with 1.39 and 2.27.
  return Number(major) === 1 ? Number(minor) - 39 : Number(major) === 2 ? Number(minor) - 27 : -1;
})();
if (cliVersion < 0)
  console.warn(
    'No AWS CLI of April 2025 or later (pip install awscli), left out: a script run by the CLI itself',
  );

// Left out, and not skipped, where there is none: no package of a system brings one that is new enough.
const withCli = cliVersion < 0 ? () => undefined : describe;
withCli('the AWS CLI itself (pip install awscli)', () => {
  test('runs what --print-cli prints', async () => {
    const pool = await startPool();
    try {
      // Each command takes seconds, so not everything.
      const {
        clients,
        identityProviders,
        people: [mary],
      } = seed;
      const small = {
        people: [{ ...mary, groups: [], attributes: { name: 'Mary' } }],
        clients,
        identityProviders,
        resourceServers: seed.resourceServers,
      };
      const script = await printed('--seed', seedFile(small));
      const shell = spawn('sh', ['-c', script], {
        cwd: mkdtempSync(join(folder, 'cli-')),
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: folder,
          AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.api,
          AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'any',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output = { stdout: '', stderr: '' };
      shell.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
      shell.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
      const [code] = await once(shell, 'close');
      expect({ code: Number(code), stderr: output.stderr }).toEqual({ code: 0, stderr: '' });
      const id = /^COGNITO_USER_POOL_ID=(.+)$/m.exec(output.stdout)?.[1] ?? '';
      const client = at(pool);
      expect((await described(client, id)).clients.map(({ ClientName }) => ClientName)).toEqual([
        'Public app',
        'Shop',
        'Web app',
      ]);
      client.destroy();
    } finally {
      await pool.close();
    }
  }, 180_000);
});
