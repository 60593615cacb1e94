import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readCommandLine } from '../../../src/local-pool/start/cli.js';
import { configSchema } from '../../../src/local-pool/start/config-file.js';
import { usage } from '../../../src/local-pool/start/flags.js';
import { flagOf, settingNames } from '../../../src/local-pool/start/settings.js';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));
let file: string;
beforeEach(() => {
  file = join(folder, 'pool.config.json');
});

const withFile = (config: unknown, ...flags: readonly string[]) => {
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  return readCommandLine(['--config', file, ...flags], {});
};

const problemsOf = (config: unknown, ...flags: readonly string[]): readonly string[] => {
  const command = withFile(config, ...flags);
  return 'problems' in command ? command.problems : [];
};

const whole = {
  $schema: './node_modules/cognito-local-pool/config.schema.json',
  port: 0,
  domainPort: 9501,
  host: '0.0.0.0',
  publicUrl: 'http://localhost:19400',
  publicDomainUrl: 'http://localhost:19401/',
  poolId: 'eu-west-1_Config001',
  issuer: 'aws',
  data: 'pool.json',
  callback: ['http://localhost:8080/callback', 'my.app:/callback'],
  logout: ['http://localhost:8080/bye'],
  scope: ['openid', 'https://api.example.com/read'],
  clientId: 'mine',
  clientSecret: 'a-secret-of-a-file',
  sessionTracking: true,
  levels: true,
  passkeys: true,
  control: true,
  print: ['env', 'aws'],
  seed: {
    pool: { mfa: 'OFF', customAttributes: ['tier'] },
    groups: [{ name: 'editors', precedence: 1 }],
    people: [{ email: 'mary@example.com', groups: ['editors'], attributes: { 'custom:tier': 'gold' } }],
    resourceServers: [{ identifier: 'https://api.example.com', scopes: ['read'] }],
    identityProviders: [{ name: 'Google' }],
    clients: [{ id: 'worker', rotation: false, flows: ['client_credentials'] }],
  },
};

describe('a --config file', () => {
  test('says everything that flags and a seed say, with paths that start from where it is', () => {
    expect(withFile(whole)).toEqual({
      run: {
        issuerPort: 0,
        domainPort: 9501,
        host: '0.0.0.0',
        publicUrl: whole.publicUrl,
        publicDomainUrl: whole.publicDomainUrl,
        userPoolId: 'eu-west-1_Config001',
        issuer: 'aws',
        dataFile: join(folder, 'pool.json'),
        callbackUrls: whole.callback,
        logoutUrls: whole.logout,
        scopes: whole.scope,
        clientId: 'mine',
        clientSecret: 'a-secret-of-a-file',
        sessionTracking: true,
        levels: true,
        passkeys: true,
        control: true,
        seed: whole.seed,
      },
      print: ['env', 'aws'],
    });
  });

  test('takes the seed, the secret and the certificate from files beside it, too', () => {
    writeFileSync(join(folder, 'seed.json'), '{"people":[{"email":"a@example.com"}]}');
    writeFileSync(join(folder, 'secret'), 'a-secret-beside-it\n');
    expect(withFile({ seed: 'seed.json', clientSecretFile: './secret', tls: true })).toMatchObject({
      run: { seed: { people: [{ email: 'a@example.com' }] }, clientSecret: 'a-secret-beside-it', tls: true },
    });
    expect(problemsOf({ cert: 'nowhere.pem', key: 'nowhere.key' })[0]).toContain(join(folder, 'nowhere.pem'));
  });

  test('gives way to flags, which turn its switches off as well', () => {
    const flags = ['--port', '9600', '--client-id', 'flagged', '--callback', 'https://x/cb', '--no-control'];
    const { run } = withFile(whole, ...flags) as { readonly run: object };
    expect(run).toMatchObject({
      issuerPort: 9600,
      domainPort: 9501,
      clientId: 'flagged',
      callbackUrls: ['https://x/cb'],
      levels: true,
      control: false,
    });
    writeFileSync(join(folder, 'secret'), 'from-the-flag');
    const other = withFile(whole, '--client-secret-file', join(folder, 'secret'));
    expect(other).toMatchObject({ run: { clientSecret: 'from-the-flag' } });
  });

  test.each([
    [{ prot: 1 }, 'prot is not known here; did you mean port?'],
    [{ 'client-id': 'x' }, 'client-id is not known here; did you mean clientId?'],
    [{ port: '9400' }, 'port must be a port: a whole number from 0 to 65535'],
    [{ callback: 'https://x/cb' }, 'callback must be a list'],
    [{ callback: ['/cb'] }, 'callback[0] must be a URL that Cognito would take'],
    [{ control: 'yes' }, 'control must be true or false'],
    [{ issuer: 'https://x' }, 'issuer must be one of aws'],
    [{ clientId: '1localpoolpublicclient0001' }, 'clientId is the client without a secret'],
    [{ clientSecret: 7 }, 'clientSecret must be a text that is not empty'],
    [{ seed: { peple: [] } }, 'seed: peple is not known here; did you mean people?'],
    [{ seed: { people: [{ email: 'x' }] } }, 'seed: people[0].email must be an e-mail address'],
    [[], 'it must be an object'],
  ])('with a mistake in it is told of its place: %j', (config, line) => {
    expect(problemsOf(config)).toEqual([`${file}: ${line}`].map((one) => expect.stringContaining(one)));
  });

  test('is told all at once of its mistakes and those of the flags', () => {
    expect(problemsOf({ port: 'x', levels: 1 }, '--pool-id', 'mine')).toHaveLength(3);
  });

  test('that cannot be read is said so', () => {
    expect(problemsOf('{')).toEqual([expect.stringContaining(`--config ${file} is not JSON`)]);
    expect(readCommandLine(['--config', '/nowhere.json'], {})).toEqual({
      problems: ['--config /nowhere.json cannot be read: there is no such file or folder'],
    });
  });
});

describe('its JSON Schema', () => {
  const published = JSON.parse(readFileSync('packages/local-pool/config.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ allErrors: true }).compile(published);

  test('is what the table of settings says (npm run package:schema)', () => {
    expect(published).toEqual(configSchema);
  });

  test('describes every setting in a sentence, under the name of its flag', () => {
    expect(Object.keys(configSchema.properties)).toEqual(['$schema', ...settingNames]);
    for (const name of settingNames) {
      expect(usage).toContain(`--${flagOf(name)} `);
      expect(configSchema.properties[name]).toHaveProperty('description');
    }
  });

  test('takes what the command takes', () => {
    expect([validate(whole), validate.errors]).toEqual([true, null]);
    expect(validate({ seed: 'seed.json', tls: true })).toBe(true);
  });

  test.each([
    { prot: 1 },
    { port: '9400' },
    { callback: ['/cb'] },
    { issuer: 'https://x' },
    { print: ['yaml'] },
    { publicUrl: 'http://localhost:1/path' },
    { seed: { peple: [] } },
    { seed: { people: [{}] } },
    { seed: { clients: [{ id: 'a', rotation: { graceSeconds: 61 } }] } },
    { seed: { clients: [{ id: 'a:b' }] } },
  ])('refuses what the command refuses: %j', (config) => {
    expect([validate(config), problemsOf(config).length > 0]).toEqual([false, true]);
  });
});
