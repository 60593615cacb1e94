// The tables of docs/threats.md, and the tests that name their ids. Run by `npm run docs:threats`, which writes the last
// column of each row: the tests that show it. Rows whose tests have come lose their mark `open`; those left are listed.
// With --json it writes nothing and prints what it has read, for test/threats.test.ts to judge.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = 'docs/threats.md';
const id = String.raw`(?:[A-T]-\d{2}|F-[A-Z]\d+|oidcc-client-[a-z\d]+(?:-[a-z\d]+)*)`;
// Ids stand in titles of tests and in tables of titles; what comments and support files say does not count.
const comment = /^\s*(?:\/\/|\*|\/\*).*$/gm;
const self = 'test/threats.test.ts';

const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => join('test', file))
  .filter((file) => file.endsWith('.ts') && !/\/support\//.test(file) && file !== self)
  .sort()
  .map((file) => ({ file, text: readFileSync(file, 'utf8').replaceAll(comment, '') }));

/** Which tests name what, by name. */
const namedBy = (pattern) => {
  const named = new Map();
  for (const { file, text } of tests)
    for (const [, name] of text.matchAll(pattern)) named.set(name, (named.get(name) ?? new Set()).add(file));
  return named;
};

const named = namedBy(new RegExp(`(?<![\\w-])(${id})(?![\\w-])`, 'g'));
const rowPattern = new RegExp(`^\\| (${id}) \\| (.*?) \\| (.*?) \\| (.*?) ?\\|$`);

const rowIn = (line) => {
  const [, id, tried, must, shown] = rowPattern.exec(line) ?? [];
  if (id === undefined) return undefined;
  return {
    id,
    tried,
    must,
    tests: [...shown.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, file]) => file),
    document: /document: (.*)$/.exec(shown)?.[1],
    isOpen: /(?:^|, )open$/.test(shown),
  };
};

const linkTo = (file) => `[${file.replace(/^test\//, '').replace(/(\.test)?\.ts$/, '')}](../${file})`;

const withTests = (line) => {
  const row = rowIn(line);
  if (row === undefined) return line;
  const shown = [...(named.get(row.id) ?? [])].map(linkTo);
  if (row.document !== undefined) shown.push(`document: ${row.document}`);
  else if (row.isOpen && shown.length === 0) shown.push('open');
  return `| ${row.id} | ${row.tried} | ${row.must} | ${shown.join(', ')} |`;
};

const lines = readFileSync(page, 'utf8').split('\n');
if (process.argv.includes('--json')) {
  const rows = lines.map(rowIn).filter((row) => row !== undefined);
  const inTests = [...named].map(([id, files]) => ({ id, tests: [...files] }));
  console.log(JSON.stringify({ rows, inTests }));
} else {
  const written = lines.map(withTests);
  writeFileSync(page, written.join('\n'));
  const open = written.map(rowIn).filter((row) => row?.isOpen);
  console.log(`Wrote ${page}`);
  if (open.length > 0) console.log(`Open: ${open.map(({ id }) => id).join(' ')}`);
}
