import { connect } from 'node:net';

/** Sends bytes that no HTTP client would, and gives the answer's head and body as they came. */
export const rawRequest = (origin: string, lines: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  });

/** A header of such an answer. */
export const headerIn = (answer: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)\\r$`, 'im').exec(answer)?.[1];
