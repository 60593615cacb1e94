// The pages by subject, as navigation.json lists them: for the site's menu, for llms.txt, and for the test that holds the list complete.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const markdownIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);

/** The first heading, without marks of Markdown. */
export const titleOf = (file) =>
  /^# (.+)$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1].replaceAll('`', '') ?? file;

const pageOf = ({ file, title, about }) => ({ file, title: title ?? titleOf(file), about });

const entryOf = ({ folder, ...entry }) =>
  folder === undefined
    ? pageOf(entry)
    : { ...entry, pages: markdownIn(folder).map((file) => pageOf({ file })) };

/** Title, summary and sections; an entry of a section is a page, or a folder with its `pages`. */
export const readNavigation = () => {
  const { sections, ...about } = JSON.parse(
    readFileSync(new URL('navigation.json', import.meta.url), 'utf8'),
  );
  return {
    ...about,
    sections: sections.map(({ title, optional, pages }) => ({ title, optional, pages: pages.map(entryOf) })),
  };
};

export const filesOf = ({ sections }) =>
  sections.flatMap(({ pages }) => pages.flatMap((entry) => (entry.pages ?? [entry]).map(({ file }) => file)));

/** Every page there is: those at the top and all below docs/. */
export const allPages = () => [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
];

export const unlisted = (navigation) => {
  const listed = new Set(filesOf(navigation));
  return allPages().filter((file) => !listed.has(file));
};
