import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'redis';
import { loadConfig } from '../../../src/config.js';
import { settings } from '../../../src/config/settings.js';
import { describeWithRedis, startRedis, type RedisServer } from '../../support/redis-server.js';
import { openReadyRedisStore, patient } from '../../support/redis-store.js';
import { newKey, sampleSession } from '../../support/sample-session.js';
import { problemsOf } from './specification.js';
import {
  ecsTemplateText,
  evaluate,
  listOf,
  readTemplate,
  textOf,
  type Value,
  type Values,
} from './template.js';

const template = readTemplate(ecsTemplateText);
const given = {
  HostName: 'app.example.com',
  CertificateArn: 'arn:aws:acm:eu-central-1:000000000000:certificate/a',
  VpcId: 'vpc-1',
  PublicSubnetIds: 'subnet-1,subnet-2',
  PrivateSubnetIds: 'subnet-3,subnet-4',
  Image: 'registry.example.com/cognito-relying-party-site:0.1.0',
  CognitoUserPoolId: 'eu-central-1_AbCdEfGhI',
  CognitoClientId: '1h57kf5cpq17m0eml12EXAMPLE',
};
const everything = {
  ...given,
  RepositoryArn: 'arn:aws:ecr:eu-central-1:000000000000:repository/site',
  ClientSecretArn: 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:client',
};
const made = evaluate(template, everything);
const propertiesOf = (name: string) => made.properties(name);
const container = (parameters: Readonly<Record<string, string>> = everything): Values =>
  listOf(evaluate(template, parameters).properties('Task')['ContainerDefinitions'])[0] as Values;

/** Name and value of each entry of a list of pairs. */
const pairs = (list: Value | undefined, key = 'Name', value = 'Value'): Readonly<Record<string, Value>> =>
  Object.fromEntries((listOf(list) as readonly Values[]).map((one) => [textOf(one[key]), one[value] ?? '']));

describe('deploy/ecs.yaml and the published specification of CloudFormation', () => {
  test('every type, property and reference in it is a published one, and none that is required is missing', () => {
    expect(problemsOf(template)).toEqual([]);
  });

  test.each([
    ['a property that there is not', 'TransitEncryptionEnabled: true', 'TransitEncryption: true'],
    ['a nested property that there is not', 'ReadonlyRootFilesystem: true', 'ReadOnlyRootFilesystem: true'],
    [
      'an attribute of an attribute that there is not',
      'Store.PrimaryEndPoint.Address',
      'Store.PrimaryEndPoint.Host',
    ],
    ['a list where a text belongs', 'VpcId: !Ref VpcId', 'VpcId: !Ref PublicSubnetIds'],
    ['a text where a list belongs', 'Subnets: !Ref PublicSubnetIds', 'Subnets: !Ref VpcId'],
  ])('a template with %s is found out', (_case, right, wrong) => {
    expect(ecsTemplateText).toContain(right);
    expect(problemsOf(readTemplate(ecsTemplateText.replace(right, wrong)))).not.toEqual([]);
  });
});

describe('the replicas', () => {
  const environment = pairs(container()['Environment']);
  const secrets = pairs(container()['Secrets'], 'Name', 'ValueFrom');

  test('get settings that the site starts with, and every secret one from Secrets Manager', () => {
    const isSecret = (name: string): boolean =>
      (settings as Readonly<Record<string, { readonly isSecret?: boolean }>>)[name]?.isSecret === true;
    expect(Object.keys(environment).filter((name) => isSecret(name))).toEqual([]);
    expect(Object.keys(secrets).filter((name) => !isSecret(name))).toEqual([]);
    const loaded = loadConfig(
      {
        ...(environment as Readonly<Record<string, string>>),
        SESSION_SECRET: 'x3Fq8mZr1TgW5yLb7KdN2vHc9PjS4aUe',
        COGNITO_CLIENT_SECRET: 'p8Qz2LmW6xTb4KvR',
        REDIS_URL: 'rediss://relying-party:Zq4Lm8Xr2Tb6@master.example.cache.amazonaws.com:6379',
      },
      () => '',
    );
    expect(loaded).not.toHaveProperty('problems');
    expect(loaded).toMatchObject({ config: { baseUrl: 'https://app.example.com', isProduction: true } });
  });

  test('have no client secret where the client has none', () => {
    expect(Object.keys(pairs(container(given)['Secrets']))).toEqual(['SESSION_SECRET', 'REDIS_URL']);
  });

  test('write nothing, may nothing, and are no administrator', () => {
    expect(container()).toMatchObject({
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
    });
    expect(propertiesOf('Task')).not.toHaveProperty('TaskRoleArn');
  });

  test('are replaced when they are dead, and not because the store is away', () => {
    expect(propertiesOf('Replicas')).toMatchObject({
      HealthCheckPath: '/healthz',
      Matcher: { HttpCode: '200' },
    });
    expect(JSON.stringify(container()['HealthCheck'])).toContain('/healthz');
    expect(JSON.stringify(template.Resources['Service'])).not.toContain('readyz');
  });

  test('have time to stop, and the load balancer never meets a connection that the site closes', () => {
    expect(Number(container()['StopTimeout'])).toBeGreaterThan(15);
    expect(pairs(propertiesOf('Replicas')['TargetGroupAttributes'], 'Key')).toEqual({
      'deregistration_delay.timeout_seconds': '30',
      'stickiness.enabled': 'false',
    });
    const attributes = pairs(propertiesOf('Balancer')['LoadBalancerAttributes'], 'Key');
    expect(Number(attributes['idle_timeout.timeout_seconds'])).toBeLessThan(65);
    expect(attributes).toMatchObject({
      'routing.http.preserve_host_header.enabled': 'true',
      'routing.http.xff_header_processing.mode': 'append',
    });
  });

  test('show people none of the paths that are for operators', () => {
    expect(propertiesOf('NotForPeople')['Conditions']).toEqual([
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/healthz', '/readyz', '/metrics'] } },
    ]);
  });
});

