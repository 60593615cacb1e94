import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const packagesIn = (file: string): Readonly<Record<string, string>> => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return { ...dependencies, ...devDependencies };
};

test.each(readdirSync('examples'))(
  'examples/%s needs nothing that `npm ci` at the top does not install, in the same versions',
  (name) => {
    expect(packagesIn('package.json')).toMatchObject(packagesIn(`examples/${name}/package.json`));
  },
);

test.each(readdirSync('examples'))('examples/%s says how to start it, by scripts that it has', (name) => {
  const folder = `examples/${name}`;
  const { scripts } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const named = [...readFileSync(`${folder}/README.md`, 'utf8').matchAll(/npm (?:run )?([a-z]+)/g)].map(
    ([, script = '']) => script,
  );
  expect(named).toContain('start');
  expect(named.filter((script) => !['ci', 'demo'].includes(script) && scripts[script] === undefined)).toEqual(
    [],
  );
});
