import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { CookieJar } from 'tough-cookie';

/** What came back for one request: a page, a redirect, or JSON. */
export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** The Location header as it came, '' when there is none. */
  readonly location: string;
  readonly text: string;
  json(): Record<string, unknown>;
}

export interface SendOptions {
  /** POST where something is sent and nothing else is said. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form is. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, with no type but what `headers` says. */
  readonly body?: string;
  /** A certificate (PEM) to trust, for https. */
  readonly ca?: string;
}

/** One request as a program sends it: no cookies, and no headers but these. Node's `fetch` would add some of its own. */
export const send = (url: string, options: SendOptions = {}): Promise<Answer> => {
  const { headers = {}, form, body, ca } = options;
  const request = url.startsWith('https:') ? requestTls : requestPlain;
  const content = form === undefined ? body : new URLSearchParams(form).toString();
  const method = options.method ?? (content === undefined ? 'GET' : 'POST');
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = { method, headers: { ...type, ...headers }, agent: false, ...(ca !== undefined && { ca }) };
    const outgoing = request(url, sent, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          url,
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          location: incoming.headers.location ?? '',
          text,
          json: () => JSON.parse(text) as Record<string, unknown>,
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(content);
  });
};

/**
 * Stands for one browser: it keeps cookies for each host, says where its requests come from as browsers do, follows
 * redirects and fills in forms.
 */
export interface Browser {
  readonly jar: CookieJar;
  /** One request, no redirect followed. */
  send(url: string, options?: SendOptions): Promise<Answer>;
  /** Opens a page as a person would: follows redirects to the end. */
  visit(url: string, options?: SendOptions): Promise<Answer>;
  /** Follows redirects up to the first one that leaves for a URL that begins with `prefix`, and gives that URL. */
  visitUntil(url: string, prefix: string): Promise<string>;
  /** Sends the first form of a page with these fields filled in, no redirect followed. */
  sendForm(page: Answer, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Sends the (first, or the matching) form of a page with these fields filled in, and follows redirects to the end. */
  submit(
    page: Answer,
    fields?: Readonly<Record<string, string>>,
    which?: { readonly action: string },
  ): Promise<Answer>;
  /** Sends a form like `submit`, follows redirects up to the first one to a URL that begins with `prefix`, and gives that URL. */
  submitUntil(page: Answer, fields: Readonly<Record<string, string>>, prefix: string): Promise<string>;
  /** Sends a form as a page of the same site would, no redirect followed. */
  post(url: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The cookies that would be sent to a URL, by name. */
  cookies(url: string): Promise<Record<string, string>>;
}

const mostRedirects = 12;

export const createBrowser = (
  from: { readonly userAgent?: string } & Pick<SendOptions, 'ca'> = {},
): Browser => {
  const jar = new CookieJar();
  const userAgent =
    from.userAgent ??
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

  const sendAsBrowser = async (url: string, options: SendOptions = {}): Promise<Answer> => {
    const cookie = await jar.getCookieString(url);
    const answer = await send(url, {
      ...(from.ca !== undefined && { ca: from.ca }),
      ...options,
      headers: {
        'accept': 'text/html,application/xhtml+xml,*/*;q=0.8',
        'user-agent': userAgent,
        ...(cookie !== '' && { cookie }),
        ...options.headers,
      },
    });
    for (const line of answer.headers['set-cookie'] ?? [])
      await jar.setCookie(line, url, { ignoreError: true });
    return answer;
  };

  const follow = async (page: Answer, stop?: (next: string) => boolean): Promise<Answer> => {
    let current = page;
    for (let hops = 0; hops < mostRedirects; hops += 1) {
      const next = redirectOf(current);
      if (next === undefined || stop?.(next) === true) return current;
      current = await sendAsBrowser(next);
    }
    throw new Error(`More than ${mostRedirects} redirects, last at ${current.url}`);
  };

  const sendForm = (
    page: Answer,
    fields: Readonly<Record<string, string>> = {},
    action?: string,
  ): Promise<Answer> => {
    const form = formIn(page, action);
    const { origin } = new URL(page.url);
    const isSame = new URL(form.action).origin === origin;
    const headers = { origin, 'sec-fetch-site': isSame ? 'same-origin' : 'cross-site' };
    return sendAsBrowser(form.action, { headers, form: { ...form.fields, ...fields } });
  };

  const followUntil = async (page: Answer, prefix: string): Promise<string> => {
    const last = await follow(page, (next) => next.startsWith(prefix));
    const next = redirectOf(last);
    if (next === undefined)
      throw new Error(`Never sent to ${prefix}; ended at ${last.url} with ${last.status}`);
    return next;
  };

  return {
    jar,
    send: sendAsBrowser,
    sendForm,
    visit: async (url, options) => follow(await sendAsBrowser(url, options)),
    visitUntil: async (url, prefix) => followUntil(await sendAsBrowser(url), prefix),
    submit: async (page, fields = {}, which) => follow(await sendForm(page, fields, which?.action)),
    submitUntil: async (page, fields, prefix) => followUntil(await sendForm(page, fields), prefix),
    post: (url, fields = {}) =>
      sendAsBrowser(url, {
        headers: { 'origin': new URL(url).origin, 'sec-fetch-site': 'same-origin' },
        form: fields,
      }),
    async cookies(url) {
      const cookies = await jar.getCookies(url);
      return Object.fromEntries(cookies.map(({ key, value }) => [key, value]));
    },
  };
};

/** Where a page sends the browser next. */
export const redirectOf = ({ status, headers, url }: Answer): string | undefined =>
  status >= 300 && status < 400 && headers.location !== undefined
    ? new URL(headers.location, url).href
    : undefined;

const formIn = ({ text, url }: Answer, action?: string) => {
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
  return value === undefined ? undefined : unescapeHtml(value);
};

export const unescapeHtml = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
