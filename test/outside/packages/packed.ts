import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../../support/eventually.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

/** What a package.json of ours says. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export const manifestAt = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;

export interface Packed {
  /** Where the tarballs are, and below `packages` what they were made of. */
  readonly folder: string;
  /** The tarball of a package. */
  tarball(name: string): Promise<string>;
}

/** Both packages as `npm run package` makes them, once for a run: one file makes them, and the others find them made. */
export const packBoth = async (): Promise<Packed> => {
  const ofTheRun = process.env['TEST_RUN_FOLDER'] ?? '';
  const folder = join(ofTheRun, 'packed');
  const unfinished = join(ofTheRun, 'packing');
  await eventually(async () => {
    if (existsSync(folder)) return;
    // Fails where another file is at it.
    await mkdir(unfinished);
    try {
      await run(process.execPath, [join(root, 'scripts/package.mjs'), '--into', unfinished]);
      await rename(unfinished, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }, 100_000);
  return {
    folder,
    tarball: async (name) => {
      const file = (await readdir(folder)).find((one) => one.startsWith(`${name}-`) && one.endsWith('.tgz'));
      if (file === undefined) throw new Error(`There is no tarball of ${name}`);
      return join(folder, file);
    },
  };
};

export interface StrangerOptions {
  readonly packed: Packed;
  /** Which of the two packages the stranger has installed. */
  readonly uses: readonly string[];
  /** What else stands in their node_modules: a name, and the folder of ours that stands for it. */
  readonly links?: Readonly<Record<string, string>>;
  /** Their own files, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** `module` unless given: what their package.json says. */
  readonly type?: 'module' | 'commonjs';
}

/**
 * Somebody else's project: an empty folder with our packages unpacked in it, as npm does, and what those need linked to what
 * is installed here, so that no registry is asked.
 */
export const makeStranger = async ({ packed, uses, links = {}, files, type = 'module' }: StrangerOptions) => {
  const folder = await mkdtemp(join(tmpdir(), 'stranger-'));
  const modules = join(folder, 'node_modules');
  const link = async (name: string, target: string): Promise<void> => {
    const place = join(modules, name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(root, 'node_modules', target), place, 'dir');
  };
  for (const name of uses) {
    await mkdir(join(modules, name), { recursive: true });
    await run('tar', ['-xzf', await packed.tarball(name), '-C', join(modules, name), '--strip-components=1']);
    const { dependencies = {} } = await manifestAt(join(modules, name));
    // A name in `links` stands for the project's own choice.
    for (const needed of Object.keys(dependencies))
      if (links[needed] === undefined) await link(needed, needed);
  }
  for (const [name, target] of Object.entries(links)) await link(name, target);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return {
    folder,
    /** What TypeScript's compiler says of it: nothing where all is well. */
    compile: (...args: readonly string[]): Promise<string> =>
      run(process.execPath, [tsc, ...args], { cwd: folder }).then(
        () => '',
        (error: { readonly stdout: string }) => error.stdout,
      ),
    /** Runs a file of theirs to its end and gives what it printed. */
    run: async (...args: readonly string[]): Promise<string> =>
      (await run(process.execPath, [...args], { cwd: folder })).stdout,
    start: (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      spawn(process.execPath, [...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
};

export type Stranger = Awaited<ReturnType<typeof makeStranger>>;

/** Code that imports our folders, importing the packages in their place. */
export const fromPackage = (code: string): string =>
  code
    .replaceAll('../../../src/auth/index.js', 'cognito-relying-party')
    .replaceAll(/(?:\.\.\/){3}src\/(redis|aws|testing)\/index\.js/g, 'cognito-relying-party/$1')
    .replaceAll('../../../src/local-pool/index.js', 'cognito-local-pool');

/** A recipe of ours, as somebody writes it who has installed the packages. */
export const recipe = async (name: string): Promise<string> =>
  fromPackage(await readFile(join(root, 'test/outside/recipes', name), 'utf8'));
