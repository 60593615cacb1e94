// llms.txt, as https://llmstxt.org has it: what there is to read, for programs that read. Written by `npm run docs:llms` from the
// pages that website/navigation.json lists. With --json it writes nothing and prints what it has found, for test/docs-site.test.ts.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allPages, filesOf, readNavigation, root, unlisted } from '../website/navigation.mjs';

const navigation = readNavigation();

const rowOf = ({ file, title, about }) =>
  about === undefined ? `- [${title}](${file})` : `- [${title}](${file}): ${about}`;

const sectionOf = ({ title, pages, optional = false }) => {
  const rows = pages.flatMap((entry) => entry.pages ?? [entry]).map(rowOf);
  // The name that the form gives to what may be left out where room is short.
  return [`## ${optional ? 'Optional' : title}`, '', ...rows, ''];
};

const text = [
  `# ${navigation.title}`,
  '',
  `> ${navigation.summary}`,
  '',
  ...navigation.advice.flatMap((line) => [line, '']),
  ...navigation.sections.flatMap(sectionOf),
].join('\n');

if (process.argv.includes('--json')) {
  const missing = filesOf(navigation).filter((file) => !existsSync(join(root, file)));
  console.log(JSON.stringify({ text, pages: allPages(), unlisted: unlisted(navigation), missing }));
} else {
  writeFileSync('llms.txt', text);
}
