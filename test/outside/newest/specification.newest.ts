import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'newest-specification-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Runs beside the newest specification: ours is another one.
const search = `
  const db = require('@aws-cdk/aws-service-spec').loadAwsServiceSpecSync();
  const resource = (type) => db.lookup('resource', 'cloudFormationType', 'equals', type)[0];
  const pool = resource('AWS::Cognito::UserPool');
  console.log(JSON.stringify({
    hasPool: pool !== undefined,
    news: [
      ...['AWS::Cognito::UserPoolSessionConfigurationAttachment', 'AWS::Cognito::UserPoolClientSessionConfigurationAttachment']
        .filter((type) => resource(type) !== undefined),
      ...['AcrConfiguration'].filter((name) => pool?.properties[name] !== undefined),
    ],
  }));
`;

test('the newest specification of CloudFormation has neither session tracking nor levels yet (else: move them from the commands of docs/cognito-setup.md into infra/cognito.yaml)', () => {
  const install = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '@aws-cdk/aws-service-spec@latest',
  ];
  execFileSync('npm', install, { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' });
  const found: unknown = JSON.parse(
    execFileSync(process.execPath, ['-e', search], { cwd: folder, encoding: 'utf8' }),
  );
  expect(found).toEqual({ hasPool: true, news: [] });
}, 120_000);
