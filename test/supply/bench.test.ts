import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  readonly integrity?: string;
}

const read = (file: string): string => readFileSync(file, 'utf8');
const lockOf = (folder: string): Readonly<Record<string, Locked>> =>
  (JSON.parse(read(`${folder}/package-lock.json`)) as { packages: Record<string, Locked> }).packages;
const { dependencies } = JSON.parse(read('bench/package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

describe('the package of what the site is measured against', () => {
  const lock = lockOf('bench');

  test('locks what it names, by digest and without a registry', () => {
    expect(lock['']?.dependencies).toEqual(dependencies);
    const others = Object.entries(lock).filter(([path]) => path !== '');
    expect(others.length).toBeGreaterThan(Object.keys(dependencies).length);
    const odd = others.filter(
      ([, { resolved, integrity }]) => resolved !== undefined || integrity === undefined,
    );
    expect(odd).toEqual([]);
  });

  test('is installed under the rules of the site: no scripts, and Node as the site wants it', () => {
    expect(read('bench/.npmrc')).toBe(read('.npmrc'));
  });

  test('leaves its peers out of the site', () => {
    const names = ['express-openid-connect', '@auth/express', 'cognito-local'];
    const peers = names.map((name) => `node_modules/${name}`);
    const site = lockOf('.');
    expect(peers.filter((path) => site[path] !== undefined)).toEqual([]);
    expect(peers.filter((path) => lock[path] === undefined)).toEqual([]);
  });
});

const namesIn = (folder: string): readonly string[] =>
  readdirSync(folder).map((file) => file.replace(/\.mjs$/, ''));

const bench = (...options: readonly string[]) =>
  spawnSync(process.execPath, ['bench/run.mjs', ...options], { encoding: 'utf8' });

describe('npm run bench', () => {
  test('--list names every case and says what it measures, before anything is installed or built', () => {
    const { status, stdout } = bench('--list');
    expect(status).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => line.split(': ')[0])).toEqual(namesIn('bench/cases'));
    expect(lines.filter((line) => !/^[\w-]+: .{20}/.test(line))).toEqual([]);
  });

  test('--only with a name that no case has measures nothing, and says which there are', () => {
    const { status, stdout, stderr } = bench('--only', 'page', '--only', 'pages');
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(`No such case: pages. There are: ${namesIn('bench/cases').join(', ')}`);
  });

  test.each(['cases', 'peers'])('bench/README.md says what each of its %s is', (folder) => {
    const page = read('bench/README.md');
    expect(namesIn(`bench/${folder}`).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

/** What a program of the folder `bench` prints. */
const printed = (program: string): unknown =>
  JSON.parse(
    spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout,
  );

describe('the figures', () => {
  test('are medians of rounds in turn, without the first round', () => {
    expect(
      printed(`
        import { inTurn } from './bench/support/rounds.mjs';
        const order = [];
        const ms = { a: [900, 3, 1, 2], b: [900, 4, 6, 8] };
        const rows = await inTurn({
          subjects: [{ name: 'a' }, { name: 'b' }],
          rounds: 3,
          say: () => undefined,
          measure: async ({ name }) => (order.push(name), { ms: ms[name].shift() }),
        });
        console.log(JSON.stringify({ order: order.join(''), medians: rows.map(({ figures }) => figures.ms) }));
      `),
    ).toEqual({ order: 'abababab', medians: [2, 6] });
  });

  test('stand beside their ratio to the row that they are held against', () => {
    expect(
      printed(`
        import { describeCase } from './bench/support/table.mjs';
        const columns = [
          { key: 'ms', title: 'ms', isCompared: true },
          { key: 'bytes', title: 'bytes', isCompared: false },
        ];
        const rows = [
          { name: 'bare', figures: { ms: 20.5, bytes: 5600 } },
          { name: 'site', figures: { ms: 30.75, bytes: 5600 } },
          { name: 'many', base: 'site', figures: { ms: 61.5, bytes: 5600 } },
        ];
        const table = describeCase({ name: 'page', what: 'A page.', columns, baseline: 'bare', rows });
        console.log(JSON.stringify(table.trim().split('\\n').slice(-3)));
      `),
    ).toEqual([
      '| bare | 20.5 | 1.00 | 5,600 |',
      '| site | 30.8 | 1.50 | 5,600 |',
      '| many | 61.5 | 2.00 | 5,600 |',
    ]);
  });
});
