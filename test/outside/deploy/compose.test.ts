import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { settings, type SettingName } from '../../../src/config/settings.js';

interface Service {
  readonly image?: string;
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly [other: string]: unknown;
}

interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

const files = ['docker-compose.yml', 'compose.try.yaml'];
const textOf = (path: string): string => readFileSync(path, 'utf8');
const read = (path: string): ComposeFile => parse(textOf(path), { merge: true }) as ComposeFile;
const deployed = read('docker-compose.yml');
const tried = read('compose.try.yaml');

/** The part of dclint's results that is looked at here. */
interface Checked {
  readonly messages: readonly { readonly rule: string; readonly message: string }[];
}

const checked = (path: string): readonly Checked[] =>
  (new DCLinter({ rules: {} }) as { lintFiles(paths: string[], isDeep: boolean): Checked[] }).lintFiles(
    [path],
    false,
  );

/** What Compose's own schema has against a file. */
const problemsOf = (path: string): readonly string[] =>
  checked(path)
    .flatMap(({ messages }) => messages)
    .filter(({ rule }) => rule === 'invalid-schema' || rule === 'invalid-yaml')
    .map(({ message }) => message);

describe.each(files)('%s', (path) => {
  const { services } = read(path);
  const entries = Object.entries(services);

  test('gives no service more than it needs', () => {
    expect(entries.length).toBeGreaterThan(4);
    for (const [name, service] of entries) {
      expect([name, service]).toEqual([
        name,
        expect.objectContaining({
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
          logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
        }),
      ]);
      // The one that gives each its own files does so as root, without a network.
      expect([name, name === 'prepare' ? '1:1' : service.user]).toEqual([
        name,
        expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/),
      ]);
    }
    expect(services['prepare']).toMatchObject({
      restart: 'no',
      cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
    });
  });

  test('bounds memory and processes of whatever goes on running', () => {
    const running = entries.filter(([, { restart }]) => restart === 'unless-stopped');
    expect(running.length).toBeGreaterThan(2);
    for (const [name, { deploy }] of running) {
      const limits = { memory: expect.anything(), pids: expect.any(Number) };
      expect([name, deploy]).toEqual([name, expect.objectContaining({ resources: { limits } })]);
    }
  });

  test('publishes nothing beyond this machine unless it is told to', () => {
    const ports = entries.flatMap(([, service]) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !/^(\$\{\w+:-)?127\.0\.0\.1:/.test(port))).toEqual([]);
  });

  test('shows no secret in a command or in the environment of a container', () => {
    for (const [name, { environment = {} }] of entries) {
      const shown = Object.keys(environment).filter((key) => /SECRET$|PASSWORD$|REDIS_URL$/.test(key));
      expect([name, shown]).toEqual([name, []]);
    }
    expect(textOf(path)).not.toMatch(/--client-secret[ =]|--pass|-a /);
  });
});

test.each([...files, 'scripts/engine/pool.yaml'])("%s is what Compose's schema describes", (path) => {
  expect(problemsOf(path)).toEqual([]);
});

test("the schema's checker sees a mistake", () => {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  const path = join(folder, 'compose.yaml');
  writeFileSync(path, 'services:\n  one: { image: a, read_onyl: true }\n');
  expect(problemsOf(path)).not.toEqual([]);
  rmSync(folder, { recursive: true });
});

