// `npm run package:surface`: what the packages promise, written down: every export with its type, one file an entry, read off
// the declarations in build/. With `--check` it writes nothing, says what changed, and fails when something did.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    from: { type: 'string', default: join(root, 'build') },
  },
});
const silent = { logLevel: ExtractorLogLevel.None };

const entriesOf = (folder) => {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([, target]) => target.types !== undefined)
    .map(([entry, { types }]) => ({
      name: entry === '.' ? 'index' : entry.slice(2),
      types: join(folder, types),
    }));
};

const isKept = ({ folder, name, types, kept, temporary }) => {
  const { succeeded, apiReportChanged } = Extractor.invoke(
    ExtractorConfig.prepare({
      configObject: {
        projectFolder: folder,
        mainEntryPointFilePath: types,
        newlineKind: 'lf',
        compiler: {
          overrideTsconfig: {
            compilerOptions: {
              module: 'nodenext',
              target: 'es2022',
              strict: true,
              types: ['node'],
              typeRoots: [join(root, 'node_modules/@types')],
              skipLibCheck: true,
            },
            files: [types],
          },
        },
        apiReport: {
          enabled: true,
          reportFileName: name,
          reportFolder: kept,
          reportTempFolder: temporary,
          includeForgottenExports: true,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
          // How comments are written, and which types have no name outside, are other questions.
          extractorMessageReporting: { default: silent },
          tsdocMessageReporting: { default: silent },
        },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(folder, 'package.json'),
    }),
    { localBuild: !values.check, showVerboseMessages: false, messageCallback: quieten },
  );
  return succeeded && !apiReportChanged;
};

// What went wrong is said below, once, and by its own name.
const quieten = (message) => {
  if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
};

let changed = 0;
for (const name of readdirSync(join(root, 'packages'))) {
  const folder = resolve(values.from, 'packages', name);
  const kept = join(root, 'packages', name, 'surface');
  mkdirSync(kept, { recursive: true });
  const temporary = mkdtempSync(join(tmpdir(), 'surface-'));
  for (const entry of entriesOf(folder)) {
    const isSame = isKept({ folder, kept, temporary, ...entry });
    const file = `packages/${name}/surface/${entry.name}.api.md`;
    if (isSame) continue;
    changed += 1;
    console.log(
      values.check ? `${file} is not what the code says: npm run package:surface` : `${file} written`,
    );
  }
  rmSync(temporary, { recursive: true });
}
if (values.check && changed > 0) process.exitCode = 1;
