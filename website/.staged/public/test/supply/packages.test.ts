import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
}

interface Component {
  readonly 'bom-ref': string;
  readonly 'hashes'?: readonly { readonly alg: string; readonly content: string }[];
  readonly 'licenses'?: readonly unknown[];
}

interface BillOfMaterials {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly 'name': string; readonly 'bom-ref': string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const manifest = readJson('package.json') as {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
};
const { packages } = readJson('package-lock.json') as {
  readonly packages: Readonly<Record<string, Locked>>;
};

/** What `npm ci --omit=dev` installs. */
const production = Object.entries(packages)
  .filter(([path, { dev }]) => path !== '' && dev !== true)
  .map(([path, { version, license }]) => ({
    name: path.split('node_modules/').at(-1) ?? '',
    version,
    license,
  }));

describe('docs/dependencies.md', () => {
  const rows = readFileSync('docs/dependencies.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((text) => text.trim()),
    );

  test('has a row for every dependency of production, and no other', () => {
    expect(rows.map(([name]) => name)).toEqual(
      Object.keys(manifest.dependencies)
        .sort()
        .map((name) => `\`${name}\``),
    );
  });

  test('names the licence that each of them has', () => {
    const said = Object.fromEntries(rows.map(([name = '', licence]) => [name.replaceAll('`', ''), licence]));
    const had = Object.keys(manifest.dependencies).map((name) => [
      name,
      packages[`node_modules/${name}`]?.license,
    ]);
    expect(said).toEqual(Object.fromEntries(had));
  });

  test('gives each a reason and says what bounds it', () => {
    expect(rows.filter((cells) => cells.length !== 4 || cells.includes(''))).toEqual([]);
  });
});

test('everything that production installs is under a licence that asks for no more than to be named', () => {
  const wanted = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']);
  const others = production.filter(({ license }) => !wanted.has(license ?? ''));
  expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
});

describe('the bill of materials (npm run sbom)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
  let sbom: BillOfMaterials;

  beforeAll(() => {
    const file = join(folder, 'further', 'sbom.cdx.json');
    execFileSync(process.execPath, ['scripts/sbom.mjs', file]);
    sbom = readJson(file) as BillOfMaterials;
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const refs = (): readonly string[] => sbom.components.map((component) => component['bom-ref']);

  test('lists every package that production installs, and none of development (T-02)', () => {
    expect(sbom.bomFormat).toBe('CycloneDX');
    const expected = new Set(production.map(({ name, version }) => `${name}@${version}`));
    expect(new Set(refs())).toEqual(expected);
    expect(expected.size).toBeGreaterThan(Object.keys(manifest.dependencies).length);
  });

  test('gives each its digest and its licence (T-02)', () => {
    const bare = sbom.components.filter(
      ({ hashes = [], licenses = [] }) => hashes.length === 0 || licenses.length === 0,
    );
    expect(bare.map((component) => component['bom-ref'])).toEqual([]);
  });

  test('is about this project, whatever its folder is called, and knows what it needs directly (T-02)', () => {
    const { component } = sbom.metadata;
    expect(component.name).toBe(manifest.name);
    const direct = sbom.dependencies.find(({ ref }) => ref === component['bom-ref'])?.dependsOn ?? [];
    expect(direct.map((ref) => ref.slice(0, ref.lastIndexOf('@')))).toEqual(
      Object.keys(manifest.dependencies).sort(),
    );
    const known = new Set(refs());
    expect(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !known.has(ref))).toEqual(
      [],
    );
  });
});
