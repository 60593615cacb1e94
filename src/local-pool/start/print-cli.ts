import { createClock } from '../base/clock.js';
import { seedPassword, seedPeople } from '../control/seed.js';
import { createService } from '../service.js';
import { generateKeysNow } from '../tokens/keys.js';
import { cliCommands } from './cli-commands.js';
import type { LocalPoolOptions } from './options.js';
import { setUp } from './set-up.js';

/** `--print-cli`: the pool that flags and seed describe, as a script for the shell that makes it at AWS. Nothing is started. */
export const scriptFor = async (options: LocalPoolOptions): Promise<string> => {
  const service = createService({
    // Nobody signs in here.
    settings: { errorShape: 'observed', passwordCost: 16 },
    clock: createClock(options.now),
    log: () => undefined,
  });
  const { pool } = setUp(service, { options, saved: undefined, freshKeys: options.keys ?? generateKeysNow });
  const people = options.seed === undefined ? seedPeople : (options.seed.people ?? []);
  const passwords = new Map(
    people.map((person) => [
      person.email,
      'password' in person && person.password !== undefined ? person.password : seedPassword,
    ]),
  );
  return cliCommands({ pool, store: service.store, passwordOf: (email) => passwords.get(email) });
};
