import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createAuth, createMemoryStore } from '../src/auth/index.js';
import { routesOf } from './support/routes.js';

const page = readFileSync('docs/architecture.md', 'utf8');

describe('docs/architecture.md', () => {
  test('says what happens to a request in the order in which app.ts mounts it, and leaves nothing out', () => {
    const [, table = ''] = /## What happens to a request\n([\s\S]*?)\n## /.exec(page) ?? [];
    const named = [...table.matchAll(/^\|[^|]*\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w.]+)`/g)].map(([, name = '']) => name),
    );
    const names = named.filter((name) => name !== 'app.ts');
    const [, body = ''] =
      /const app = createExpress\(config\);\n([\s\S]*?)\n  return app;/.exec(
        readFileSync('src/app.ts', 'utf8'),
      ) ?? [];
    // What stands in it by name, in its order.
    const mounted = body.split(/\bapp\.(?:use|get)\(/).slice(1);
    const found = mounted.map((statement) =>
      names
        .filter((name) => new RegExp(`\\b${name}\\b`).test(statement))
        .toSorted((one, other) => statement.indexOf(one) - statement.indexOf(other)),
    );
    expect(found.flat()).toEqual(names);
    expect(mounted.filter((_statement, at) => found[at]?.length === 0)).toEqual([]);
    expect(names.length).toBeGreaterThan(15);
  });

  test('counts the routes of the router as they are', () => {
    const { router } = createAuth({
      pool: { issuer: 'http://127.0.0.1:9400/us-east-1_Local0001', clientId: 'client' },
      baseUrl: 'http://localhost:3000',
      secrets: ['a secret of the tests that is long enough'],
      store: createMemoryStore(),
    });
    const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    const count = numbers[new Set(routesOf(router, '/auth').map(({ path }) => path)).size];
    expect(page).toMatch(new RegExp(`^\\| \`router\\.ts\` +\\| the ${count} routes `, 'm'));
  });
});
