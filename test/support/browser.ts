import { request as httpRequest, type IncomingMessage } from 'node:http';
import { CookieJar } from 'tough-cookie';

/** What a browser got. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Stands for one browser: it keeps cookies for each host, says where its requests come from as browsers do, follows
 * redirects and fills in forms. Over `node:http`, because `fetch` would add headers of its own.
 */
export interface Browser {
  readonly jar: CookieJar;
  /** One request, no redirect followed. */
  send(url: string, options?: RequestOptions): Promise<Page>;
  /** Opens a page as a person would: follows redirects to the end. */
  visit(url: string, options?: RequestOptions): Promise<Page>;
  /** Follows redirects up to the first one that leaves for a URL that begins with `prefix`, and gives that URL. */
  visitUntil(url: string, prefix: string): Promise<string>;
  /** Sends the (first, or the matching) form of a page with these fields filled in. */
  submit(
    page: Page,
    fields?: Readonly<Record<string, string>>,
    which?: { readonly action: string },
  ): Promise<Page>;
  /** Sends a form like `submit`, follows redirects up to the first one to a URL that begins with `prefix`, and gives that URL. */
  submitUntil(page: Page, fields: Readonly<Record<string, string>>, prefix: string): Promise<string>;
  /** Sends a form as a page of the same site would, no redirect followed. */
  post(url: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
  /** The cookies that would be sent to a URL, by name. */
  cookies(url: string): Promise<Record<string, string>>;
}

const mostRedirects = 12;

export const createBrowser = (from: { readonly userAgent?: string } = {}): Browser => {
  const jar = new CookieJar();
  const userAgent =
    from.userAgent ??
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

  const send = async (
    url: string,
    { method = 'GET', headers = {}, body }: RequestOptions = {},
  ): Promise<Page> => {
    const cookie = await jar.getCookieString(url);
    const page = await roundTrip(url, {
      method,
      headers: {
        'accept': 'text/html,application/xhtml+xml,*/*;q=0.8',
        'user-agent': userAgent,
        ...(cookie !== '' && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    for (const line of page.headers['set-cookie'] ?? [])
      await jar.setCookie(line, url, { ignoreError: true });
    return page;
  };

  const follow = async (page: Page, stop?: (next: string) => boolean): Promise<Page> => {
    let current = page;
    for (let hops = 0; hops < mostRedirects; hops += 1) {
      const next = redirectOf(current);
      if (next === undefined || stop?.(next) === true) return current;
      current = await send(next);
    }
    throw new Error(`More than ${mostRedirects} redirects, last at ${current.url}`);
  };

  const sendForm = (page: Page, fields: Readonly<Record<string, string>>, action?: string): Promise<Page> => {
    const form = formIn(page, action);
    const body = new URLSearchParams({ ...form.fields, ...fields }).toString();
    const { origin } = new URL(page.url);
    const isSame = new URL(form.action).origin === origin;
    const headers = { origin, 'sec-fetch-site': isSame ? 'same-origin' : 'cross-site' };
    return send(form.action, { method: 'POST', headers, body });
  };

  const followUntil = async (page: Page, prefix: string): Promise<string> => {
    const last = await follow(page, (next) => next.startsWith(prefix));
    const next = redirectOf(last);
    if (next === undefined)
      throw new Error(`Never sent to ${prefix}; ended at ${last.url} with ${last.status}`);
    return next;
  };

  return {
    jar,
    send,
    visit: async (url, options) => follow(await send(url, options)),
    visitUntil: async (url, prefix) => followUntil(await send(url), prefix),
    submit: async (page, fields = {}, which) => follow(await sendForm(page, fields, which?.action)),
    submitUntil: async (page, fields, prefix) => followUntil(await sendForm(page, fields), prefix),
    post: (url, fields = {}) =>
      send(url, {
        method: 'POST',
        headers: { 'origin': new URL(url).origin, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(fields).toString(),
      }),
    async cookies(url) {
      const cookies = await jar.getCookies(url);
      return Object.fromEntries(cookies.map(({ key, value }) => [key, value]));
    },
  };
};

/** Where a page sends the browser next. */
export const redirectOf = ({ status, headers, url }: Page): string | undefined =>
  status >= 300 && status < 400 && headers.location !== undefined
    ? new URL(headers.location, url).href
    : undefined;

const roundTrip = (
  url: string,
  {
    method,
    headers,
    body,
  }: Required<Pick<RequestOptions, 'method' | 'headers'>> & { readonly body?: string },
): Promise<Page> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers: { ...headers }, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ url, status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const formIn = ({ text, url }: Page, action?: string) => {
  const forms = [...text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(
    ([, head = '', inner = '']) => ({
      action: new URL(attribute(head, 'action') ?? url, url).href,
      fields: Object.fromEntries(
        [...inner.matchAll(/<input\b([^>]*)>/gi)].flatMap(([, input = '']): [string, string][] => {
          const name = attribute(input, 'name');
          return name === undefined ? [] : [[name, attribute(input, 'value') ?? '']];
        }),
      ),
    }),
  );
  const form = forms.find((one) => action === undefined || new URL(one.action).pathname.endsWith(action));
  if (form === undefined) throw new Error(`No form${action === undefined ? '' : ` to ${action}`} at ${url}`);
  return form;
};

const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag)?.[1];
  return value
    ?.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
};
