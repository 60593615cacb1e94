import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword, type LocalPool, type LocalPoolOptions } from '../../../src/local-pool/index.js';
import { createClock } from '../../../src/local-pool/base/clock.js';
import { openDataFile } from '../../../src/local-pool/data-file/data-file.js';
import { createPersistence } from '../../../src/local-pool/data-file/persistence.js';
import { createService } from '../../../src/local-pool/service.js';
import { createBrowser, send } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { closeAfterEach } from '../../support/closing.js';
import { startPool } from '../../support/pool.js';
import { admin, call, type Called } from '../user-pools-api/support.js';
import { basic, decode, refresh, signInForTokens } from '../support/app.js';

let folder: string;
const closing = closeAfterEach();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-pool-'));
});
// Registered after `closing`: the pools let go of their files first.
afterEach(() => rmSync(folder, { recursive: true }));

const start = async (options: LocalPoolOptions = {}): Promise<LocalPool> => closing(await startPool(options));

const fileWith = (content: unknown): string => {
  const file = join(folder, 'other.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('a data file', () => {
  test('keeps people, sign-ins, keys and the secret over a restart', async () => {
    const dataFile = join(folder, 'pool.json');
    const first = await start({ dataFile });
    first.addPerson({ email: 'new@example.com', password: seedPassword });
    const tokens = await signInForTokens(first, { username: 'new@example.com' });
    await first.close();
    const second = await start({ dataFile });
    expect(second.client.secret).toBe(first.client.secret);
    const refreshed = await refresh(second, tokens.refresh_token);
    expect(refreshed.status).toBe(200);
    expect(decode(String(refreshed.json()['access_token']))['iss']).toBe(second.issuer);
    expect(decode(String(refreshed.json()['access_token']), 0)['kid']).toBe(
      decode(tokens.access_token, 0)['kid'],
    );
    second.revokeEverything();
    expect((await refresh(second, tokens.refresh_token)).status).toBe(400);
  });

  test('keeps tracked sessions, and what the pool was told of them', async () => {
    const dataFile = join(folder, 'pool.json');
    const first = await start({ dataFile, sessionTracking: true });
    const tokens = await signInForTokens(first, { changes: { scope: 'aws.cognito.signin.user.admin' } });
    const list = (pool: LocalPool): Promise<Called> =>
      call(pool, 'ListUserSessions', { AccessToken: tokens.access_token });
    const before = (await list(first)).body['Sessions'];
    await first.close();
    const second = await start({ dataFile, issuer: first.issuer });
    expect((await list(second)).body['Sessions']).toEqual(before);
    expect(before).toHaveLength(2);
  });

  test('keeps passkeys, and that levels and passkeys are on, until an option says otherwise', async () => {
    const dataFile = join(folder, 'pool.json');
    const passkey = {
      id: 'a-key',
      publicKey: 'pQ',
      counter: 7,
      relyingPartyId: 'localhost',
      attachment: 'platform',
      transports: ['internal'],
      createdAt: 1,
    } as const;
    const first = await start({ dataFile, levels: true, passkeys: true });
    first.person('ada@example.com').passkeys = [{ ...passkey }];
    await first.close();
    const second = await start({ dataFile });
    expect(second.person('ada@example.com').passkeys).toEqual([passkey]);
    const { body } = await admin(second, 'DescribeUserPool');
    expect(body['UserPool']).toMatchObject({
      AcrConfiguration: { Level1: { AcrValue: 'urn:cognito:loa:1' } },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
    await second.close();
    const third = await start({ dataFile, levels: false, passkeys: false });
    const { body: later } = await admin(third, 'DescribeUserPool');
    expect(later['UserPool']).not.toHaveProperty('AcrConfiguration');
    expect(later['UserPool']).toMatchObject({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } },
    });
  });

  test('is for its owner only and holds neither passwords nor refresh tokens', async () => {
    const dataFile = join(folder, 'pool.json');
    const pool = await start({ dataFile });
    const tokens = await signInForTokens(pool);
    await pool.close();
    const content = readFileSync(dataFile, 'utf8');
    expect(statSync(dataFile).mode & 0o777).toBe(0o600);
    expect(content).not.toContain(seedPassword);
    expect(content).not.toContain(tokens.refresh_token.slice(-40));
  });

  test('holds nothing any more of sign-ins that ended', async () => {
    const dataFile = join(folder, 'pool.json');
    const pool = await start({ dataFile, rotation: { graceSeconds: 10 }, sessionTracking: true });
    for (let i = 0; i < 3; i += 1) {
      const browser = createBrowser();
      const tokens = await signInForTokens(pool, { browser });
      await refresh(pool, tokens.refresh_token);
      const headers = { authorization: basic(pool) };
      await send(`${pool.domain}/oauth2/revoke`, { form: { token: tokens.refresh_token }, headers });
      await browser.send(`${pool.domain}/logout?client_id=${pool.client.id}`);
    }
    await pool.close();
    const { tables } = JSON.parse(readFileSync(dataFile, 'utf8')) as {
      readonly tables: Record<string, unknown[]>;
    };
    for (const name of [
      'families',
      'refreshTokens',
      'codes',
      'browserSessions',
      'ssoSessions',
      'challenges',
    ]) {
      expect([name, tables[name]]).toEqual([name, []]);
    }
  });

  test.each([
    ['something else', '{"hello":1}', 'is not a state file of the local pool'],
    [
      'half of one',
      '{"version":1,"refreshTokenKey":"k","tab',
      'is not a state file of the local pool: it is no JSON',
    ],
    ['nothing', '', 'is empty'],
    [
      'a newer version',
      '{"version":2,"all":"new"}',
      'was written by a newer local pool (version 2; this one reads 1)',
    ],
    [
      'tables that are none',
      '{"version":1,"refreshTokenKey":"k","tables":{"people":7},"keys":{}}',
      'is not a state file of the local pool',
    ],
  ])('of %s is not overwritten, and what to do is said', async (_what, content, said) => {
    const file = fileWith(content);
    await expect(startPool({ dataFile: file })).rejects.toThrow(
      `${file} ${said}. Name another file, or move this one away.`,
    );
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test('that is a folder is said to be one', async () => {
    mkdirSync(join(folder, 'inner'));
    await expect(startPool({ dataFile: join(folder, 'inner') })).rejects.toThrow(
      'cannot be read: it is a folder',
    );
  });

  test('that cannot be written is said at the start', async () => {
    const dataFile = join(folder, 'no-such-folder', 'pool.json');
    await expect(startPool({ dataFile })).rejects.toThrow(
      `The state cannot be saved to ${dataFile}: there is no such file or folder.`,
    );
  });

  test('that can be written no more is said aloud, and the pool goes on', async () => {
    const said: string[] = [];
    const dataFile = join(folder, 'pool.json');
    const pool = await start({ dataFile, log: (line) => said.push(line) });
    mkdirSync(`${dataFile}.tmp`);
    await signInForTokens(pool);
    await eventually(() =>
      expect(said).toContainEqual(expect.stringContaining(`cannot be saved to ${dataFile}`)),
    );
    expect((await signInForTokens(pool)).token_type).toBe('Bearer');
    rmSync(`${dataFile}.tmp`, { recursive: true });
  });

  test("is one pool's alone until that one is closed", async () => {
    const dataFile = join(folder, 'pool.json');
    const first = await start({ dataFile });
    await expect(startPool({ dataFile })).rejects.toThrow(
      `${dataFile} is in use by the local pool of process ${process.pid}. Stop that one, or name another file.`,
    );
    await first.close();
    await start({ dataFile });
  });

  test('of a pool that was killed is taken over, with what the last save held', async () => {
    const dataFile = join(folder, 'pool.json');
    await (await start({ dataFile })).close();
    const whole = readFileSync(dataFile, 'utf8');
    writeFileSync(`${dataFile}.lock`, String(await pidOfNobody()));
    writeFileSync(`${dataFile}.tmp`, whole.slice(0, 500));
    const pool = await start({ dataFile });
    expect(pool.person('ada@example.com').enabled).toBe(true);
    await pool.close();
    expect(readdirSync(folder)).toEqual(['pool.json']);
  });

  test('is left alone once its pool is closed, however often that is said', async () => {
    const dataFile = join(folder, 'pool.json');
    const pool = await start({ dataFile });
    await Promise.all([pool.close(), pool.close()]);
    rmSync(dataFile);
    await pool.close();
    expect(existsSync(dataFile)).toBe(false);
  });

  test('is not written by what a closed pool still had to do', () => {
    const path = join(folder, 'pool.json');
    const service = createService({
      settings: { errorShape: 'observed', passwordCost: 16 },
      clock: createClock(),
      log: () => undefined,
    });
    const persistence = createPersistence({ state: service, file: openDataFile(path), log: () => undefined });
    persistence.close();
    rmSync(path);
    persistence.flush();
    expect(existsSync(path)).toBe(false);
  });

  test('of another user pool is not opened as this one', async () => {
    const dataFile = join(folder, 'pool.json');
    await (await start({ dataFile })).close();
    await expect(startPool({ dataFile, userPoolId: 'eu-west-1_Other' })).rejects.toThrow(
      'holds us-east-1_Local0001, not eu-west-1_Other',
    );
  });
});

/** The id of a process that has ended. */
const pidOfNobody = async (): Promise<number> => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
};
