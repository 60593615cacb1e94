import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { LocalPool, LocalPoolOptions } from '../../../src/local-pool/index.js';
import { readCommandLine } from '../../../src/local-pool/start/cli.js';
import { createBrowser, send } from '../../support/browser.js';
import { selfSigned } from '../../support/certificate.js';
import { closeAfterEach } from '../../support/closing.js';
import { startPool } from '../../support/pool.js';
import { authorizeUrl, basic, callbackUrl, decode } from '../support/app.js';

const closing = closeAfterEach();
const start = async (options: LocalPoolOptions = {}): Promise<LocalPool> =>
  closing(await startPool({ tls: true, ...options }));

const folder = mkdtempSync(join(tmpdir(), 'tls-'));
afterAll(() => rmSync(folder, { recursive: true }));

const trusting = ({ certificate = '' }: LocalPool): { readonly ca: string } => ({ ca: certificate });

const signInTrusting = async (pool: LocalPool): Promise<Record<string, unknown>> => {
  const browser = createBrowser(trusting(pool));
  const page = await browser.visit(authorizeUrl(pool));
  const given = page.headers['set-cookie'] ?? [];
  const answer = await browser.sendForm(page, { username: 'ada@example.com', password: 'Local-Pool-1' });
  const cookies = [...given, ...(answer.headers['set-cookie'] ?? [])];
  expect(cookies.length).toBeGreaterThan(1);
  expect(cookies.filter((cookie) => !cookie.endsWith('; Secure'))).toEqual([]);
  const code = new URL(answer.location).searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, redirect_uri: callbackUrl };
  const headers = { authorization: basic(pool) };
  return (await send(`${pool.domain}/oauth2/token`, { form, headers, ...trusting(pool) })).json();
};

