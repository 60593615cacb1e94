import { describe, expect, test } from '@jest/globals';
import type { LocalPool, LocalPoolOptions } from '../../../src/local-pool/index.js';
import { exposureWarnings } from '../../../src/local-pool/start/exposure.js';
import { send } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { freePort } from '../../support/free-port.js';
import { rawRequest } from '../../support/raw-request.js';
import { startPool } from '../../support/pool.js';
import { startTcpProxy } from '../../support/tcp-proxy.js';
import { decode, signInForTokens } from '../support/app.js';

const closing = closeAfterEach();
const start = async (options: LocalPoolOptions = {}): Promise<LocalPool> => closing(await startPool(options));

/** As in a container: both ports are published, as others. */
const published = async (options: LocalPoolOptions = {}): Promise<LocalPool> => {
  const [issuerPort, domainPort] = [await freePort(), await freePort()];
  const [issuer, domain] = [await startTcpProxy(issuerPort), await startTcpProxy(domainPort)];
  for (const proxy of [issuer, domain]) closing({ close: () => proxy.stop() });
  const publicUrl = `http://localhost:${issuer.port}`;
  const publicDomainUrl = `http://localhost:${domain.port}/`;
  return start({ host: '0.0.0.0', issuerPort, domainPort, publicUrl, publicDomainUrl, ...options });
};

const overviewAs = (domainPort: number, host: string): Promise<string> =>
  rawRequest(`http://127.0.0.1:${domainPort}`, ['GET /_local/ HTTP/1.1', `Host: ${host}`]);

describe('a pool under a public address', () => {
  test('says it in discovery, tokens, pages and in what it gives to code', async () => {
    const pool = await published();
    expect([pool.issuer, pool.domain]).toEqual([
      expect.stringMatching(/^http:\/\/localhost:\d+\/us-east-1_Local0001$/u),
      expect.stringMatching(/^http:\/\/localhost:\d+$/u),
    ]);
    expect(pool.issuer).toBe(`${pool.api}/${pool.userPoolId}`);
    const discovery = (await send(`${pool.issuer}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({
      issuer: pool.issuer,
      jwks_uri: `${pool.issuer}/.well-known/jwks.json`,
      token_endpoint: `${pool.domain}/oauth2/token`,
      end_session_endpoint: `${pool.domain}/logout`,
    });
    const { id_token, access_token } = await signInForTokens(pool);
    expect([decode(id_token)['iss'], decode(access_token)['iss']]).toEqual([pool.issuer, pool.issuer]);
    expect((await send(`${pool.domain}/_local/`)).text).toContain(pool.issuer);
  });

  test('answers /_local at this name too, and at no other that was made to lead here', async () => {
    const domainPort = await freePort();
    await start({ domainPort, publicDomainUrl: `http://pool.example:${domainPort}` });
    for (const host of ['pool.example', 'localhost', '127.0.0.1'])
      expect(await overviewAs(domainPort, host)).toMatch(/^HTTP\/1\.1 200 /u);
    expect(await overviewAs(domainPort, 'evil.example')).toMatch(/^HTTP\/1\.1 403 /u);
  });

  test.each(['localhost:9400', 'ftp://localhost', 'http://localhost:9400/pool', 'http://me@localhost'])(
    'does not start as %s',
    async (publicUrl) => {
      await expect(startPool({ publicUrl })).rejects.toThrow('must be an address without a path');
    },
  );
});

describe('a pool that listens for others', () => {
  const heard = async (options: LocalPoolOptions): Promise<string> => {
    const lines: string[] = [];
    await start({ ...options, log: (line) => lines.push(line) });
    return lines.join('\n');
  };

  test('is reached at every address of the machine, and says at once what that means', async () => {
    const issuerPort = await freePort();
    const said = await heard({ host: '0.0.0.0', issuerPort });
    expect(said).toBe(
      'Listens on 0.0.0.0, beyond this machine: whoever reaches the pool reads its codes and signs in as anybody.',
    );
    const discovery = `/us-east-1_Local0001/.well-known/openid-configuration`;
    expect((await send(`http://127.0.0.2:${issuerPort}${discovery}`)).status).toBe(200);
  });

  test('names the control API among what is reached, where it is on', async () => {
    expect(await heard({ host: '0.0.0.0', control: true })).toContain('and controls it');
  });

  test('says that apps refuse an http issuer elsewhere', async () => {
    expect(await heard({ publicUrl: 'http://pool.example:9400' })).toContain(
      'http issuer on a loopback address',
    );
  });

  test('says so too of an address that it has in a network', () => {
    const pool = { id: 'us-east-1_Local0001', jwksUri: 'http://192.168.1.5:9400/x' };
    expect(exposureWarnings({ host: '192.168.1.5' }, pool)).toEqual([
      expect.stringContaining('Listens on 192.168.1.5'),
      expect.stringContaining('http://192.168.1.5:9400 is neither https nor one. Start the pool with --tls.'),
    ]);
    const https = { ...pool, jwksUri: 'https://192.168.1.5:9400/x' };
    expect(exposureWarnings({ host: '192.168.1.5', tls: true }, https)).toHaveLength(1);
  });

  test.each<LocalPoolOptions>([{}, { host: '127.0.0.1', publicUrl: 'http://localhost:1' }])(
    'says nothing with %j',
    async (options) => {
      expect(await heard(options)).toBe('');
    },
  );
});
