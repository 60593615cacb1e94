import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import type { Response } from 'express';
import { createSiteParts } from './site.js';
import { languageOf, wordsIn, type Language } from './words/language.js';
import type { SiteOptions } from './site.js';
import type { PageLocals, PageName } from './page-locals.js';

/** The pages of this site, ready to be sent. */
export interface Views {
  readonly basePath: string;
  /** Sends a page in one write. Whoever it is for, it is not to be kept by any cache. */
  render<Name extends PageName>(
    response: Response,
    name: Name,
    locals: PageLocals[Name],
    status?: number,
  ): void;
}

export interface ViewsOptions extends SiteOptions {
  /** Folder of the templates; the project's own when not given. */
  readonly directory?: string;
}

type Template = (locals: object) => string;

const ownDirectory = fileURLToPath(new URL('../../views', import.meta.url));

/**
 * Reads every template at the start, and compiles each once and without `with`, so that rendering is a plain function call.
 * Templates see one name, `page`, with what they were given, `page.site` and the partials in `page.part`.
 */
export const createViews = ({ directory = ownDirectory, ...siteOptions }: ViewsOptions): Views => {
  const partials = templatesIn(`${directory}/partials`);
  // Words with some of them bold; a template takes no bare text.
  const part = { ...partials, rich: (text: string) => templateNamed('rich', partials)({ text }) };
  const pages = templatesIn(`${directory}/site`);
  const layout = templateNamed('layout', partials);
  const siteParts = createSiteParts(siteOptions);
  // The same on every page, for everybody.
  const links = templateNamed('links', partials)({ site: siteParts.always });

  return {
    basePath: siteOptions.basePath,
    render(response, name, locals, status = 200) {
      // A form that comes back, and what stands in its place; a page of errors says so by its own title.
      const hasFailed = status >= 400 && name !== 'problem';
      const language = languageOfPage(response.req, name);
      const words = wordsIn(language);
      const isStoreAway = 'problem' in locals && locals.problem.code === 'store_unreachable';
      const page = {
        part,
        language,
        words,
        hasFailed,
        site: siteParts.of(response.req, { current: name, words, isStoreAway }),
        links,
        body: '',
        // Last, here and wherever it is for each request: on Node 20 every member that comes after a spread costs a microsecond.
        ...locals,
      };
      page.body = templateNamed(name, pages)(page);
      send(response, layout(page), status);
    },
  };
};

// What is for people who write such sites is in English only, from the title to the footer.
const onlyInEnglish: ReadonlySet<PageName> = new Set(['home', 'inspector', 'inspector-source']);

const languageOfPage = (request: Response['req'], name: PageName): Language =>
  onlyInEnglish.has(name) ? 'en' : languageOf(request);

type Templates = Readonly<Record<string, Template>>;

const templatesIn = (folder: string): Templates =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.ejs'))
      .map((file) => [basename(file, '.ejs'), compiledOnce(`${folder}/${file}`)]),
  );

const templateNamed = (name: string, templates: Templates): Template => {
  const template = templates[name];
  if (template === undefined) throw new Error(`there is no template ${name}.ejs`);
  return template;
};

// When it is first asked for: all of them together are a tenth of the time that a start takes.
const compiledOnce = (filename: string): Template => {
  const source = readFileSync(filename, 'utf8');
  let template: Template | undefined;
  return (page) => (template ??= compile(source, filename))(page);
};

// EJS copies what it is given into an object of its own. So that is one name and not the whole page.
const compile = (source: string, filename: string): Template => {
  const render = ejs.compile(source, {
    filename,
    strict: true,
    destructuredLocals: ['page'],
    rmWhitespace: true,
    compileDebug: false,
    escape: escaped,
  });
  return (page) => render({ page });
};

const special = /[&<>"']/;

// Most text has nothing to escape, and to look takes half as long as to replace.
const escaped = (value: unknown): string =>
  typeof value === 'string' && !special.test(value) ? value : ejs.escapeXML(value);

// Written past `res.send`, which would hash the page for an ETag that nobody may use. As text, and not as bytes: Node puts it
// behind the headers, and writes both at once.
const send = (response: Response, html: string, status: number): void => {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Length', Buffer.byteLength(html));
  response.end(html);
};
