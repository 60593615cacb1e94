import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { closeAfterEach } from '../../support/closing.js';

// The TypeScript of the pages, compiled beside copies of our folders: with the compiler options that docs/lifting.md shows,
// and with no packages but those that the page names.

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const closing = closeAfterEach();
const lifting = await readFile('docs/lifting.md', 'utf8');

const [, tsconfig = ''] = /`tsconfig\.json`:\n\n```json\n([\s\S]*?)```/.exec(lifting) ?? [];

/** The packages in the two commands at the beginning of docs/lifting.md. */
const ofTheStart = [...lifting.matchAll(/^npm install (?:--save-dev )?([a-z@].*)$/gm)]
  .slice(0, 2)
  .flatMap(([, names = '']) => names.split(' '));

/** The cell of a row of the table "What it takes". */
const cellOf = (row: string): string => new RegExp(`^\\| ${row} +\\| (.*)\\|$`, 'm').exec(lifting)?.[1] ?? '';

const packagesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`(@[\w-]+\/[\w-]+|[a-z][a-z-]+)`/g)].map(([, name = '']) => name);

/** Each whole file that a page shows, by a name of its own: the first is imported as `./app.js`, and another is called so too. */
const filesOf = (page: string): ReadonlyMap<string, string> =>
  new Map(
    [...page.matchAll(/<!-- region (\w+) of \S*?([\w.-]+\.ts) -->\s+```ts\n([\s\S]*?)```/g)].flatMap(
      ([, region = '', file = '', code = '']) => {
        if (!code.startsWith('import ')) return [];
        const name = region === 'lift' ? 'app.ts' : region === 'bff' ? 'backend.ts' : file;
        return [[name, code] as const];
      },
    ),
  );

interface Project {
  readonly copied: readonly string[];
  readonly packages: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  /** What stands for the types of Node. */
  readonly node?: string;
}

/** What the compiler says of a project: nothing, where all is well. */
const complaintsAbout = async ({
  copied,
  packages,
  files,
  node = '@types/node',
}: Project): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'documented-'));
  closing({ close: () => rm(folder, { recursive: true }) });
  for (const name of copied)
    await cp(join(root, 'src', name), join(folder, 'src', name), { recursive: true });
  for (const [name, code] of files) await writeFile(join(folder, 'src', name), code);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'tsconfig.json'), tsconfig);
  for (const name of new Set(packages)) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, 'node_modules', name === '@types/node' ? node : name), link, 'dir');
  }
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [compiler, '--noEmit'], { cwd: folder }).then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );
};

test.each([
  ['the oldest Node', '@types/node'],
  ['the newest Node', '@types/node-26'],
])(
  'docs/lifting.md: every file compiles beside copies of all folders, with types of %s',
  async (_, node) => {
    const files = filesOf(lifting);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['app.ts', 'main.ts', 'backend.ts', 'proxy.ts']),
    );
    const packages = [...packagesIn(cellOf('packages')), ...packagesIn(cellOf('types'))];
    const copied = ['auth', 'redis', 'aws', 'testing'];
    expect(await complaintsAbout({ copied, packages, files, node })).toBe('');
  },
  60_000,
);

test.each(['aws-credentials.md', 'self-service.md'])(
  'docs/%s: what it shows and a copy of src/aws compile with the packages that it names',
  async (page) => {
    const text = await readFile(join('docs', page), 'utf8');
    const [, ownApp = ''] = /^## In your (?:own )?app\n([\s\S]*?)```ts/m.exec(text) ?? [];
    const named = packagesIn(ownApp).filter((name) => name.startsWith('@aws-sdk/'));
    expect(named).not.toEqual([]);
    const files = filesOf(text);
    // Of the SDK an app's own code takes what it likes.
    const ofTheApp = [...files.values()].flatMap((code) =>
      [...code.matchAll(/from '(@aws-sdk\/[\w-]+)'/g)].map(([, name = '']) => name),
    );
    const packages = [...ofTheStart, ...named, ...ofTheApp];
    expect(await complaintsAbout({ copied: ['auth', 'aws'], packages, files })).toBe('');
  },
  60_000,
);
