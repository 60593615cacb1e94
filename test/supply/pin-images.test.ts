import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('scripts/pin-images.mjs', () => {
  let folder: string;
  let registry: Server;
  let origin: string;
  let tags: Record<string, string>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pin-images-'));
    tags = { 'library/node/1.2.3-slim': digestOf('node'), 'some/store/4.5.6-trixie': digestOf('store') };
    // As registries of images answer: who asks without a token is told where to get one.
    registry = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', origin);
      if (pathname === '/token') {
        response.end(JSON.stringify({ token: `for ${searchParams.get('scope')}` }));
        return;
      }
      const [, repository = '', tag = ''] = /^\/v2\/(.+)\/manifests\/(.+)$/u.exec(pathname) ?? [];
      const scope = `repository:${repository}:pull`;
      const challenge = `Bearer realm="${origin}/token",service="registry",scope="${scope}"`;
      const digest = tags[`${repository}/${tag}`];
      if (request.headers.authorization !== `Bearer for ${scope}`)
        response.writeHead(401, { 'www-authenticate': challenge });
      else if (digest === undefined) response.writeHead(404);
      else response.writeHead(200, { 'docker-content-digest': digest });
      response.end();
    }).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    origin = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
  });

  afterEach(() => {
    registry.closeAllConnections();
    registry.close();
    rmSync(folder, { recursive: true });
  });

  const pin = (...args: string[]): Promise<{ readonly code: number; readonly output: string }> =>
    new Promise((resolve) => {
      const command = ['scripts/pin-images.mjs', '--registry', origin, ...args];
      execFile(
        process.execPath,
        command,
        { env: { ...process.env, NODE_OPTIONS: '' } },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      );
    });

  const file = (text: string): string => {
    const path = join(folder, 'file');
    writeFileSync(path, text);
    return path;
  };

  const dockerfile = 'FROM --platform=x node:1.2.3-slim AS base\nFROM base AS site\nFROM node:1.2.3-slim\n';

  test('writes what each tag means behind it, and leaves our own stages and images alone', async () => {
    const path = file(`${dockerfile}services:\n  a:\n    image: some/store:4.5.6-trixie\n    image: ours\n`);
    expect(await pin(path)).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toBe(
      `FROM --platform=x node:1.2.3-slim@${digestOf('node')} AS base\nFROM base AS site\n` +
        `FROM node:1.2.3-slim@${digestOf('node')}\n` +
        `services:\n  a:\n    image: some/store:4.5.6-trixie@${digestOf('store')}\n    image: ours\n`,
    );
    expect(await pin('--check', path)).toEqual({ code: 0, output: 'Every digest is what its tag means.\n' });
  });

  test('notices a tag that means something else by now, and changes nothing when it only checks', async () => {
    const path = file(dockerfile);
    await pin(path);
    const before = readFileSync(path, 'utf8');
    tags['library/node/1.2.3-slim'] = digestOf('another');
    const { code, output } = await pin('--check', path);
    expect([code, output]).toEqual([1, expect.stringContaining(`is ${digestOf('another')}, and was`)]);
    expect(readFileSync(path, 'utf8')).toBe(before);
    await pin(path);
    expect(readFileSync(path, 'utf8')).toContain(digestOf('another'));
  });

  test('writes nothing when a tag is not there', async () => {
    const path = file('FROM node:9.9.9-slim\n');
    const { code, output } = await pin(path);
    expect([code, output]).toEqual([1, expect.stringContaining('node:9.9.9-slim: ')]);
    expect(readFileSync(path, 'utf8')).toBe('FROM node:9.9.9-slim\n');
  });
});