test('the role may read the secrets of the site, its image and its log, and nothing else', () => {
  const statements = (listOf(propertiesOf('ExecutionRole')['Policies']) as readonly Values[]).flatMap(
    ({ PolicyDocument }) => listOf((PolicyDocument as Values)['Statement']) as readonly Values[],
  );
  expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual([
    [
      'secretsmanager:GetSecretValue',
      [{ Ref: 'SessionSecret' }, { Ref: 'StoreUrl' }, everything.ClientSecretArn],
    ],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': ['Logs', 'Arn'] }],
    [
      ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
      everything.RepositoryArn,
    ],
    ['ecr:GetAuthorizationToken', '*'],
  ]);
  const least = evaluate(template, given).properties('ExecutionRole');
  expect(JSON.stringify(least)).not.toContain('ecr:');
});

test('outputs hold no secret, and name the addresses that the site will send', () => {
  expect(made.outputs).toMatchObject({
    'A callback URL to register at the app client': 'https://app.example.com/auth/callback',
    'A sign-out URL to register at the app client': 'https://app.example.com/signed-out',
  });
  expect(JSON.stringify(template.Outputs)).not.toMatch(/StoreUrl|StorePassword|resolve:/);
});

describe('the store', () => {
  test('is one address over TLS, refuses rather than forgets, and one of its nodes may go', () => {
    expect(propertiesOf('Store')).toMatchObject({
      Engine: 'valkey',
      ClusterMode: 'disabled',
      NumCacheClusters: 2,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      AtRestEncryptionEnabled: true,
    });
    expect(propertiesOf('StoreParameters')['Properties']).toEqual({ 'maxmemory-policy': 'noeviction' });
    expect(propertiesOf('StoreUrl')['SecretString']).toMatch(/^rediss:\/\/relying-party:/);
  });

  describeWithRedis('lets its user', () => {
    const password = 'Zq4Lm8Xr2Tb6Kv9P';
    let server: RedisServer;
    beforeAll(async () => {
      server = await startRedis();
      const rules = textOf(propertiesOf('StoreUser')['AccessString']).split(' ');
      await server.command('ACL', 'SETUSER', 'site', `>${password}`, ...rules);
    });
    afterAll(() => server.stop());
    const url = (): string => `redis://site:${password}@127.0.0.1:${server.port}`;

    test('keep sessions, end one and end everybody’s', async () => {
      const { store } = await openReadyRedisStore(url(), patient);
      const key = newKey();
      const session = sampleSession();
      await store.create(key, session);
      expect(await store.read(key)).toBeDefined();
      expect(await store.claim('state', 1000)).toBe(true);
      expect(await store.leases.take(key, 'holder', 1000)).toBe(true);
      await store.markEnded('everybody', 1, 1000);
      const keys: string[] = [];
      for await (const some of store.everyKey()) keys.push(...some);
      expect(keys).toEqual([key]);
      expect(await store.end(key)).toBeDefined();
      await store.close();
    });

    test.each([['FLUSHALL'], ['CONFIG', 'GET', '*'], ['KEYS', '*'], ['ACL', 'LIST'], ['GET', 'shop:1']])(
      'do nothing that is not the site’s: %s',
      async (...command) => {
        const client = await createClient({ url: url(), maintNotifications: 'disabled' }).connect();
        await expect(client.sendCommand(command)).rejects.toThrow('NOPERM');
        client.destroy();
      },
    );
  });
});

test('the page says how it is used, with parameters that the template has, and names all of them', () => {
  const page = readFileSync('docs/deployment.md', 'utf8');
  const part = page.slice(page.indexOf('## ECS'), page.indexOf('## App Runner'));
  const used = [...part.matchAll(/^ +([A-Z]\w+)=/gm)].map(([, name = '']) => name);
  expect(used).toEqual(
    Object.entries(template.Parameters)
      .filter(([, { Default }]) => Default === undefined)
      .map(([name]) => name),
  );
  const named = new Set([...part.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).concat(used));
  expect(Object.keys(template.Parameters).filter((name) => !named.has(name))).toEqual([]);
});
