import { createBrowser, type Answer, type Browser } from '../../../support/browser.js';
import { signIn } from '../../../support/people.js';
import { startWholeSite, type WholeSite, type WholeSiteOptions } from '../../../support/whole-site.js';

/** The whole site with self-service turned on, and what tests ask of it. */
export interface SelfServiceSite extends WholeSite {
  /** Moves the time of the site and of the pool. */
  advance(ms: number): void;
}

export const scopes = 'openid email profile aws.cognito.signin.user.admin';
export const password = 'Local-Pool-1';

export const startSelfServiceSite = async ({
  env,
  ...options
}: WholeSiteOptions = {}): Promise<SelfServiceSite> => {
  let offsetMs = 0;
  const site = await startWholeSite({
    ...options,
    env: { COGNITO_SCOPES: scopes, ...env },
    now: () => Date.now() + offsetMs,
  });
  return {
    ...site,
    advance(ms) {
      offsetMs += ms;
      site.pool.clock.advance(ms);
    },
  };
};

let people = 0;

/** Somebody new in the pool, signed in to the site in a browser of their own. */
export const somebody = async (
  site: WholeSite,
  attributes: Readonly<Record<string, string>> = {},
): Promise<{ readonly email: string; readonly browser: Browser }> => {
  people += 1;
  const email = `person-${people}@example.com`;
  site.pool.addPerson({ email, password, attributes: { name: 'Somebody', ...attributes } });
  return { email, browser: await browserOf(site, email) };
};

/** Another browser of the same person. */
export const browserOf = async (site: WholeSite, email: string, typed = password): Promise<Browser> => {
  const browser = createBrowser();
  const page = await signIn(browser, `${site.origin}/account`, { username: email, password: typed });
  if (page.status !== 200) throw new Error(`not signed in: ${page.status} ${page.text}`);
  return browser;
};

export const heading = ({ text }: Answer): string => /<h1[^>]*>(.*?)<\/h1>/s.exec(text)?.[1] ?? '';

/** What the page says at its top about what was done, or about what was wrong with the form. */
export const said = ({ text }: Answer): string =>
  /<p class="notice[^"]*" role="(?:status|alert)"[^>]*>(.*?)<\/p>/s.exec(text)?.[1] ?? '';

/** What the page says is wrong with a field. */
export const errorAt = ({ text }: Answer, field: string): string | undefined =>
  new RegExp(`<p class="error" id="${field}-error">(.*?)</p>`, 's').exec(text)?.[1];

/** What stands in a field. */
export const valueOf = ({ text }: Answer, field: string): string | undefined =>
  new RegExp(`<input id="${field}"[^>]* value="([^"]*)"`).exec(text)?.[1];

/** Fills in the form of a page that leads to this address, and sends it. */
export const fill = (
  browser: Browser,
  page: Answer,
  action: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> => browser.submit(page, fields, { action });
