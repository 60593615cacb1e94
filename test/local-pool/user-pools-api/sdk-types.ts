import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'node_modules/@aws-sdk/client-cognito-identity-provider/dist-types/models';

export interface SdkMember {
  readonly name: string;
  readonly isOptional: boolean;
}

/** The structures of AWS's own client, read out of its types: what it sends and what it expects. */
export const sdkStructures = (): ReadonlyMap<string, readonly SdkMember[]> => {
  const types = readdirSync(folder)
    .filter((file) => /^models_\d+\.d\.ts$/u.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
    .replaceAll(/\/\*\*.*?\*\//gsu, '');
  const interfaces = types.matchAll(/export interface (?<name>\w+) \{(?<body>.*?)\n\}/gsu);
  return new Map(
    [...interfaces].map(({ groups: { name = '', body = '' } = {} }) => [
      name,
      [...body.matchAll(/^ {4}(?<member>\w+)(?<mark>\??):/gmu)].map(
        ({ groups: { member = '', mark = '' } = {} }) => ({
          name: member,
          isOptional: mark === '?',
        }),
      ),
    ]),
  );
};
