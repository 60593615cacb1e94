import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCommandLine } from '../../src/local-pool/cli.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-pool-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: unknown): string {
  const file = join(folder, 'seed.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function problemsOf(args: string[], environment: { NODE_ENV?: string } = {}): readonly string[] {
  const command = readCommandLine(args, environment);
  return 'problems' in command ? command.problems : [];
}

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
    [['--port', '70000'], '--port must be a port: a whole number from 0 to 65535'],
    [['--port', 'web'], '--port must be a port: a whole number from 0 to 65535'],
    [['--port', '9400', '--domain-port', '9400'], '--port and --domain-port must be two ports'],
    [['--pool-id', 'mine'], '--pool-id mine must look like us-east-1_Local0001'],
    [
      ['--callback', 'http://example.com/cb'],
      '--callback http://example.com/cb must be a URL that Cognito would take',
    ],
    [['--client-id', ''], '--client-id must be a text that is not empty'],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--seed', '/nowhere/seed.json'], '--seed /nowhere/seed.json cannot be read as JSON'],
  ])('explains %j in one line', (args, line) => {
    const problems = problemsOf(args);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(line);
  });

  test('refuses to run in production', () => {
    expect(problemsOf([], { NODE_ENV: 'production' })[0]).toContain('does not run with NODE_ENV=production');
  });

  test('names every mistake of a seed file by its place', () => {
    const file = fileWith({
      people: [
        { email: 'a@example.com' },
        { emial: 'b@example.com' },
        { email: 'A@example.com', groups: 'staff' },
      ],
      clients: [{ id: 'x', rotation: { graceSeconds: 61 }, callbackUrls: ['http://example.com'] }],
      pool: { mfa: 'MAYBE' },
    });
    expect(problemsOf(['--seed', file]).map((line) => line.replace(`${file}: `, ''))).toEqual([
      'people[1].email is missing',
      'people[1].emial is not known here; expected email, password, groups, attributes, status, username',
      'people[2].groups must be a list',
      'clients[0].rotation.graceSeconds must be a whole number from 0 to 60',
      expect.stringContaining('clients[0].callbackUrls[0] must be a URL that Cognito would take'),
      'pool.mfa must be one of OFF, OPTIONAL, ON',
      'people[2].email is people[0].email again',
    ]);
  });

  test('takes a seed of odd JSON for what it is', () => {
    expect(problemsOf(['--seed', fileWith('[]')])[0]).toContain('must be an object');
    expect(problemsOf(['--seed', fileWith('{')])[0]).toContain('cannot be read as JSON');
    expect(problemsOf(['--seed', fileWith('null')])[0]).toContain('must be an object');
    expect(problemsOf(['--seed', fileWith({ people: [null] })])[0]).toContain('people[0] must be an object');
  });
});
