import { readSeedFile, type Seed } from '../control/seed-file.js';
import { ownCertificate } from './certificate-files.js';
import { clientSecretOf } from './client-secret.js';
import { plainUrlProblems } from './exposure.js';
import type { LocalPoolOptions } from './options.js';
import { defaultPort, flagOf, lastPort, type Settings } from './settings.js';

/**
 * The options of a pool that settings describe, or what is wrong with them: what was found already, and what does not go
 * together or cannot be read.
 */
export const poolOptions = (
  settings: Settings,
  found: readonly string[],
): { readonly options: LocalPoolOptions } | { readonly problems: readonly string[] } => {
  const secret = clientSecretOf(settings);
  const seed = seedOf(settings);
  const certificate = ownCertificate(settings);
  const ports = portsOf(settings);
  const problems = [
    ...found,
    ...portProblems(settings, ports),
    ...plainUrlsIn(settings),
    ...[secret, seed, certificate].flatMap((part) => ('problems' in part ? part.problems : [])),
  ];
  if (problems.length > 0) return { problems };
  return { options: { ...plainOptions(settings), ...ports, ...secret, ...seed, ...certificate } };
};

const plainOptions = (settings: Settings): LocalPoolOptions => {
  const { poolId, data, callback, logout, scope, clientId, host, issuer } = settings;
  const { publicUrl, publicDomainUrl, sessionTracking, levels, passkeys, control = false } = settings;
  const { triggers, lambdaEndpoint } = settings;
  const logoutUrls = logout ?? callback?.flatMap(likelyLogoutUrls);
  return {
    ...(poolId !== undefined && { userPoolId: poolId }),
    ...(data !== undefined && { dataFile: data }),
    ...(callback !== undefined && { callbackUrls: callback }),
    ...(logoutUrls !== undefined && { logoutUrls }),
    ...(scope !== undefined && { scopes: scope }),
    ...(clientId !== undefined && { clientId }),
    ...(host !== undefined && { host }),
    ...(issuer !== undefined && { issuer }),
    ...(publicUrl !== undefined && { publicUrl }),
    ...(publicDomainUrl !== undefined && { publicDomainUrl }),
    ...(sessionTracking === true && { sessionTracking }),
    ...(levels === true && { levels }),
    ...(passkeys === true && { passkeys }),
    ...(triggers !== undefined && { triggers }),
    ...(lambdaEndpoint !== undefined && { lambdaEndpoint }),
    control,
  };
};

/** Where an app of this callback is likely to send people after signing out. */
const likelyLogoutUrls = (callback: string): string[] => {
  const { origin } = new URL(callback);
  return origin === 'null' ? [callback] : [origin, `${origin}/`, `${origin}/signed-out`];
};

const seedOf = ({ seed }: Settings): { readonly seed?: Seed } | { readonly problems: readonly string[] } => {
  if (seed === undefined || seed === '') return {};
  return typeof seed === 'string' ? readSeedFile(seed) : { seed };
};

interface Ports {
  readonly issuerPort: number;
  readonly domainPort: number;
}

const portsOf = ({ port = defaultPort, domainPort }: Settings): Ports => ({
  issuerPort: port,
  domainPort: domainPort ?? (port > 0 ? port + 1 : 0),
});

const portProblems = (settings: Settings, { issuerPort, domainPort }: Ports): readonly string[] => {
  if (issuerPort === lastPort && settings.domainPort === undefined) {
    return [`--port ${issuerPort} has no port after it; name one with --domain-port`];
  }
  return issuerPort === domainPort && settings.domainPort !== undefined && issuerPort !== 0
    ? ['--port and --domain-port must be two ports']
    : [];
};

const plainUrlsIn = (settings: Settings): readonly string[] => {
  if (settings.tls !== true && settings.cert === undefined) return [];
  return (['publicUrl', 'publicDomainUrl'] as const).flatMap((name) => {
    const url = settings[name];
    return url === undefined ? [] : plainUrlProblems(url, `--${flagOf(name)} ${url}`);
  });
};
