import { posix } from 'node:path';
import { defineConfig } from 'vitepress';
import { siteLink } from '../links.mjs';
import { readNavigation, titleOf, unlisted } from '../navigation.mjs';

const navigation = readNavigation();
const {
  DOCS_BASE: base = '/',
  DOCS_VERSION: version = 'this version',
  DOCS_VERSIONS: versions = '',
} = process.env;

const pathOf = (file) => `/${file.replace(/README\.md$/, '').replace(/\.md$/, '')}`;
const itemOf = ({ file, title, pages }) =>
  pages === undefined
    ? { text: title, link: pathOf(file) }
    : { text: title, collapsed: true, items: pages.map(itemOf) };

const others = unlisted(navigation).map((file) => ({ file, title: titleOf(file) }));
const sections = [...navigation.sections, ...(others.length > 0 ? [{ title: 'More', pages: others }] : [])];

// Anchors as GitHub makes them, as the pages are read there as well.
const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

/** Which file of the repository a staged page is: its links are relative to that. */
const originOf = (page) =>
  posix.basename(page) === 'index.md' ? posix.join(posix.dirname(page), 'README.md') : page;

const linksOfRepository = (md) => {
  md.core.ruler.push('links_of_repository', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'link_open') continue;
      const href = siteLink(originOf(env.relativePath), token.attrGet('href'));
      token.attrSet('href', href);
      // No page of the generator's: its router leaves a link with a target to the browser.
      if (!/^[a-z]+:|\.md(?:#|$)|^#/.test(href)) token.attrSet('target', '_self');
    }
  });
};

// Shown as it is written, until the theme's script draws it.
const mermaid = (md) => {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) =>
    tokens[index].info.trim() === 'mermaid'
      ? `<pre class="mermaid" v-pre>${md.utils.escapeHtml(tokens[index].content)}</pre>`
      : fence(tokens, index, ...rest);
};

export default defineConfig({
  srcDir: '.staged',
  // Copies as they are, no pages.
  srcExclude: ['public/**'],
  base,
  title: navigation.title,
  description: navigation.summary,
  lang: 'en',
  head: [['link', { rel: 'alternate', type: 'text/plain', href: `${base}llms.txt` }]],
  // The demo's own address; every other link has to lead somewhere.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    anchor: { slugify },
    config: (md) => {
      linksOfRepository(md);
      mermaid(md);
    },
  },
  themeConfig: {
    nav: [
      { text: version, link: pathOf('CHANGELOG.md') },
      ...(versions === '' ? [] : [{ text: 'Other versions', link: versions, target: '_self' }]),
    ],
    sidebar: sections.map(({ title, pages }) => ({
      text: title,
      collapsed: false,
      items: pages.map(itemOf),
    })),
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
