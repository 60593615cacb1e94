// Writes the JSON Schema of the local pool's --config file from its table of settings. Run by `npm run package:schema`.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { configSchema } from '../dist/local-pool/start/config-file.js';

const file = 'packages/local-pool/config.schema.json';
const options = { ...(await resolveConfig(file)), filepath: file };
writeFileSync(file, await format(JSON.stringify(configSchema), options));
console.log(`Wrote ${file}`);
