// `npm run sbom`: what production runs, as a CycloneDX bill of materials, by npm itself from the lockfile.
// Writes build/sbom.cdx.json, or the file that is named.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [file = 'build/sbom.cdx.json'] = process.argv.slice(2);
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const { name, dependencies: direct } = readJson('package.json');
const { packages } = readJson('package-lock.json');

// Without `--omit dev`, which leaves out what development needs as well: jose, half of what express brings (npm 11.19).
const text = execFileSync(
  'npm',
  ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'],
  { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' },
);
const sbom = JSON.parse(text);

const production = new Set(
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`),
);
const root = sbom.metadata.component['bom-ref'];
const isIn = (ref) => ref === root || production.has(ref);

sbom.components = sbom.components.filter((component) => isIn(component['bom-ref']));
// What development asks for by name and production has by way of others is no dependency of production's own.
const isNeededBy = (ref) =>
  ref === root ? (on) => Object.hasOwn(direct, on.slice(0, on.lastIndexOf('@'))) && isIn(on) : isIn;
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => isIn(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isNeededBy(ref)) }));
// npm takes the name of the folder, which is anybody's.
sbom.metadata.component.name = name;

mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(sbom, undefined, 2)}\n`);
console.log(`Wrote ${file}: ${sbom.components.length} packages`);
