import { readConfigFile } from './config-file.js';
import { readFlags } from './flags.js';
import type { LocalPoolOptions } from './options.js';
import { poolOptions } from './pool-options.js';
import { isProduction, notInProduction } from './production.js';
import type { Settings } from './settings.js';

export interface Run {
  readonly run: LocalPoolOptions;
  /** What to paste at the start. */
  readonly print: Required<Settings>['print'];
  /** Where the client secret was read: a secret that is in a file is not repeated at the start, where logs would keep it. */
  readonly clientSecretFile?: string;
}

export type Command =
  | Run
  | { readonly script: LocalPoolOptions }
  | { readonly help: true }
  | { readonly problems: readonly string[] };

/** What a command line asks for, or everything that is wrong with it. */
export const readCommandLine = (
  args: readonly string[],
  environment: { readonly NODE_ENV?: string | undefined },
): Command => {
  if (isProduction(environment)) return { problems: [notInProduction] };
  const flags = readFlags(args);
  if (flags.isHelp) return { help: true };
  const config = flags.config === undefined ? { settings: {}, problems: [] } : readConfigFile(flags.config);
  const settings = merged(config.settings, flags.settings);
  const problems = [
    ...flags.problems,
    ...config.problems,
    ...(flags.isPrintCli && settings.data !== undefined
      ? ['--print-cli prints what flags and seed describe: leave --data out']
      : []),
  ];
  const made = poolOptions(settings, problems);
  if ('problems' in made) return made;
  if (flags.isPrintCli) return { script: made.options };
  const { print = ['env'], clientSecretFile: file = '' } = settings;
  return { run: made.options, print, ...(file !== '' && { clientSecretFile: file }) };
};

/** Ways to say the same thing: a flag of one of them takes the place of all that the file says. */
const sameThing: readonly (readonly (keyof Settings)[])[] = [
  ['clientSecret', 'clientSecretFile'],
  ['tls', 'cert', 'key'],
];

/** Flags win. */
const merged = (file: Settings, flags: Settings): Settings => {
  const saidByFlags = sameThing.filter((names) => names.some((name) => flags[name] !== undefined));
  const replaced: ReadonlySet<string> = new Set(saidByFlags.flat());
  const rest = Object.entries(file).filter(([name]) => !replaced.has(name));
  return { ...Object.fromEntries(rest), ...flags };
};
