import { dirname, resolve } from 'node:path';
import { object, text } from '../base/shape.js';
import { readJson } from '../data-file/json-file.js';
import { isUrl } from './open-triggers.js';
import { checkInFile, settingNames, settings, type Settings } from './settings.js';

const shape = object({
  $schema: text,
  ...Object.fromEntries(settingNames.map((name) => [name, checkInFile(settings[name])])),
});

/** What an editor needs to help with a --config file; published with the package. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A configuration of the local user pool (cognito-local-pool --config)',
  ...shape.schema,
  properties: Object.fromEntries([
    ['$schema', { type: 'string' }],
    ...settingNames.map((name) => [
      name,
      { description: settings[name].help, ...checkInFile(settings[name]).schema },
    ]),
  ]) as Readonly<Record<string, object>>,
};

export interface ConfigFile {
  readonly settings: Settings;
  readonly problems: readonly string[];
}

/** A --config file, or every problem in it, one line each. Paths in it start from its own folder. */
export const readConfigFile = (file: string): ConfigFile => {
  const read = readJson(file, '--config');
  if ('problem' in read) return { settings: {}, problems: [read.problem] };
  const problems = shape(read.value, '').map((line) => `${file}: ${line}`);
  if (problems.length > 0) return { settings: {}, problems };
  return { settings: withPaths(read.value as Settings, dirname(file)), problems };
};

const withPaths = (given: Settings, folder: string): Settings =>
  Object.fromEntries(
    settingNames
      .filter((name) => given[name] !== undefined)
      .map((name) => {
        const value = given[name];
        return [
          name,
          settings[name].isPath === true && typeof value === 'string' && !isUrl(value)
            ? resolve(folder, value)
            : value,
        ];
      }),
  );