describe('docker-compose.yml', () => {
  const site = deployed.services['site'];
  const environment = site?.environment ?? {};
  const { NODE_EXTRA_CA_CERTS: _authority, ...given } = environment;

  test('lets every setting be given, the secret ones as files', () => {
    const names = Object.entries<{ readonly isSecret?: boolean }>(settings).map(([name, { isSecret }]) =>
      isSecret === true ? `${name}_FILE` : name,
    );
    expect(Object.keys(given).toSorted()).toEqual(names.toSorted());
  });

  test('fixes only what the container itself decides, and has two defaults of its own', () => {
    const fixed = Object.entries(given).filter(([name, value]) => value !== null && !name.endsWith('_FILE'));
    expect(Object.fromEntries(fixed)).toEqual({
      NODE_ENV: 'production',
      PORT: '3000',
      HOST: '0.0.0.0',
      BASE_URL: '${BASE_URL:-https://localhost:8443}',
      TRUST_PROXY: '${TRUST_PROXY:-1}',
    } satisfies Partial<Record<SettingName, string>>);
  });

  test('takes each secret, certificate and key from a file that somebody names, or from an empty one', () => {
    const sources = Object.values(deployed.secrets ?? {}).map(({ file }) => file);
    expect(sources.map((source) => /^\$\{(\w+):-\.\/deploy\/not-given\}$/.exec(source)?.[1])).toEqual([
      'COGNITO_CLIENT_SECRET_FILE',
      'SESSION_SECRET_FILE',
      'REDIS_URL_FILE',
      'TLS_CERTIFICATE_FILE',
      'TLS_KEY_FILE',
    ]);
    expect(textOf('deploy/not-given')).toBe('');
    // A value would be seen: its name alone is passed on, and refused.
    const asValue = deployed.services['prepare']?.environment?.['GIVEN_AS_VALUE'] ?? '';
    for (const name of ['COGNITO_CLIENT_SECRET', 'SESSION_SECRET', 'REDIS_URL'])
      expect(asValue).toContain(`\${${name}:+${name}}`);
  });

  test('reads the settings once before anything goes on running', () => {
    expect(deployed.services['settings']).toMatchObject({
      restart: 'no',
      environment,
      volumes: site?.volumes,
    });
    const waiting = Object.entries(deployed.services)
      .filter(([, { restart }]) => restart !== 'no')
      .map(([, service]) => service);
    for (const service of waiting)
      expect(service['depends_on']).toMatchObject({
        settings: { condition: 'service_completed_successfully' },
      });
  });

  test('can be scaled: no replica has a name or a port of its own', () => {
    expect(site).toMatchObject({ deploy: { replicas: 2 } });
    expect(site).not.toHaveProperty('container_name');
    expect(site).not.toHaveProperty('ports');
  });

  test('gives each service the files of its own only, and the store a network without a way out', () => {
    const files = (name: string): readonly string[] =>
      (deployed.services[name]?.volumes ?? []).filter((volume) => volume.startsWith('for-'));
    expect(files('site')).toEqual(['for-site:/run/prepared/site:ro']);
    expect(files('store')).toEqual(['for-store:/run/prepared/store:ro']);
    expect(files('proxy')).toEqual(['for-proxy:/run/prepared/proxy:ro']);
    expect(deployed.services['store']?.networks).toEqual(['sessions']);
    expect(deployed.networks?.['sessions']).toEqual({ internal: true });
  });
});

describe('compose.try.yaml', () => {
  test('depends on no setting, and is a project of its own', () => {
    expect(textOf('compose.try.yaml')).not.toContain('${');
    expect(tried.name).not.toBe(deployed.name);
    expect(tried.services['site-a']?.environment).toMatchObject({ BASE_URL: 'https://localhost:8443' });
  });

  test('leaves nothing behind: no volume, also none that an image asks for', () => {
    expect(tried).not.toHaveProperty('volumes');
    expect(tried.services['store']).toMatchObject({ tmpfs: ['/data:uid=999,gid=999'] });
  });

  test('keeps what pool and store know where it outlives them', () => {
    expect(tried.services['pool']?.command).toContain('--data=/dev/shm/prepared/pool/pool.json');
    expect(tried.services['store']).toMatchObject({ working_dir: '/dev/shm/prepared/store' });
    // The file of the store may grow to several times its memory before it is rewritten.
    expect(tried.services['shared']).toMatchObject({ shm_size: '256m' });
    expect(tried.services['prepare']?.environment).toMatchObject({ STORE_MEMORY: '64mb' });
  });

  test('has network and files at a service that does nothing', () => {
    const { shared, ...others } = tried.services;
    expect(shared).toMatchObject({ command: ['sleep', 'infinity'], ipc: 'shareable', init: true });
    for (const service of Object.values(others))
      expect(service).toMatchObject({ network_mode: 'service:shared', ipc: 'service:shared' });
  });

  test('is named by the README', () => {
    expect(textOf('README.md')).toContain('docker compose -f compose.try.yaml up');
  });
});

describe('images', () => {
  const used = [
    ...[...textOf('Dockerfile').matchAll(/^FROM (?:--\S+ )?(\S+:\S+)/gm)].map(([, image = '']) => image),
    ...[deployed, tried].flatMap(({ services }) =>
      Object.values(services)
        .map(({ image = '' }) => image)
        .filter((image) => image.includes(':')),
    ),
  ];

  test('of others are named by the tag of one version', () => {
    expect(used.length).toBeGreaterThan(5);
    expect(
      used.filter((image) => !/^[\w/-]+:\d+\.\d+\.\d+-[\w-]+(@sha256:[0-9a-f]{64})?$/.test(image)),
    ).toEqual([]);
  });

  test('of one name have one tag', () => {
    const tags = new Map(used.map((image) => [image.split(':')[0], image]));
    expect(new Set(used)).toEqual(new Set(tags.values()));
    // The name of the base, as the label has it.
    expect(textOf('Dockerfile')).toContain(`base.name=docker.io/library/${tags.get('node')?.split('@')[0]}`);
  });

  test('nothing is pulled only to read the Dockerfile', () => {
    expect(textOf('Dockerfile')).not.toContain('syntax=');
  });
});
