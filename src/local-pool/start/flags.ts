import { parseArgs } from 'node:util';
import { didYouMean } from '../base/did-you-mean.js';
import { reasonOf } from '../data-file/file-errors.js';
import { flagOf, settingNames, settings, type Setting, type Settings } from './settings.js';

/** What is asked for beside the pool itself; none of it stands in a --config file. */
const commands = {
  'config': {
    type: 'string',
    value: 'FILE',
    help: 'all of the above as JSON, under the same names (domainPort, callback: [...]); flags win',
  },
  'print-cli': {
    type: 'boolean',
    help: 'start nothing; print the pool of the other flags as commands of the AWS CLI',
  },
  'help': { type: 'boolean', help: 'say this' },
} as const;

const line = (flag: string, value: string | undefined, help: string): string =>
  `  ${`--${flag} ${value ?? ''}`.padEnd(28)} ${help}`;

export const usage = [
  'Usage: cognito-local-pool [flags], or npm run pool -- [flags]',
  '',
  ...settingNames.map((name) => line(flagOf(name), settings[name].value, settings[name].help)),
  ...Object.entries(commands).map(([flag, command]) =>
    line(flag, 'value' in command ? command.value : undefined, command.help),
  ),
  '',
  'A switch of the file is turned off by --no- in front of its name: --no-control.',
].join('\n');

/** What a command line says, and what is wrong with it. */
export interface Flags {
  readonly settings: Settings;
  readonly config?: string | undefined;
  readonly isPrintCli: boolean;
  readonly isHelp: boolean;
  readonly problems: readonly string[];
}

const options = Object.fromEntries([
  ...settingNames.map((name) => [
    flagOf(name),
    {
      type: settings[name].kind === 'switch' ? 'boolean' : 'string',
      ...(settings[name].kind === 'texts' && { multiple: true }),
    } as const,
  ]),
  ...Object.entries(commands).map(([flag, { type }]) => [flag, { type }]),
]) as Record<string, { readonly type: 'boolean' | 'string'; readonly multiple?: boolean }>;

type Values = Readonly<Record<string, unknown>>;

export const readFlags = (args: readonly string[]): Flags => {
  const nothing = { settings: {}, isPrintCli: false, isHelp: false };
  let values: Values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: false,
      allowNegative: true,
    }));
  } catch (error) {
    return { ...nothing, problems: [explained(error)] };
  }
  const given = settingNames.filter((name) => values[flagOf(name)] !== undefined);
  const config = values['config'];
  return {
    settings: Object.fromEntries(given.map((name) => [name, valueOf(settings[name], values[flagOf(name)])])),
    config: typeof config === 'string' ? config : undefined,
    isPrintCli: values['print-cli'] === true,
    isHelp: values['help'] === true,
    problems: given.flatMap((name) => problemsIn(settings[name], flagOf(name), values[flagOf(name)])),
  };
};

const explained = (error: unknown): string => {
  const [message = ''] = reasonOf(error).split(/[.\n]/u);
  const [, name = ''] = /^Unknown option '-+(?:no-)?([^']*)'/u.exec(message) ?? [];
  return `${message}.${didYouMean(name, Object.keys(options)).replace('mean ', 'mean --')} Run it with --help for the flags.`;
};

const valueOf = ({ kind }: Setting, given: unknown): unknown =>
  kind === 'port' ? portIn(String(given)) : given;

const portIn = (given: string): number => (/^\d{1,6}$/u.test(given) ? Number(given) : Number.NaN);

const problemsIn = (setting: Setting, flag: string, given: unknown): readonly string[] => {
  const each: readonly unknown[] = Array.isArray(given) ? given : [given];
  return each.flatMap((value) => {
    const isShown = typeof value === 'string' && value !== '' && setting.isSecret !== true;
    return setting.check(valueOf(setting, value), isShown ? `--${flag} ${value}` : `--${flag}`);
  });
};
