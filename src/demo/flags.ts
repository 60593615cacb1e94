import { parseArgs } from 'node:util';

/** What the demo can be told: where it listens. In the order of `--help`. */
const flags = {
  'port': { usual: 3000, help: 'the site' },
  'pool-port': { usual: 9400, help: 'the local user pool: its issuer, keys and API' },
  'domain-port': { usual: 9401, help: "the local user pool's hosted pages" },
} as const;

export type Flag = keyof typeof flags;
export type Ports = Readonly<Record<Flag, number>>;

export const flagNames = Object.keys(flags) as readonly Flag[];

const line = (flag: string, help: string): string => `  --${flag.padEnd(20)} ${help}`;

export const usage = `Usage: npm run demo -- [flags]

Starts the site on this machine, with a local user pool and made-up people beside it. There is nothing to set up, no account at
AWS is needed, and everything is gone when it ends.

${flagNames.map((flag) => line(`${flag} PORT`, `${flags[flag].help} (${flags[flag].usual})`)).join('\n')}
${line('help', 'say this')}

From the environment: PORT, where no --port is given; SITE_NAME, the name on the pages; LOG_LEVEL, how much is logged (warn).
`;

/** What a command line asks for, or what is wrong with it. */
export type Asked = { readonly ports: Ports } | { readonly problem: string } | 'help';

export const readFlags = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Asked => {
  const values = valuesIn(args);
  if (typeof values === 'string') return { problem: values };
  if (values.help === true) return 'help';
  // Set to nothing is not set.
  const fallback = (flag: Flag): string => (flag === 'port' && env['PORT']) || String(flags[flag].usual);
  const texts = flagNames.map((flag) => [flag, values[flag] ?? fallback(flag)] as const);
  const [wrong] = texts.find(([, text]) => !isPort(text)) ?? [];
  if (wrong === undefined)
    return { ports: Object.fromEntries(texts.map(([flag, text]) => [flag, Number(text)])) as Ports };
  const name = wrong === 'port' && values.port === undefined ? 'PORT' : `--${wrong}`;
  return { problem: `${name} must be a port number, 1 to 65535.` };
};

const isPort = (value: string): boolean =>
  /^\d{1,5}$/.test(value) && Number(value) > 0 && Number(value) < 65_536;

const port = { type: 'string' } as const;
const options = {
  'port': port,
  'pool-port': port,
  'domain-port': port,
  'help': { type: 'boolean' },
} as const;

const valuesIn = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // What Node says of a flag goes on with advice that is of no use here.
    const [message = ''] = String(error instanceof Error ? error.message : error).split(/[.\n]/);
    return `${message}. npm run demo -- --help says which flags there are.`;
  }
};
