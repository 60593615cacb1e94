import { createHash, createHmac, timingSafeEqual, type BinaryLike } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';

/** What a request was signed with, as the service on the other side knows it. */
export interface Known {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Whether this session token was given out with the key. */
  readonly isToken: (sessionToken: string) => boolean;
}

/**
 * A bucket as far as its door goes: it takes a request when the signature (AWS Signature Version 4), worked out anew from
 * what arrived, is the one that came with it. It answers whose session token it was, or keeps what was put into it.
 */
export const startBucket = async (known: Known) => {
  const stored = new Map<string, string>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const token = header(request, 'x-amz-security-token');
    if (!known.isToken(token) || !(await isSigned(request, known, token)))
      return void response
        .writeHead(403, { 'content-type': 'application/xml' })
        .end('<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>');
    const path = new URL(request.url ?? '', 'http://bucket.invalid').pathname;
    if (request.method === 'PUT') stored.set(path, body.toString());
    response.writeHead(200).end(request.method === 'GET' ? (stored.get(path) ?? token) : '');
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
};

const header = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

const isSigned = async (request: IncomingMessage, known: Known, sessionToken: string): Promise<boolean> => {
  const [, accessKeyId, region = '', signed = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      header(request, 'authorization'),
    ) ?? [];
  if (accessKeyId !== known.accessKeyId || !signed.split(';').includes('x-amz-security-token')) return false;
  const { secretAccessKey } = known;
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const url = new URL(request.url ?? '', 'http://bucket.invalid');
  const again = await signer.sign(
    {
      method: request.method ?? '',
      protocol: 'http:',
      hostname: 'bucket.invalid',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(signed.split(';').map((name) => [name, header(request, name)])),
    },
    { signingDate: dateOf(header(request, 'x-amz-date')) },
  );
  const expected = /Signature=(\w+)$/.exec(again.headers['authorization'] ?? '')?.[1] ?? '';
  return (
    expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
  );
};

/** `20261129T120000Z`. */
const dateOf = (text: string): Date =>
  new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** SHA-256 and its HMAC, in the form that the signer asks for. */
class Sha256 {
  readonly #hash;

  constructor(secret?: unknown) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as BinaryLike);
  }

  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('used once');
  }
}
