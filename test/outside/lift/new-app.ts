import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

/** What src/auth needs, and what it takes to compile it. Nothing else can be imported in the new app. */
const packages = [
  'express',
  'express-session',
  'jose',
  'openid-client',
  '@types/express',
  '@types/express-session',
  '@types/node',
];

const recipes = 'test/outside/recipes';

/**
 * An app in a folder of its own, of nothing but a copy of src/auth, its packages and a recipe: the app of the README
 * unless said otherwise, started by `main`. `express` is the package that stands for Express there.
 */
export const makeNewApp = async ({
  express = 'express',
  recipe = 'lift.ts',
  main = 'test/outside/lift/server.ts',
} = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'lift-'));
  await cp(join(root, 'src/auth'), join(folder, 'src/auth'), { recursive: true });
  const app = await readFile(join(root, recipes, recipe), 'utf8');
  // A recipe in JavaScript lies beside what the compiler makes of the rest.
  const place = recipe.endsWith('.ts') ? 'src/app.ts' : `dist/${recipe}`;
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, place), app.replaceAll('../../../src/auth/', './auth/'));
  const server = await readFile(join(root, main), 'utf8');
  await writeFile(join(folder, 'src/server.ts'), server.replace("'./lift.js'", "'./app.js'"));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  for (const name of packages) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, 'node_modules', name === 'express' ? express : name), link, 'dir');
  }
  return {
    /** Compiles it with TypeScript's own compiler; rejects with what that says. */
    compile: () => run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], { cwd: folder }),
    start: (env: Readonly<Record<string, string>>) =>
      spawn(process.execPath, ['dist/server.js'], {
        cwd: folder,
        env: { ...env, RECIPE: recipe.endsWith('.ts') ? './app.js' : `./${recipe}` },
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};

const compilerOptions = {
  module: 'nodenext',
  target: 'es2023',
  strict: true,
  rootDir: 'src',
  outDir: 'dist',
  types: ['node'],
};
