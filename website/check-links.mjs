// Follows every link of the finished site, and every anchor: what leads nowhere is told with its page.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

export const brokenLinks = (folder, base) => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  );
  const pages = new Map(
    names.filter((name) => name.endsWith('.html')).map((name) => [name, readPage(join(folder, name))]),
  );
  return [...pages].flatMap(([page, { links }]) =>
    links
      .filter((href) => !leadsSomewhere(href, { page, pages, folder, base }))
      .map((href) => `${page}: ${href}`),
  );
};

const readPage = (file) => {
  const html = readFileSync(file, 'utf8');
  return {
    links: [...new Set([...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, href]) => href))],
    ids: new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)),
  };
};

const leadsSomewhere = (href, { page, pages, folder, base }) => {
  if (/^(?:[a-z]+:|\/\/)/.test(href)) return true;
  const [path, anchor] = href.replaceAll('&amp;', '&').split('#');
  const target = path === '' ? page : fileOf(path, { page, base });
  const html = posix.normalize(target === '' || target.endsWith('/') ? `${target}index.html` : target);
  if (anchor === undefined || anchor === '')
    return existsSync(join(folder, html)) && statSync(join(folder, html)).isFile();
  return pages.get(html)?.ids.has(decodeURIComponent(anchor)) ?? false;
};

const fileOf = (path, { page, base }) =>
  path.startsWith(base) ? path.slice(base.length) : posix.join(posix.dirname(page), path);
