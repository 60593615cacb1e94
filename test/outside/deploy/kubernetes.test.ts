import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../../../src/config.js';
import { settings } from '../../../src/config/settings.js';
import { problemsOf, type Manifest } from './kubernetes-schema.js';

const folder = 'deploy/kubernetes';
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Kustomization {
  readonly namespace: string;
  readonly resources: readonly string[];
  readonly images: readonly { readonly name: string; readonly newTag: string }[];
  readonly configMapGenerator: readonly { readonly name: string; readonly envs: readonly string[] }[];
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly envFrom: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly lifecycle: { readonly preStop: { readonly exec: { readonly command: readonly string[] } } };
  readonly readinessProbe: { readonly timeoutSeconds: number };
  readonly [member: string]: unknown;
}

interface PodSpec {
  readonly containers: readonly [Container];
  readonly terminationGracePeriodSeconds: number;
  readonly [member: string]: unknown;
}

const kustomization = parse(textOf('kustomization.yaml')) as Kustomization;
const manifests = kustomization.resources.map((file) => parse(textOf(file)) as Manifest);
const specOf = (kind: string): Readonly<Record<string, unknown>> =>
  manifests.find((one) => one.kind === kind)?.['spec'] as Readonly<Record<string, unknown>>;
const pod = (specOf('Deployment')['template'] as { readonly spec: PodSpec }).spec;
const [container] = pod.containers;
const environment = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
const settingsFile = Object.fromEntries(
  textOf('settings.env')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/=(.*)/s).slice(0, 2)),
) as Readonly<Record<string, string>>;

describe('deploy/kubernetes and the schema of the API', () => {
  test.each(manifests.map((manifest) => [manifest.kind, manifest] as const))(
    '%s: every member is one that there is, and none that is required is missing',
    async (_kind, manifest) => {
      expect(await problemsOf(manifest)).toEqual([]);
    },
  );

  const deployment = textOf('deployment.yaml');

  test.each([
    ['a member that there is not', 'readOnlyRootFilesystem: true', 'readonlyRootFilesystem: true'],
    ['a member in a list that there is not', 'containerPort: 3000', 'port: 3000'],
    ['a member of the labels’ side that there is not', 'matchLabels:', 'labels:'],
    ['a text where a number belongs', 'timeoutSeconds: 1', "timeoutSeconds: '1s'"],
    ['a required member missing', 'serviceAccountName: site', 'containers: null'],
    ['a kind that there is not', 'kind: Deployment', 'kind: Deploiment'],
  ])('a manifest with %s is found out', async (_case, right, wrong) => {
    expect(deployment).toContain(right);
    const text = wrong.startsWith('containers') ? deployment.replace('containers:', 'boxes:') : deployment;
    expect(await problemsOf(parse(text.replace(right, wrong)) as Manifest)).not.toEqual([]);
  });

  test('what the kustomization names is there, and one name leads to the other', () => {
    expect(kustomization.images.map(({ name }) => name)).toEqual([container.image]);
    const generated = kustomization.configMapGenerator.map(({ name }) => ({ configMapRef: { name } }));
    expect(container.envFrom).toEqual(generated);
    expect(kustomization.configMapGenerator.flatMap(({ envs }) => envs)).toEqual(['settings.env']);
    const namespace = manifests.find(({ kind }) => kind === 'Namespace');
    expect(namespace?.metadata.name).toBe(kustomization.namespace);
    expect(pod['serviceAccountName']).toBe(
      manifests.find(({ kind }) => kind === 'ServiceAccount')?.metadata.name,
    );
    const { labels } = (specOf('Deployment')['template'] as Pick<Manifest, 'metadata'>).metadata;
    expect(specOf('Service')['selector']).toEqual(labels);
    for (const kind of ['Deployment', 'PodDisruptionBudget'])
      expect(specOf(kind)['selector']).toEqual({ matchLabels: labels });
    expect(specOf('NetworkPolicy')['podSelector']).toEqual({ matchLabels: labels });
    expect(specOf('HorizontalPodAutoscaler')['scaleTargetRef']).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'site',
    });
  });

  test('kubectl, where it is there, puts them together, and what comes out is as valid', async () => {
    const { error, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
    if (error !== undefined) return console.warn('kubectl is not installed, left out: kustomize');
    expect(stderr).toBe('');
    const made = parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
    expect(made.map(({ kind }) => kind).toSorted()).toEqual(
      [...manifests.map(({ kind }) => kind), 'ConfigMap'].toSorted(),
    );
    for (const manifest of made) expect(await problemsOf(manifest)).toEqual([]);
    const settings = made.find(({ kind }) => kind === 'ConfigMap');
    expect(settings).toMatchObject({ data: settingsFile });
    // Changed settings are a ConfigMap of another name, which the replicas are replaced for.
    expect(JSON.stringify(made.find(({ kind }) => kind === 'Deployment'))).toContain(
      JSON.stringify({ configMapRef: { name: settings?.metadata.name } }),
    );
  });

  test('the image has the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
    expect(kustomization.images.map(({ newTag }) => newTag)).toEqual([version]);
  });
});