describe('a pool with TLS', () => {
  test('says https everywhere, and signs people in who trust its certificate', async () => {
    const pool = await start();
    expect([pool.api, pool.domain]).toEqual([
      expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/u),
      expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/u),
    ]);
    const { text } = await send(`${pool.issuer}/.well-known/openid-configuration`, trusting(pool));
    expect(text).toContain(`"issuer":"${pool.issuer}"`);
    expect(text).not.toContain('http://');
    const { id_token } = await signInTrusting(pool);
    expect(decode(String(id_token))['iss']).toBe(pool.issuer);
  });

  test('is known to nobody who was not told, and speaks no plain http beside it', async () => {
    const pool = await start();
    const told = await send(`${pool.domain}/_local/certificate.pem`, trusting(pool));
    expect(told.text).toBe(pool.certificate);
    await expect(send(`${pool.domain}/_local/`)).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    await expect(send(`${pool.domain.replace('https', 'http')}/_local/`)).rejects.toThrow(
      /hang up|ECONNRESET/u,
    );
  });

  test('has a certificate for the names of this machine and for its public ones, which signs no other', async () => {
    const pool = await start({
      host: '0.0.0.0',
      publicUrl: 'https://pool.example:19400',
      publicDomainUrl: 'https://auth.pool.example',
    });
    const certificate = new X509Certificate(pool.certificate ?? '');
    for (const name of ['localhost', 'pool.example', 'auth.pool.example'])
      expect([name, certificate.checkHost(name)]).toEqual([name, name]);
    for (const address of ['127.0.0.1', '::1'])
      expect([address, certificate.checkIP(address)]).toEqual([address, address]);
    expect([certificate.checkHost('other.example'), certificate.ca]).toEqual([undefined, false]);
    const lastsDays = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
    expect([lastsDays > 30, lastsDays < 398]).toEqual([true, true]);
  });

  test('keeps it beside its data file, so that who trusts it goes on doing so, until it has another name', async () => {
    const dataFile = join(folder, 'pool.json');
    const certificateOf = async (options: LocalPoolOptions = {}): Promise<string | undefined> => {
      const pool = await start({ dataFile, ...options });
      await pool.close();
      return pool.certificate;
    };
    const first = await certificateOf();
    expect(await certificateOf()).toBe(first);
    expect(readFileSync(`${dataFile}.cert.pem`, 'utf8')).toBe(first);
    expect(statSync(`${dataFile}.key.pem`).mode & 0o777).toBe(0o600);
    const other = await certificateOf({ publicUrl: 'https://pool.example' });
    expect(other).not.toBe(first);
    writeFileSync(`${dataFile}.key.pem`, 'broken');
    expect(await certificateOf()).not.toBe(other);
  });

  test('has localhost as the relying party of its passkeys, or the name that it is published under', async () => {
    const passkeys = async (options: LocalPoolOptions): Promise<unknown> => {
      const pool = await start({ passkeys: true, ...options });
      const json = { 'content-type': 'application/x-amz-json-1.1' };
      const call = async (operation: string, input: object): Promise<Record<string, unknown>> =>
        (
          await send(pool.api, {
            headers: { ...json, 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
            body: JSON.stringify(input),
            ...trusting(pool),
          })
        ).json();
      const { AuthenticationResult } = await call('InitiateAuth', {
        ClientId: pool.publicClient.id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: 'Local-Pool-1' },
      });
      const { AccessToken } = AuthenticationResult as { readonly AccessToken: string };
      const { CredentialCreationOptions } = await call('StartWebAuthnRegistration', { AccessToken });
      return (CredentialCreationOptions as { readonly rp: unknown }).rp;
    };
    expect(await passkeys({})).toMatchObject({ id: 'localhost' });
    const issuerPort = 0;
    expect(await passkeys({ issuerPort, publicDomainUrl: 'https://auth.example' })).toMatchObject({
      id: 'auth.example',
    });
  });

  test('still says what it means to listen for others', async () => {
    const lines: string[] = [];
    await start({ host: '0.0.0.0', log: (line) => lines.push(line) });
    expect(lines).toEqual([expect.stringContaining('Listens on 0.0.0.0, beyond this machine')]);
  });

  test('is not published as http', async () => {
    await expect(startPool({ tls: true, publicUrl: 'http://localhost:1' })).rejects.toThrow(
      'publicUrl http://localhost:1 must be https, as the pool speaks TLS',
    );
  });
});

describe('a certificate of your own', () => {
  const own = selfSigned('localhost');
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const [cert, key] = [write('own.pem', own.cert), write('own.key', own.key)];

  test('is what the pool shows', async () => {
    const command = readCommandLine(['--cert', cert, '--key', key], {});
    expect(command).toMatchObject({ run: { tls: own } });
    const pool = await start({ tls: own });
    const url = `${pool.api.replace('127.0.0.1', 'localhost')}/us-east-1_Local0001/.well-known/jwks.json`;
    expect((await send(url, { ca: own.cert })).status).toBe(200);
  });

  test.each([
    [own.cert, selfSigned('localhost').key, 'the key is not that of the certificate'],
    ['x', own.key, 'the first is no certificate in PEM'],
    [own.cert, 'x', 'the second is no private key in PEM, or one with a passphrase'],
  ])('that cannot be used is refused with the reason', async (badCert, badKey, reason) => {
    const files = [write('bad.pem', badCert), write('bad.key', badKey)] as const;
    const command = readCommandLine(['--cert', files[0], '--key', files[1]], {});
    expect(command).toEqual({ problems: [`--cert ${files[0]} and --key ${files[1]}: ${reason}`] });
    await expect(startPool({ tls: { cert: badCert, key: badKey } })).rejects.toThrow(
      `tls.cert and tls.key: ${reason}`,
    );
  });

  test('is read from files that are there', () => {
    expect(readCommandLine(['--cert', '/nowhere/c', '--key', '/nowhere/k'], {})).toEqual({
      problems: [
        '--cert /nowhere/c cannot be read: there is no such file or folder',
        '--key /nowhere/k cannot be read: there is no such file or folder',
      ],
    });
  });
});
