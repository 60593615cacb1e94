// From options or a command line to two servers that listen: the first pool is set up, the rooms below are mounted on
// the issuer's host and on the domain's, and everything is closed again. This room alone knows all the others.

import { existsSync } from 'node:fs';
import { createClock } from '../base/clock.js';
import type { Family } from '../base/model.js';
import { sweep } from '../base/store.js';
import { createControls } from '../control/controls.js';
import { openDataFile, type DataFile } from '../data-file/data-file.js';
import { createPersistence, type Persistence } from '../data-file/persistence.js';
import { views } from '../hosted-ui/pages.js';
import { createService, type Service } from '../service.js';
import { generateKeys } from '../tokens/keys.js';
import { createDomainApp, createIssuerApp } from './apps.js';
import { certificateOf, certificateProblems } from './certificate-files.js';
import { exposureProblems, exposureWarnings, isForThisMachine } from './exposure.js';
import { listen, type Listener, type ListenOptions } from './listen.js';
import { unknownOptions } from './option-names.js';
import type { LocalPool, LocalPoolOptions } from './options.js';
import { openTriggers, triggerProblems, triggersInHand } from './open-triggers.js';
import { isProduction, notInProduction } from './production.js';
import { setUp, type MainPool } from './set-up.js';

const sweepEveryMs = 30_000;
/** A stand-in guards made-up passwords: it starts sooner with a quarter of the usual cost. */
const mainPasswordCost = 4_096;

/**
 * Starts a user pool on two ports, of the loopback address unless another is named, with two people and two clients in it. Rejects in production, when a port is
 * taken, and when the data file is of something else, in use, or cannot be written.
 */
export const startLocalPool = async (options: LocalPoolOptions = {}): Promise<LocalPool> => {
  if (isProduction()) throw new Error(notInProduction);
  const problems = [
    ...unknownOptions(options),
    ...exposureProblems(options),
    ...certificateProblems(options),
    ...triggerProblems(options),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (!existsSync(views))
    throw new Error(`The pages of the local pool are missing: copy views/local-pool to ${views}`);
  const file = options.dataFile === undefined ? undefined : openDataFile(options.dataFile);
  try {
    return await startWith(options, file);
  } catch (error) {
    file?.release();
    throw error;
  }
};

const startWith = async (options: LocalPoolOptions, file: DataFile | undefined): Promise<LocalPool> => {
  const log = options.log ?? (() => undefined);
  const service = createService({
    settings: {
      issuers: options.issuer === 'aws' ? 'aws' : 'own',
      errorShape: options.errorShape ?? 'observed',
      passwordCost: options.passwordCost ?? mainPasswordCost,
      isForThisMachine: isForThisMachine(options),
      ...(options.brand !== undefined && { brand: options.brand }),
    },
    clock: createClock(options.now),
    log,
  });
  const freshKeys = options.keys ?? (await generateKeys());
  await openTriggers(service.triggers, options, log);
  const persistence = createPersistence({ state: service, file, log });
  const certificate = await certificateOf(options, Date.now());
  const answered = (): void => persistence.touch();
  const listeners = await listenTwice(service, options, { certificate, answered });
  try {
    const main = setUp(service, { options, saved: file?.saved, freshKeys });
    for (const pool of service.store.pools.values()) service.triggers.announce(pool);
    const { id } = main.pool;
    const jwksUri = `${service.origins.issuer}/${id}/.well-known/jwks.json`;
    for (const warning of exposureWarnings(options, { id, jwksUri })) log(warning);
    persistence.flush();
    return poolInHand({ service, main, listeners, persistence, certificate: certificate?.cert });
  } catch (error) {
    await Promise.all(listeners.map((listener) => listener.close()));
    throw error;
  }
};

const listenTwice = async (
  service: Service,
  options: LocalPoolOptions,
  both: Pick<ListenOptions, 'certificate' | 'answered'>,
): Promise<Listener[]> => {
  const { issuerPort = 0, domainPort = 0, host = '127.0.0.1', control: isControllable = false } = options;
  const issuer = await listen(createIssuerApp(service), { port: issuerPort, host, ...both });
  const domainApp = createDomainApp(service, { isControllable, certificate: both.certificate?.cert });
  const domain = await listen(domainApp, { port: domainPort, host, ...both }).catch(
    async (error: unknown) => {
      await issuer.close();
      throw error;
    },
  );
  const { publicUrl = issuer.origin, publicDomainUrl = domain.origin } = options;
  Object.assign(service.origins, {
    issuer: new URL(publicUrl).origin,
    domain: new URL(publicDomainUrl).origin,
  });
  return [issuer, domain];
};

interface Started {
  readonly service: Service;
  readonly main: MainPool;
  readonly listeners: readonly Listener[];
  readonly persistence: Persistence;
  readonly certificate: string | undefined;
}

const poolInHand = ({ service, main, listeners, persistence, certificate }: Started): LocalPool => {
  const end = (family: Family): void => service.families.end(family);
  const sweeper = setInterval(() => sweep(service.store, service.clock.now(), end), sweepEveryMs);
  sweeper.unref();
  let closed: Promise<void> | undefined;

  const close = async (): Promise<void> => {
    clearInterval(sweeper);
    await Promise.all(listeners.map((listener) => listener.close()));
    persistence.close();
  };

  return {
    issuer: main.pool.issuer,
    domain: service.origins.domain,
    userPoolId: main.pool.id,
    api: service.origins.issuer,
    client: main.client,
    publicClient: main.publicClient,
    certificate,
    clock: service.clock,
    faults: service.faults,
    requests: service.requests,
    refusals: service.refusals,
    outbox: service.outbox,
    keys: main.keyring,
    triggers: triggersInHand(service, main.pool),
    ...createControls(service, main.pool),
    close: () => (closed ??= close()),
  };
};
