import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { sourcesIn } from '../support/sources.js';
import { builtProgram } from '../support/built.js';

/** What a process has loaded of AWS, after it has loaded the whole site and after its first call. */
const program = (site: string, aws: string): string => `
  import { createRequire } from 'node:module';
  const { cache } = createRequire(${JSON.stringify(site)});
  const loaded = () => Object.keys(cache).filter((path) => /@(?:aws-sdk|smithy|aws)[/]/.test(path)).length;
  await import(${JSON.stringify(site)});
  const { createSelfService } = await import(${JSON.stringify(aws)});
  const issuer = 'http://127.0.0.1:9/us-east-1_Local0001';
  const selfService = createSelfService({ issuer, endpoint: 'http://127.0.0.1:9' });
  const before = loaded();
  const { code } = await selfService.profile('token').catch((error) => error);
  console.log(JSON.stringify({ before, after: loaded(), code }));
`;

test('nothing of AWS is loaded until somebody opens a page that needs it', async () => {
  const url = async (name: string): Promise<string> => pathToFileURL(await builtProgram(name)).href;
  const script = program(await url('site.js'), await url('aws/index.js'));
  const printed = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  const { before, after, code } = JSON.parse(printed) as Record<string, unknown>;
  expect([before, code]).toEqual([0, 'pool_unreachable']);
  expect(after).toBeGreaterThan(5);
}, 60_000);

test('the file that knows the SDK is imported by nobody but at the first call', () => {
  const importers = sourcesIn('src').flatMap(({ path, text }) =>
    [...text.matchAll(/.*user-pools-client\.js.*/g)].map(([line]) => `${path}: ${line.trim()}`),
  );
  expect(importers).toEqual(["src/aws/self-service.ts: () => import('./user-pools-client.js'),"]);
});
