import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readCommandLine } from '../../../src/local-pool/start/cli.js';
import { seedPublicClientId } from '../../../src/local-pool/control/seed.js';

const problemsOf = (args: string[], environment: { readonly NODE_ENV?: string } = {}): readonly string[] => {
  const command = readCommandLine(args, environment);
  return 'problems' in command ? command.problems : [];
};

describe('the command line', () => {
  test('listens on 9400 and 9401 by default, and keeps the domain next to a chosen port', () => {
    expect(readCommandLine([], {})).toMatchObject({ run: { issuerPort: 9400, domainPort: 9401 } });
    expect(readCommandLine(['--port', '5000'], {})).toMatchObject({
      run: { issuerPort: 5000, domainPort: 5001 },
    });
  });

  test('takes several callbacks, and guesses the sign-out URLs beside them', () => {
    const command = readCommandLine(
      ['--callback', 'http://localhost:8080/cb', '--callback', 'my.app:/cb'],
      {},
    );
    expect(command).toMatchObject({
      run: {
        callbackUrls: ['http://localhost:8080/cb', 'my.app:/cb'],
        logoutUrls: [
          'http://localhost:8080',
          'http://localhost:8080/',
          'http://localhost:8080/signed-out',
          'my.app:/cb',
        ],
      },
    });
  });

  test.each([
    ['--session-tracking', 'sessionTracking'],
    ['--levels', 'levels'],
    ['--passkeys', 'passkeys'],
    ['--tls', 'tls'],
  ])('%s turns on what is off otherwise', (flag, option) => {
    expect(readCommandLine([], {})).not.toHaveProperty(`run.${option}`);
    expect(readCommandLine([flag], {})).toHaveProperty(`run.${option}`, true);
  });

  test('takes the client secret from a file, without the end of its line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pool-secret-'));
    const path = join(folder, 'secret');
    writeFileSync(path, 'a-secret-of-a-test\n');
    expect(readCommandLine(['--client-secret-file', path], {})).toMatchObject({
      run: { clientSecret: 'a-secret-of-a-test' },
    });
    writeFileSync(path, '\n');
    expect(problemsOf(['--client-secret-file', path])).toEqual([
      expect.stringContaining('must be a text that is not empty'),
    ]);
    rmSync(folder, { recursive: true });
  });

  test('takes scopes, AWS as the issuer, and what to print (F-P2, F-P5)', () => {
    expect(readCommandLine([], {})).toMatchObject({ print: ['env'] });
    const flags = ['--scope', 'openid', '--scope', 'api/read', '--issuer', 'aws', '--print', 'amplify'];
    expect(readCommandLine(flags, {})).toMatchObject({
      run: { scopes: ['openid', 'api/read'], issuer: 'aws' },
      print: ['amplify'],
    });
  });

  test('takes where to listen, and what others call it', () => {
    const flags = [
      '--host',
      '0.0.0.0',
      '--public-url',
      'http://localhost:1',
      '--public-domain-url',
      'https://x',
    ];
    expect(readCommandLine(flags, {})).toMatchObject({
      run: { host: '0.0.0.0', publicUrl: 'http://localhost:1', publicDomainUrl: 'https://x' },
    });
  });

  test.each([
    [['--port', '70000'], '--port 70000 must be a port: a whole number from 0 to 65535'],
    [['--port', 'web'], '--port web must be a port: a whole number from 0 to 65535'],
    [['--port=-1'], '--port -1 must be a port'],
    [['--port', '1.5'], '--port 1.5 must be a port'],
    [['--domain-port', ''], '--domain-port must be a port'],
    [['--port', '65535'], '--port 65535 has no port after it; name one with --domain-port'],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '9400', '--domain-port', '9400'], '--port and --domain-port must be two ports'],
    [['--pool-id', 'mine'], '--pool-id mine must look like us-east-1_Local0001'],
    [
      ['--callback', 'http://example.com/cb'],
      '--callback http://example.com/cb must be a URL that Cognito would take',
    ],
    [['--callback', '/cb'], '--callback /cb must be a URL that Cognito would take'],
    [['--logout', 'https://x.example/#top'], '--logout https://x.example/#top must be a URL that Cognito'],
    [['--client-id', ''], '--client-id must be 1 to 128 letters, digits, underscores or plus signs'],
    [['--client-id', 'a:b'], '--client-id a:b must be 1 to 128 letters'],
    [['--client-id', seedPublicClientId], 'is the client without a secret; choose another'],
    [['--client-secret', ''], '--client-secret must be a text that is not empty'],
    [['--client-secret-file', '/nowhere/secret'], '--client-secret-file /nowhere/secret cannot be read'],
    [['--client-secret', 'a', '--client-secret-file', 'b'], 'Give --client-secret or --client-secret-file'],
    [['--host', 'http://x'], '--host http://x must be an address of this machine'],
    [['--public-url', 'x'], '--public-url x must be an address without a path'],
    [['--public-domain-url', 'https://x/y'], '--public-domain-url https://x/y must be an address without'],
    [['--data', ''], '--data must be a text that is not empty'],
    [['--prot', '1'], "Unknown option '--prot'. Did you mean --port?"],
    [['--no-contrl'], 'Did you mean --control?'],
    [['--wombat'], "Unknown option '--wombat'. Run it with --help"],
    [['--issuer', 'https://x'], '--issuer https://x must be one of aws'],
    [['--scope', 'fone'], '--scope fone must be one of openid, email, phone, profile, aws.cognito'],
    [['--print', 'yaml'], '--print yaml must be one of env, amplify, aws, aws-jwt-verify, all'],
    [['--cert', 'a.pem'], 'Give --cert and --key together'],
    [['--tls', '--public-url', 'http://localhost:1'], '--public-url http://localhost:1 must be https'],
    [['extra'], "Unexpected argument 'extra'"],
    [['--seed', '/nowhere/seed.json'], 'cannot be read: there is no such file or folder'],
    [['--seed', tmpdir()], 'cannot be read: it is a folder'],
  ])('explains %j in one line', (args, line) => {
    const problems = problemsOf(args);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(line);
  });

  test('refuses to run in production', () => {
    expect(problemsOf([], { NODE_ENV: 'production' })[0]).toContain('does not run with NODE_ENV=production');
  });

  test('says all that is wrong at once', () => {
    expect(problemsOf(['--port', 'x', '--callback', 'y', '--pool-id', 'z', '--data', ''])).toHaveLength(4);
  });

  test('explains itself on request', () => {
    expect(readCommandLine(['--help', '--port', 'x'], {})).toEqual({ help: true });
  });
});
