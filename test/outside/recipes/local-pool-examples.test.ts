import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { plannedFaultShape } from '../../../src/local-pool/control/fault-shape.js';
import { startLocalPool, type Seed } from '../../../src/local-pool/index.js';
import { contradictionsIn } from '../../../src/local-pool/control/seed-checks.js';
import { readCommandLine } from '../../../src/local-pool/start/cli.js';
import { usage } from '../../../src/local-pool/start/flags.js';
import { controlActions } from '../../../src/local-pool/control/control-actions.js';

const book = 'docs/local-pool';
const page = readdirSync(book)
  .map((chapter) => readFileSync(join(book, chapter), 'utf8'))
  .join('\n');
const examples = [...page.matchAll(/```json\n([^]*?)```/gu)].map(([, code = '']) => code);
const exampleWith = (word: string): string => examples.find((code) => code.includes(word)) ?? '';
const seedExample = exampleWith('"identityProviders"');
const faultExamples = exampleWith('"fault"');

test('the seed of the documentation fills a pool, its machine client included', async () => {
  const seed = JSON.parse(seedExample) as Seed;
  expect(contradictionsIn(seed)).toEqual([]);
  const pool = await startLocalPool({ seed, passwordCost: 16 });
  const { id = '', secret = '' } = seed.clients?.[0] ?? {};
  const answer = await fetch(`${pool.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  expect(answer.status).toBe(200);
  expect(pool.person('mary@example.com').groups).toEqual(['editors']);
  expect(pool.person('new@example.com').status).toBe('FORCE_CHANGE_PASSWORD');
  await pool.close();
});

test('the --config file of the documentation is one that the command takes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'documented-'));
  const file = join(folder, 'pool.config.json');
  writeFileSync(file, exampleWith('"$schema"'));
  const command = readCommandLine(['--config', file], {});
  rmSync(folder, { recursive: true });
  expect(command).toMatchObject({
    run: {
      issuerPort: 9500,
      domainPort: 9501,
      tls: true,
      control: true,
      dataFile: join(folder, 'pool.json'),
    },
    print: ['env', 'amplify'],
  });
});

test('each fault of the documentation is one that the control API takes', async () => {
  const pool = await startLocalPool({ control: true, passwordCost: 16 });
  const faults = faultExamples.trim().split('\n');
  expect(faults.length).toBeGreaterThan(5);
  for (const body of faults) {
    expect([body, plannedFaultShape(JSON.parse(body), '')]).toEqual([body, []]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${pool.domain}/_local/control/faults`, { method: 'POST', headers, body });
    expect([body, answer.status]).toEqual([body, 200]);
  }
  await pool.close();
});

test('every flag and every control request is in the documentation', () => {
  const flags = [...usage.matchAll(/^ {2}(--[a-z-]+)/gmu)].map(([, flag = '']) => flag);
  expect(flags.filter((flag) => flag !== '--help' && !page.includes(`\`${flag}`))).toEqual([]);
  const paths = controlActions
    .map(({ path }) => path.replace('/people/:name', '/people/:email'))
    .map((path) => path.replace('/clients/:name', '/clients/:id'))
    .map((path) => path.replace('/requests/:name', '/requests/:endpoint'));
  expect(paths.filter((path) => !page.includes(path))).toEqual([]);
});
