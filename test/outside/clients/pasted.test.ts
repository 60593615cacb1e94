import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { signInForTokens } from '../../local-pool/support/app.js';
import { createBrowser } from '../../support/browser.js';
import { builtProgram } from '../../support/built.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';
import { signIn } from '../../support/people.js';
import { startPoolCommand, type StartedPool } from '../../support/pool-command.js';

// What `npm run pool` prints for other programs to be pasted, in those programs, letter by letter.

const run = promisify(execFile);
const closing = closeAfterEach();
let program: string;
let folder: string;

beforeAll(async () => {
  program = await builtProgram('local-pool/main.js');
  folder = mkdtempSync(join(tmpdir(), 'pasted-'));
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(folder, 'node_modules'), 'dir');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const start = async (...flags: readonly string[]): Promise<StartedPool> =>
  closing(await startPoolCommand(program, flags));

/** The snippet that the command prints in this format, between its first line and what it says of itself. */
const snippetOf = ({ printed }: StartedPool): string => {
  const [, snippet = ''] =
    /tests only\.\n\n([^]*?)\n(?:Client without a secret|The certificate)/u.exec(printed()) ?? [];
  return snippet.trim();
};

const valueIn = (text: string, name: string): string =>
  new RegExp(`${name}=(\\S+)`, 'u').exec(text)?.[1] ?? '';

/** Runs a program of somebody's in which the snippet stands. */
const runWith = async (snippet: string, rest: string, env: Record<string, string> = {}): Promise<string> => {
  const file = join(folder, `app-${Math.abs(snippet.length)}-${rest.length}.mjs`);
  writeFileSync(file, `${snippet}\n${rest}`);
  const { stdout } = await run(process.execPath, [file], { env: { PATH: process.env['PATH'], ...env } });
  return stdout.trim();
};

/** An access token of the pool that the command has started. */
const accessTokenOf = async (pool: StartedPool, env: string): Promise<string> =>
  (await tokensOf(pool, env)).access_token;

const tokensOf = (pool: StartedPool, env: string) => {
  const client = { id: valueIn(env, 'COGNITO_CLIENT_ID'), secret: valueIn(env, 'COGNITO_CLIENT_SECRET') };
  return signInForTokens({ domain: pool.domain, client } as LocalPool);
};

test.each([[], ['--tls']])(
  'the .env starts this site, and people sign in to it %j',
  async (...flags) => {
    const port = String(await freePort());
    const origin = `http://localhost:${port}`;
    const pool = await start('--callback', `${origin}/auth/callback`, ...flags);
    const trusted = valueIn(pool.printed(), 'NODE_EXTRA_CA_CERTS');
    const env = {
      ...Object.fromEntries(
        snippetOf(pool)
          .split('\n')
          .map((line) => line.split(/=(.*)/su).slice(0, 2)),
      ),
      PORT: port,
      HOST: '127.0.0.1',
      BASE_URL: origin,
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      NODE_EXTRA_CA_CERTS: trusted,
    } as Record<string, string>;
    const site = spawn(process.execPath, [await builtProgram('server.js')], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env },
      stdio: 'ignore',
    });
    closing({ close: async () => void (site.kill() && (await once(site, 'exit'))) });
    await eventually(() => createBrowser().send(origin), 30_000);
    const browser = createBrowser(trusted === '' ? {} : { ca: readFileSync(trusted, 'utf8') });
    const page = await signIn(browser, `${origin}/account`);
    expect([page.status, page.url]).toEqual([200, `${origin}/account`]);
  },
  60_000,
);

test('what Amplify is configured with signs in by SRP', async () => {
  const pool = await start('--print', 'amplify');
  const said = await runWith(
    snippetOf(pool),
    `import { fetchUserAttributes, signIn } from 'aws-amplify/auth';
     await signIn({ username: 'ada@example.com', password: 'Local-Pool-1' });
     console.log((await fetchUserAttributes()).name);
     process.exit();`,
  );
  expect(said).toContain('Ada Lovelace');
  expect(pool.printed()).toContain('--print env, amplify, aws, aws-jwt-verify or all');
}, 60_000);

