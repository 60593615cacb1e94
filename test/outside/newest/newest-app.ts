import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sourcesIn } from '../../support/sources.js';
import { fromPackage } from '../packages/packed.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const folders = ['src/auth', 'src/redis'];
// Nothing imports these by name: the compiler and the types that it needs.
const tools = ['typescript', '@types/node', '@types/express', '@types/express-session'];

/** A package that the new app has, in the version that the registry gave for our range. */
export interface Installed {
  readonly name: string;
  readonly range: string;
  readonly version: string;
}

/**
 * An app in an empty folder, with the newest versions that our ranges allow: of copies of src/auth and src/redis, or of the
 * package, whose tarball is named.
 */
export const makeNewestApp = async (tarball?: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'newest-'));
  const ranges = {
    ...(await rangesOf([...importedNames(), ...tools])),
    ...(tarball !== undefined && { 'cognito-relying-party': `file:${tarball}` }),
  };
  await mkdir(join(folder, 'src'));
  const server = await readFile(join(root, 'test/outside/newest/server.ts'), 'utf8');
  if (tarball === undefined) {
    for (const name of folders) await cp(join(root, name), join(folder, name), { recursive: true });
    await writeFile(join(folder, 'src/server.ts'), server.replaceAll('../../../src/', './'));
  } else {
    await writeFile(join(folder, 'src/server.ts'), fromPackage(server));
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', dependencies: ranges }));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  return {
    /** Installs from the registry, without running anything of what it brings. */
    async install(): Promise<readonly Installed[]> {
      await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: folder,
        shell: process.platform === 'win32',
      });
      return Promise.all(
        Object.entries(ranges).map(async ([name, range]) => {
          const manifest = await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8');
          return { name, range, version: (JSON.parse(manifest) as { readonly version: string }).version };
        }),
      );
    },
    /** What TypeScript's compiler says of it: nothing where all is well. */
    compile: (): Promise<string> =>
      run(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: folder }).then(
        () => '',
        (error: { readonly stdout: string }) => error.stdout,
      ),
    start: (env: Readonly<Record<string, string>>) =>
      spawn(process.execPath, ['dist/server.js'], { cwd: folder, env, stdio: 'inherit' }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

const importedNames = (): readonly string[] => {
  const imports = folders.flatMap(sourcesIn).flatMap((source) => source.imports);
  const names = imports.filter(({ target, isOurs }) => !isOurs && !target.startsWith('node:'));
  return [...new Set(names.map(({ target }) => target))].sort();
};

const rangesOf = async (names: readonly string[]): Promise<Readonly<Record<string, string>>> => {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const known = { ...manifest.devDependencies, ...manifest.dependencies };
  return Object.fromEntries(
    names.map((name) => {
      const range = known[name];
      if (range === undefined) throw new Error(`package.json has no range for ${name}`);
      return [name, range];
    }),
  );
};

const compilerOptions = {
  module: 'nodenext',
  target: 'es2023',
  strict: true,
  rootDir: 'src',
  outDir: 'dist',
  types: ['node'],
};
