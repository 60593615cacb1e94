// Signs a person in at the site as a browser would, and gives the cookie of the session.
import { request } from 'node:http';

const send = (url, { method = 'GET', headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const outgoing = request(url, { method, headers: { ...headers, ...form }, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => (text += chunk));
      incoming.on('end', () => resolve({ headers: incoming.headers, text, url }));
    });
    outgoing.on('error', reject);
    outgoing.end(body?.toString());
  });

const createBrowser = () => {
  const jars = new Map();
  const visit = async (url, options = {}) => {
    const { origin } = new URL(url);
    const jar = jars.get(origin) ?? new Map();
    jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send(url, { ...options, headers: { accept: 'text/html', cookie } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const { location } = answer.headers;
    return location === undefined ? answer : visit(new URL(location, url).href);
  };
  return { visit, cookiesOf: (origin) => [...(jars.get(origin) ?? [])] };
};

export const signIn = async ({ origin }, email) => {
  const browser = createBrowser();
  const page = await browser.visit(`${origin}/account`);
  const csrf = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const body = new URLSearchParams({ _csrf: csrf, username: email, password: 'Local-Pool-1' });
  const account = await browser.visit(page.url, { method: 'POST', body });
  if (!account.text.includes(email)) throw new Error(`Could not sign in: ended at ${account.url}`);
  return browser
    .cookiesOf(origin)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
};