test.each([[], ['--tls']])(
  "what is exported leads AWS's SDK to the pool, and its command line where that is installed %j",
  async (...flags) => {
    const pool = await start('--print', 'aws', ...flags);
    const lines = snippetOf(pool).split('\n');
    const exports = lines.filter((line) => line.startsWith('export '));
    const file = join(folder, 'list.mjs');
    writeFileSync(
      file,
      `import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
     const { Users } = await new CognitoIdentityProvider().listUsers({ UserPoolId: 'us-east-1_Local0001' });
     console.log(Users.length);`,
    );
    const trusted = valueIn(pool.printed(), 'NODE_EXTRA_CA_CERTS');
    const env = { PATH: process.env['PATH'], HOME: folder, NODE_EXTRA_CA_CERTS: trusted };
    const shell = async (script: string): Promise<string> =>
      (await run('sh', ['-euc', script], { env })).stdout.trim();
    expect(await shell(`${exports.join('\n')}\n"${process.execPath}" "${file}"`)).toBe('2');
    const hasCli = await shell('command -v aws || true');
    if (hasCli !== '') expect(await shell(lines.join('\n'))).toContain('grace@example.com');
  },
  60_000,
);

test("what is exported leads AWS's SDK to identity pools too, which answer for every id", async () => {
  const pool = await start('--print', 'aws', '--print', 'env');
  const printed = snippetOf(pool);
  const api = valueIn(printed, 'AWS_ENDPOINT_URL_COGNITO_IDENTITY');
  const env = {
    ...Object.fromEntries(
      printed
        .split('\n')
        .filter((line) => line.startsWith('export '))
        .flatMap((line) => line.replace('export ', '').split(' '))
        .map((pair) => pair.split('=')),
    ),
    LOGIN: valueIn(printed, 'COGNITO_ISSUER').replace('http://', ''),
    TOKEN: (await tokensOf(pool, printed)).id_token,
  } as Record<string, string>;
  expect(env['AWS_ENDPOINT_URL_COGNITO_IDENTITY']).toBe(api);
  const said = await runWith(
    "import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';",
    `const pools = new CognitoIdentity();
     const Logins = { [process.env.LOGIN]: process.env.TOKEN };
     const IdentityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';
     const { IdentityId } = await pools.getId({ IdentityPoolId, Logins });
     const { Credentials } = await pools.getCredentialsForIdentity({ IdentityId, Logins });
     console.log(Credentials.AccessKeyId);`,
    env,
  );
  expect(said).toBe('ASIALOCALPOOLNOTREAL');
}, 60_000);

test.each([[], ['--issuer', 'aws']])(
  'what is printed together fits together: the verifier takes the tokens that Amplify gets %j',
  async (...flags) => {
    const pool = await start('--print', 'all', ...flags);
    const [, amplify = '', verifier = ''] =
      /# Amplify\n([^]*?)\n# AWS CLI and SDKs\n[^]*\n# aws-jwt-verify\n([^]*)$/u.exec(snippetOf(pool)) ?? [];
    const said = await runWith(
      `${amplify}\n${verifier}`,
      `import { fetchAuthSession, signIn } from 'aws-amplify/auth';
       await signIn({ username: 'ada@example.com', password: 'Local-Pool-1' });
       const { tokens } = await fetchAuthSession();
       console.log((await verifier.verify(tokens.accessToken.toString())).client_id);
       process.exit();`,
    );
    expect(said).toBe(/Client without a secret: (\S+)/u.exec(pool.printed())?.[1]);
  },
  60_000,
);

test('CognitoJwtVerifier takes the tokens of a command with --issuer aws, by the keys that it is given (F-P2)', async () => {
  const pool = await start('--issuer', 'aws', '--print', 'all');
  const printed = snippetOf(pool);
  expect(printed).toContain('need a pool without --issuer aws');
  const [, snippet = ''] = /# aws-jwt-verify\n([^]*)$/u.exec(printed) ?? [];
  const token = await accessTokenOf(pool, printed);
  const said = await runWith(
    snippet,
    `const { username, token_use } = await verifier.verify(process.env.TOKEN);
     console.log(token_use, username.length);`,
    { TOKEN: token },
  );
  expect(said).toBe('access 36');
  await expect(runWith(snippet, "await verifier.verify('x.y.z');")).rejects.toThrow('JWT');
}, 60_000);

test('without it the general verifier does, and looks at the client too', async () => {
  const pool = await start('--print', 'aws-jwt-verify', '--print', 'env');
  const printed = snippetOf(pool);
  const [, snippet = ''] = /# aws-jwt-verify\n([^]*)$/u.exec(printed) ?? [];
  const verify = 'console.log((await verifier.verify(process.env.TOKEN)).token_use);';
  const TOKEN = await accessTokenOf(pool, printed);
  expect(await runWith(snippet, verify, { TOKEN })).toBe('access');
  const ofAnother = snippet.replace(valueIn(printed, 'COGNITO_CLIENT_ID'), 'somebody-else');
  await expect(runWith(ofAnother, verify, { TOKEN })).rejects.toThrow('Client ID not allowed');
}, 60_000);
