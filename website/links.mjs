// Where a link of the Markdown leads on the site: to a page, to the list of a folder, or to a page that shows a source file.
import { statSync } from 'node:fs';
import { posix } from 'node:path';
import { root } from './navigation.mjs';

const kindOf = (path) => {
  const stat = statSync(root + path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? 'folder' : 'file';
};

/** The file in the repository that a link of `from` names, or undefined for an address elsewhere or a place on the same page. */
export const targetOf = (from, href) => {
  if (/^(?:[a-z]+:|\/\/|#)/.test(href)) return undefined;
  const [path] = href.split('#');
  const target = posix.join(posix.dirname(from), decodeURIComponent(path)).replace(/\/$/, '');
  const kind = target.startsWith('..') ? undefined : kindOf(target);
  if (kind === undefined) throw new Error(`${from} links to ${href}, and there is no such file or folder`);
  return { target, kind };
};

/** A folder with a README shows that, as on GitHub. */
export const hasReadme = (folder) => kindOf(posix.join(folder, 'README.md')) === 'file';

const isPicture = (target) => /\.(?:png|svg|jpg|webp)$/.test(target);

/** What it is laid out as: README.md is what a folder shows, and a source file gets a page around it. */
export const stagedAs = ({ target, kind }) => {
  if (kind === 'folder') return posix.join(target, 'index.md');
  if (posix.basename(target) === 'README.md') return posix.join(posix.dirname(target), 'index.md');
  return target.endsWith('.md') || isPicture(target) ? target : `${target}.html`;
};

/** The same link as the site's Markdown has to have it. */
export const siteLink = (from, href) => {
  const found = targetOf(from, href);
  if (found === undefined) return href;
  const path = posix.relative(posix.dirname(from), stagedAs(found));
  const [, anchor] = href.split('#');
  return `${path.startsWith('.') ? path : `./${path}`}${anchor === undefined ? '' : `#${anchor}`}`;
};
