import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sourcesIn } from '../../support/sources.js';
import { manifestAt, packBoth, type Packed } from './packed.js';

const run = promisify(execFile);
let packed: Packed;
beforeAll(async () => {
  packed = await packBoth();
}, 120_000);

const folders = {
  'relying-party': ['src/auth', 'src/redis', 'src/aws', 'src/testing'],
  'local-pool': ['src/local-pool'],
} as const;
const names = ['relying-party', 'local-pool'] as const;

describe.each(names)('the package cognito-%s', (name) => {
  test('says the version, the Node and the ranges that the project has', async () => {
    const [site, own] = await Promise.all([manifestAt('.'), manifestAt(`packages/${name}`)]);
    expect([own.version, own.engines.node]).toEqual([site.version, site.engines.node]);
    const known = { ...site.devDependencies, ...site.dependencies };
    for (const [needed, range] of Object.entries(own.dependencies ?? {}))
      expect([needed, range]).toEqual([needed, known[needed]]);
  });

  test('needs what its folders import, no more and no less', async () => {
    const { dependencies = {}, peerDependencies = {} } = await manifestAt(`packages/${name}`);
    const imports = folders[name].flatMap(sourcesIn).flatMap((source) => source.imports);
    const needed = imports
      .filter(({ target, isOurs }) => !isOurs && !target.startsWith('node:'))
      .map(({ target }) => target);
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    expect(declared.filter((one) => !one.startsWith('@types/')).toSorted()).toEqual(
      [...new Set(needed)].toSorted(),
    );
  });

  test('holds what is compiled, its views, its papers, and nothing else (F-L4)', async () => {
    const { stdout } = await run('tar', ['-tzf', await packed.tarball(`cognito-${name}`)]);
    const files = stdout.trim().split('\n');
    const others = files.filter((file) => !/^package\/dist\/[\w/-]+\.(js|d\.ts|js\.map)$/.test(file));
    expect(others.filter((file) => !file.startsWith('package/views/local-pool/')).toSorted()).toEqual([
      'package/LICENSE',
      'package/README.md',
      ...(name === 'local-pool' ? ['package/config.schema.json'] : []),
      'package/package.json',
    ]);
    expect(files.some((file) => file.includes('/dist/'))).toBe(true);
  });

  test('has nothing that publint finds', async () => {
    const { stdout } = await run(process.execPath, [
      'node_modules/publint/src/cli.js',
      'run',
      await packed.tarball(`cognito-${name}`),
      '--strict',
    ]);
    expect(stdout).toContain('All good!');
  });

  test('has types that resolve as its code does', async () => {
    const { stdout } = await run(process.execPath, [
      'node_modules/@arethetypeswrong/cli/dist/index.js',
      '--profile',
      'esm-only',
      '--format',
      'json',
      await packed.tarball(`cognito-${name}`),
    ]);
    expect((JSON.parse(stdout) as { readonly analysis: object }).analysis).toMatchObject({
      types: { kind: 'included' },
    });
  }, 60_000);
});

test('a copy of the folders says which version it is, as the packages do (F-L2)', async () => {
  const { version } = await manifestAt('.');
  const marks = ['src/auth/README.md', 'src/redis/index.ts', 'src/aws/index.ts', 'src/testing/index.ts'].map(
    (file) => /\bversion (\d\S*[\d\w])/i.exec(readFileSync(file, 'utf8'))?.[1],
  );
  expect(marks).toEqual([version, version, version, version]);
});

test('what the packages promise stands in packages/*/surface, and a change of it is said there (npm run package:surface)', async () => {
  const { stdout } = await run(process.execPath, ['scripts/surface.mjs', '--check', '--from', packed.folder]);
  expect(stdout).toBe('');
}, 120_000);
