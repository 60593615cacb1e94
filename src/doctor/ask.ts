/** An answer from the other side, read whole. A redirect is not followed: where it leads is what is asked about. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where a redirect leads. */
  readonly location: URL | undefined;
  /** The moment of the answer by this machine's clock, in milliseconds since the epoch. */
  readonly atMs: number;
}

export interface Question {
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** GET, or POST where there is a form. Throws `Unreachable`. */
export type Ask = (url: URL | string, question?: Question) => Promise<Answer>;

/** No answer at all, in a sentence. What the system said may quote a header, so only its code goes on. */
export class Unreachable extends Error {
  readonly fix: string;

  constructor(sentence: string, { origin }: URL) {
    super(sentence);
    this.name = 'Unreachable';
    this.fix = `See whether this machine may call out, by name and port: curl -sS -o /dev/null -w '%{http_code}\\n' ${origin}/`;
  }
}

const mostBytes = 256 * 1024;

export const createAsk =
  ({ deadlineMs, now }: { readonly deadlineMs: number; readonly now: () => number }): Ask =>
  async (url, { form, headers } = {}) => {
    const target = new URL(url);
    const signal = AbortSignal.timeout(deadlineMs);
    try {
      const response = await fetch(target, {
        redirect: 'manual',
        signal,
        ...(headers && { headers }),
        ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      });
      const atMs = now();
      const location = response.headers.get('location');
      return {
        status: response.status,
        headers: response.headers,
        text: await textOf(response),
        location:
          location !== null && URL.canParse(location, target.href) ? new URL(location, target) : undefined,
        atMs,
      };
    } catch (error) {
      const seconds = Math.ceil(deadlineMs / 1000);
      throw new Unreachable(
        signal.aborted
          ? `${target.origin} did not answer within ${seconds} seconds.`
          : sentenceOf(codeOf(error), target),
        target,
      );
    }
  };

const textOf = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const codeOf = (error: unknown): string => {
  const { cause } = Object(error) as { readonly cause?: unknown };
  const { code } = Object(cause) as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code) ? code : 'no code';
};

/** A failure of the network in a sentence, from the code of the system or of TLS. */
export const sentenceOf = (code: string, { origin, hostname }: URL): string => {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name ${hostname} cannot be resolved (${code}).`;
    case 'ECONNREFUSED':
      return `Nothing listens at ${origin} (${code}).`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return `The connection to ${origin} broke off (${code}).`;
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return `There is no way to ${origin} from this machine (${code}).`;
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `${origin} takes no connection (${code}).`;
    default:
      return /CERT|SSL|TLS|ISSUER|SIGNATURE/.test(code)
        ? `The certificate of ${origin} is not trusted (${code}); for one of your own, set NODE_EXTRA_CA_CERTS.`
        : `The network failed on the way to ${origin} (${code}).`;
  }
};
