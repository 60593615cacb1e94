import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

describe('deploy/prepare.sh', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'prepare-'));
    mkdirSync(at('given'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (path: string): string => join(folder, path);
  const read = (path: string): string => readFileSync(at(path), 'utf8');
  const openssl = (...args: readonly string[]): string =>
    execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  const prepare = (...args: readonly string[]): { readonly status: number | null; readonly said: string } => {
    const { status, stdout, stderr } = spawnSync('sh', ['deploy/prepare.sh', at('out'), ...args], {
      env: { PATH: process.env['PATH'], TMPDIR: folder, GIVEN: at('given'), STORE_HOST: 'store' },
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  };

  const verify = (certificate: string, host: string): string =>
    openssl('verify', '-CAfile', at('out/site/ca.crt'), '-verify_hostname', host, at(certificate));

  /** A certificate of somebody's own, with its key. */
  const makeOwn = (name: string, days: number): void => {
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.crt`)];
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=own',
      '-days',
      `${days}`,
      ...files,
    );
  };

  test('makes certificates that the site believes, and keeps what it has made', () => {
    expect(prepare().status).toBe(0);
    expect(verify('out/store/store.crt', 'store')).toContain('OK');
    expect(verify('out/proxy/site.pem', 'localhost')).toContain('OK');
    const made = [
      'site/ca.crt',
      'site/session_secret',
      'site/redis_url',
      'store/store.crt',
      'proxy/site.pem',
    ];
    const before = made.map((path) => read(`out/${path}`));
    expect(prepare().status).toBe(0);
    expect(made.map((path) => read(`out/${path}`))).toEqual(before);
  });

  test("when the proxy's certificate is about to end, whoever runs and whoever starts still believe the store", () => {
    prepare();
    const [ofStore, believed] = [read('out/store/store.crt'), read('out/store/ca.crt')];
    makeOwn('ending', 29);
    writeFileSync(at('out/proxy/made.pem'), read('ending.crt') + read('ending.key'));
    expect(prepare().status).toBe(0);
    expect(read('out/store/store.crt')).toBe(ofStore);
    expect(read('out/site/ca.crt')).toContain(believed);
    expect(verify('out/proxy/site.pem', 'localhost')).toContain('OK');
  });

  test('makes all of them anew when it is told to', () => {
    prepare();
    const [ofStore, ofProxy] = [read('out/store/store.crt'), read('out/proxy/site.pem')];
    expect(prepare('renew').status).toBe(0);
    expect(read('out/store/store.crt')).not.toBe(ofStore);
    expect(read('out/proxy/site.pem')).not.toBe(ofProxy);
    expect(verify('out/store/store.crt', 'store')).toContain('OK');
  });

  test('takes a certificate that somebody gives, and no key of another one', () => {
    makeOwn('own', 90);
    makeOwn('other', 90);
    writeFileSync(at('given/tls_certificate'), read('own.crt'));
    writeFileSync(at('given/tls_key'), read('other.key'));
    const refused = 'TLS_KEY_FILE is not the key of the first certificate in TLS_CERTIFICATE_FILE.\n';
    expect(prepare()).toEqual({ status: 1, said: refused });
    writeFileSync(at('given/tls_key'), read('own.key'));
    expect(prepare().status).toBe(0);
    expect(read('out/proxy/site.pem')).toBe(`${read('own.crt')}\n${read('own.key')}`);
  });
});
