import { Agent, request } from 'node:http';

export interface Question {
  /** Which replica, or which proxy. */
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
}

export interface Answer {
  /** 0 where no answer came. */
  readonly status: number;
  /** Why no answer came: the code of the system. */
  readonly failure: string | undefined;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly text: string;
  readonly durationMs: number;
}

const ownAgent = new Agent({ keepAlive: false });

/** One request. It never rejects: what happens to a request when a process dies is the very thing to find out. */
export const ask = ({
  port,
  path,
  method = 'GET',
  headers = {},
  agent = ownAgent,
}: Question): Promise<Answer> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const answer = (known: Partial<Answer>): void =>
      resolve({
        status: 0,
        failure: undefined,
        location: undefined,
        cookies: [],
        text: '',
        ...known,
        durationMs: performance.now() - startedAt,
      });
    const fail = (error: NodeJS.ErrnoException): void => answer({ failure: error.code ?? error.message });
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', fail);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { location, 'set-cookie': cookies = [] } = incoming.headers;
        answer({ status: incoming.statusCode ?? 0, location, cookies, text });
      });
    });
    outgoing.on('error', fail);
    outgoing.end();
  });
