// Lays out what the generator reads: each page at its own path, what the pages link to with them. A source file becomes a plain page
// that shows it, so that the site of a version shows the code of that version, wherever the repository is.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allPages, root } from './navigation.mjs';
import { hasReadme, stagedAs, targetOf } from './links.mjs';

const staged = new URL('.staged/', import.meta.url);
const link = /\]\(([^)\s]+)\)/g;
const fences = /^ *(`{3,})[\s\S]*?^ *\1 *$/gm;

export const stage = () => {
  rmSync(staged, { recursive: true, force: true });
  const waiting = allPages().map((target) => ({ target, kind: 'file' }));
  const done = new Set();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const name = stagedAs(next);
    if (done.has(name)) continue;
    done.add(name);
    waiting.push(...stageOne(next, name));
  }
  return done.size;
};

/** Writes one page, and tells what it links to. */
const stageOne = ({ target, kind }, name) => {
  if (kind === 'folder' && hasReadme(target)) return stageOne({ target: `${target}/README.md` }, name);
  if (kind === 'folder') return stageText(target, name, listOf(target));
  // As it is as well: for programs that read Markdown, and for pictures. A page of HTML would stand in the way of ours.
  if (!target.endsWith('.html')) cpSync(join(root, target), at(`public/${target}`));
  if (target.endsWith('.md')) return stageText(target, name, readFileSync(join(root, target), 'utf8'));
  if (name === target) cpSync(join(root, target), at(name));
  else write(`public/${name}`, sourcePage(target));
  return [];
};

const stageText = (target, name, text) => {
  write(name, text);
  const from = name.endsWith('/index.md') && !target.endsWith('.md') ? name : target;
  const links = [...text.replaceAll(fences, '').matchAll(link)].map(([, href]) => targetOf(from, href));
  return links.filter((found) => found !== undefined);
};

const isOfUs = ({ name }) => !['node_modules', 'dist', 'build'].includes(name);

const listOf = (folder) => {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter(isOfUs);
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  return `---\nsearch: false\n---\n\n# ${folder}\n\n${names.map((name) => `- [${name}](./${name})`).join('\n')}\n`;
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const style =
  'body{margin:1rem;font:0.875rem/1.5 monospace;counter-reset:line}pre{white-space:pre-wrap}' +
  'i::before{counter-increment:line;content:counter(line);display:inline-block;width:3rem;color:#767676;font-style:normal}' +
  '@media(prefers-color-scheme:dark){body{background:#1b1b1f;color:#dfdfd6}i::before{color:#98989f}}';

const sourcePage = (file) => {
  const lines = readFileSync(join(root, file), 'utf8').trimEnd().split('\n');
  const body = lines.map((line) => `<i></i>${escaped(line)}`).join('\n');
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${file}</title>`;
  return `<!doctype html><html lang="en">${head}<style>${style}</style><h1>${file}</h1><pre>${body}</pre></html>\n`;
};

const at = (name) => new URL(name, staged);

const write = (name, text) => {
  mkdirSync(new URL(`${dirname(name)}/`, staged), { recursive: true });
  writeFileSync(at(name), text);
};
