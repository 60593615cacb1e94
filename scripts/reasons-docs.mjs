// Writes the tables of docs/operations.md below "Reasons" from the lists in the code. Run by `npm run docs:reasons`.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import {
  bearerHints,
  endReasons,
  familyReasons,
  hints,
  reasonFamilies,
  reasons,
} from '../dist/auth/reasons.js';

const page = 'docs/operations.md';
const heading = '## Reasons\n';

const table = (columns, rows) =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const meanings = (list) =>
  table(
    ['reason', 'it means'],
    Object.entries(list).map(([word, sentence]) => [`\`${word}\``, sentence]),
  );

const changes = (list) =>
  table(
    ['reason', 'it means', 'what to change'],
    Object.entries(list).map(([word, sentence]) => [`\`${word}\``, sentence, hints[word] ?? '']),
  );

const section = `${heading}
The word \`reason\` in logs, metrics and events says which cause of a code it was. The words are one list, \`src/auth/reasons.ts\`, and
this section is made from it (\`npm run docs:reasons\`). Where something is to be changed, the third column says what, and the log line says
the same as \`hint\`: settings of this site, with the options of \`createAuth\` in brackets.

${changes(reasons)}

Some are families:

${meanings(reasonFamilies)}

Some words of the families say what is to be done:

${changes(familyReasons)}

At the bearer API something else is to be changed (\`bearer_refused\`):

${table(
  ['at the API', 'what to change'],
  Object.entries(bearerHints).map(([word, hint]) => [`there \`${word}\``, hint]),
)}

Why a session is over (\`session_ended\`):

${meanings(endReasons)}
`;

const text = readFileSync(page, 'utf8');
const before = text.slice(0, text.indexOf(heading));
const options = JSON.parse(readFileSync('.prettierrc.json', 'utf8'));
writeFileSync(page, await format(before + section, { ...options, parser: 'markdown' }));
console.log(`Wrote ${page}`);
