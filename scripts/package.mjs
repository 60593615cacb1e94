// `npm run package`: both packages as they are published, as tarballs in build/ (or in another folder: `--into DIRECTORY`).
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { into: { type: 'string', default: join(root, 'build') } } });
const into = resolve(values.into);

// What a package takes as it stands, beside what the compiler makes: from the project's root, to the same place.
const packages = { 'relying-party': [], 'local-pool': ['views/local-pool'] };
// And from its own folder in packages/.
const ownFiles = { 'relying-party': [], 'local-pool': ['config.schema.json'] };

const compile = (name, folder) =>
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      join(root, 'packages', name),
      '--outDir',
      join(folder, 'dist'),
    ],
    { stdio: 'inherit' },
  );

// npm says its own place to what it runs; on Windows it is a script that only a shell finds.
const npm = (args, cwd) => {
  const { npm_execpath: itself } = process.env;
  const [program, first] = itself === undefined ? ['npm', []] : [process.execPath, [itself]];
  const shell = itself === undefined && process.platform === 'win32';
  return execFileSync(program, [...first, ...args], { cwd, shell, encoding: 'utf8' });
};

const make = (name, copied) => {
  const folder = join(into, 'packages', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  compile(name, folder);
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
  for (const file of ['package.json', 'README.md', ...ownFiles[name]])
    cpSync(join(root, 'packages', name, file), join(folder, file));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const [{ filename, size, entryCount }] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', into], folder),
  );
  console.log(`${filename}: ${entryCount} files, ${Math.round(size / 1024)} kB`);
};

if (!existsSync(join(root, 'node_modules/typescript'))) throw new Error('First: npm ci');
for (const [name, copied] of Object.entries(packages)) make(name, copied);
