// `npm run docs:security`: puts the tables of requirements into docs/security.md, from the texts of docs/security/.
// With `--print` it writes the page to standard output instead, for the test that compares.
//
// A text is a list of blocks with a blank line between them. `# Title` begins a table; any other block is one requirement:
//
//   3.3.1 (L1) yes                       its number, its level or whom it binds, and how it stands
//   Cookies are Secure.                  what it asks for, in words of ours
//   All of them.                         what is done
//   J-01; page: x.md; deployer: y        what shows it; a `no` needs none
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const page = 'docs/security.md';
const states = ['yes', 'partly', 'open', 'deployer', 'no'];

const readTables = (name) => {
  const tables = [];
  for (const block of readFileSync(`docs/security/${name}.txt`, 'utf8')
    .trim()
    .split(/\n{2,}/)) {
    if (block.startsWith('# ')) tables.push({ title: block.slice(2), rows: [] });
    else tables.at(-1).rows.push(readRequirement(name, block));
  }
  return tables;
};

const readRequirement = (name, block) => {
  const [head, need, done, shown, ...rest] = block.split('\n');
  const [, number, whom, state] = /^([\d.]+(?:\/\d+)?) \(([^)]+)\) (\w+)$/.exec(head) ?? [];
  const isWhole = states.includes(state) && need && done && rest.length === 0;
  if (!isWhole || (shown === undefined) !== (state === 'no'))
    throw new Error(`docs/security/${name}.txt: not a requirement:\n${block}`);
  return { number, whom, state, need, done, shown: shown === undefined ? 'does not apply' : linked(shown) };
};

const linked = (shown) =>
  shown.replace(/\bpage: ([\w./-]+)/g, (_all, path) => `[${path}](${relative('docs', path)})`);

const cell = (text) => text.replaceAll('|', '\\|');

const tableOf = ({ title, rows }) =>
  [
    `#### ${title}`,
    '',
    '| requirement | asks for | applies | what is done | shown by |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ number, whom, state, need, done, shown }) =>
        `| ${number} (${whom}) | ${cell(need)} | ${state} | ${cell(done)} | ${cell(shown)} |`,
    ),
    '',
  ].join('\n');

const countsOf = (tables) => {
  const rows = tables.flatMap((table) => table.rows);
  const counted = states.map((state) => `${state} ${rows.filter((row) => row.state === state).length}`);
  return `${rows.length} requirements: ${counted.join(', ')}.`;
};

// What lies between two such marks is made here; the rest of the page is written by hand.
const filled = (text) =>
  text.replace(
    /(<!-- made from: ([\w ,-]+) -->\n)[\s\S]*?(<!-- made until here -->)/g,
    (_all, start, names, end) => {
      const tables = names.split(', ').flatMap(readTables);
      return `${start}\n${countsOf(tables)}\n\n${tables.map(tableOf).join('\n')}\n${end}`;
    },
  );

const text = filled(readFileSync(page, 'utf8'));
if (process.argv.includes('--print')) process.stdout.write(text);
else {
  writeFileSync(page, text);
  console.log(`Wrote ${page}`);
}