describe('the replicas', () => {
  const isSecret = (name: string): boolean =>
    (settings as Readonly<Record<string, { readonly isSecret?: boolean }>>)[name]?.isSecret === true;
  const files = container.env.filter(({ name }) => name.endsWith('_FILE'));

  test('get every secret as a file, and no value of one', () => {
    expect(files.map(({ name }) => name.replace('_FILE', ''))).toEqual(
      Object.keys(settings).filter((name) => isSecret(name)),
    );
    const [mount] = container.volumeMounts;
    for (const { value } of files) expect(value.startsWith(`${mount?.mountPath}/`)).toBe(true);
    const names = [...container.env.map(({ name }) => name), ...Object.keys(settingsFile)];
    expect(names.filter((name) => isSecret(name))).toEqual([]);
    expect(pod['volumes']).toEqual([
      { name: mount?.name, secret: { secretName: 'site', defaultMode: 0o440 } },
    ]);
  });

  test('start with the settings that are given', () => {
    const contents: Readonly<Record<string, string>> = {
      cognito_client_secret: 'p8Qz2LmW6xTb4KvR',
      session_secret: 'x3Fq8mZr1TgW5yLb7KdN2vHc9PjS4aUe',
      redis_url: 'rediss://site:Zq4Lm8Xr2Tb6@valkey.example.com:6379',
    };
    const loaded = loadConfig(
      { ...settingsFile, ...environment },
      (path) => contents[path.split('/').at(-1) ?? ''] ?? '',
    );
    expect(loaded).not.toHaveProperty('problems');
    expect(Object.keys(settingsFile).filter((name) => !(name in settings))).toEqual([]);
    expect(container.ports.map(({ containerPort }) => String(containerPort))).toEqual([
      environment['PORT'],
      environment['METRICS_PORT'],
    ]);
  });

  test('are asked as docs/operations.md says: alive to restart them, ready to send people', () => {
    expect(container).toMatchObject({
      startupProbe: { httpGet: { path: '/healthz', port: 'http' } },
      livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    });
    // The site answers after a second and a half at the latest.
    expect(container.readinessProbe.timeoutSeconds).toBeGreaterThan(1.5);
  });

  test('have time to be forgotten and to stop', () => {
    const [, pause] = container.lifecycle.preStop.exec.command;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number(pause) + 10 + 5);
  });

  test('may write nothing and do nothing', () => {
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(container['resources']).toMatchObject({ limits: { memory: '512Mi' } });
  });

  test('are never fewer than before while they are replaced, drained or scaled', () => {
    expect(specOf('Deployment')['strategy']).toMatchObject({ rollingUpdate: { maxUnavailable: 0 } });
    expect(specOf('Deployment')).not.toHaveProperty('replicas');
    expect(specOf('PodDisruptionBudget')).toMatchObject({ maxUnavailable: 1 });
    expect(specOf('HorizontalPodAutoscaler')).toMatchObject({ minReplicas: 2 });
  });

  test('are called by the ingress controller and Prometheus only, each at its port', () => {
    const rules = specOf('NetworkPolicy')['ingress'] as readonly {
      readonly ports: readonly { readonly port: string }[];
    }[];
    expect(rules.map(({ ports }) => ports.map(({ port }) => port))).toEqual([['http'], ['metrics']]);
    expect(specOf('Ingress')['rules']).toMatchObject([
      { host: new URL(settingsFile['BASE_URL'] ?? '').host },
    ]);
  });
});
