import { request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The Location header as it came, '' when there is none. */
  readonly location: string;
  readonly body: string;
  json(): Record<string, unknown>;
}

export interface SendOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly form?: Record<string, string>;
  readonly body?: string;
}

/** One request, no redirect followed. Node's fetch is not used: it announces itself as a script would. */
export const send = (
  url: string,
  { method, headers = {}, form, body }: SendOptions = {},
): Promise<Answer> => {
  const content = form === undefined ? body : new URLSearchParams(form).toString();
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: method ?? (content === undefined ? 'GET' : 'POST'), headers: { ...type, ...headers } },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            location: incoming.headers.location ?? '',
            body: text,
            json: () => JSON.parse(text) as Record<string, unknown>,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(content);
  });
};

export interface Browser {
  /** The cookies it holds. */
  readonly cookies: Map<string, string>;
  visit(url: string): Promise<Answer>;
  /** Fills in the form of a page and sends it; hidden fields go along. */
  submit(page: Answer, pageUrl: string, fields: Record<string, string>): Promise<Answer>;
}

/** A cookie jar for one host. */
export const createBrowser = (): Browser => {
  const cookies = new Map<string, string>();

  const go = async (url: string, options: SendOptions = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send(url, { ...options, headers: { ...options.headers, cookie } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (/max-age=0/iu.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };

  return {
    cookies,
    visit: (url) => go(url),
    submit: (page, pageUrl, fields) => {
      const action = unescapeHtml(/<form[^>]* action="([^"]*)"/u.exec(page.body)?.[1] ?? '');
      return go(new URL(action, pageUrl).href, { form: { ...hiddenFields(page.body), ...fields } });
    },
  };
};

const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)].map(
      ([, name = '', value = '']) => [name, unescapeHtml(value)],
    ),
  );

export const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&#34;', '"')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('&#38;', '&');
