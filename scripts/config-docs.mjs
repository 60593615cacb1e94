// Writes .env.example and docs/configuration.md from the table of settings. Run by `npm run docs:config`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { configurationPage, envExample } from '../dist/config/docs.js';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/configuration.md', configurationPage());
writeFileSync('.env.example', envExample());
console.log('Wrote .env.example and docs/configuration.md');
