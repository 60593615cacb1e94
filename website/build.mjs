// npm run docs:site [-- --base /path/] [-- --name v0.1.0] [-- --versions URL] [-- --into FOLDER]: the documentation as a site of
// files, in build/docs-site. --base is the path it will be served under, --name what the menu calls this version (the project's own
// unless given), --versions the page that lists the others.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brokenLinks } from './check-links.mjs';
import { root } from './navigation.mjs';
import { stage } from './stage.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { values } = parseArgs({
  options: {
    base: { type: 'string', default: '/' },
    name: { type: 'string', default: `v${version}` },
    versions: { type: 'string', default: '' },
    into: { type: 'string', default: join(root, 'build/docs-site') },
  },
});
if (!/^\/(?:[\w.-]+\/)*$/.test(values.base))
  throw new Error(`--base must be a path that begins and ends with a slash, such as /docs/: ${values.base}`);

const here = fileURLToPath(new URL('.', import.meta.url));
const writtenAt = (file) => statSync(here + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const run = (program, args, env = {}) => {
  const { status } = spawnSync(program, args, {
    cwd: here,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: program === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} in website/ did not work`);
};

/** The generator is no dependency of the site: it comes the first time somebody builds the documentation. */
const install = () => {
  if (writtenAt('node_modules/.package-lock.json') >= writtenAt('package-lock.json')) return;
  console.log('npm ci in website/, the first time and whenever its lock file has changed');
  run('npm', ['ci', '--no-audit', '--no-fund']);
};

install();
console.log(`${stage()} pages, with the source files they link to`);
const into = resolve(values.into);
rmSync(into, { recursive: true, force: true });
run(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build', '--outDir', into], {
  DOCS_BASE: values.base,
  DOCS_VERSION: values.name,
  DOCS_VERSIONS: values.versions,
});
// As its makers built it: a page with a drawing loads it, and no other.
for (const part of ['mermaid.esm.min.mjs', 'chunks/mermaid.esm.min'])
  cpSync(join(here, 'node_modules/mermaid/dist', part), join(into, 'mermaid', part), {
    recursive: true,
    filter: (file) => !file.endsWith('.map'),
  });
cpSync(join(root, 'llms.txt'), join(into, 'llms.txt'));
// GitHub Pages would leave out files that begin with an underscore.
writeFileSync(join(into, '.nojekyll'), '');

const broken = brokenLinks(into, values.base);
for (const one of broken) console.error(`leads nowhere: ${one}`);
if (broken.length > 0) process.exit(1);
console.log(`No link leads nowhere. The site: ${into}`);
