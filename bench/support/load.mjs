// So many connections that ask again as soon as they were answered, by plain sockets: what asks must cost less than what answers.
import { once } from 'node:events';
import { connect } from 'node:net';
import { quantile } from './figures.mjs';

/** The request as it goes over the wire. */
export const get = (server, path, headers = {}) => {
  const lines = { host: new URL(server.origin).host, accept: 'text/html', ...headers };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return { ports: [server.port], text: `GET ${path} HTTP/1.1\r\n${head.join('')}\r\n` };
};

/** Where the answer at the beginning of `text` ends, or -1 while it is not whole. */
const endOf = (text) => {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return -1;
  const head = text.slice(0, headEnd + 2);
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1];
  const end = headEnd + 4 + Number(length ?? 0);
  if (length !== undefined) return text.length >= end ? end : -1;
  if (!/\r\ntransfer-encoding: chunked\r\n/i.test(head)) return headEnd + 4;
  const last = text.indexOf('\r\n0\r\n\r\n', headEnd + 2);
  return last === -1 ? -1 : last + 7;
};

const openSocket = async (port) => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
};

const askOn = (socket, { text, status, isMore, onAnswer, onRefusal }) =>
  new Promise((resolve, reject) => {
    let seen = '';
    let began = performance.now();
    const ask = () => {
      if (!isMore()) {
        socket.destroy();
        return resolve();
      }
      seen = '';
      began = performance.now();
      socket.write(text);
    };
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1');
      const end = endOf(seen);
      if (end === -1) return;
      if (!seen.startsWith(`HTTP/1.1 ${status} `)) {
        const error = new Error(`Not ${status}, but:\n${seen.slice(0, 300)}`);
        if (onRefusal === undefined) {
          socket.destroy();
          return reject(error);
        }
        onRefusal();
      }
      onAnswer(performance.now() - began, end);
      ask();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection')));
    ask();
  });

/** Asks for `seconds`, or `count` times in all. Every answer must have the status that is expected, or is told to `onRefusal`. */
export const load = async (
  { ports, text },
  { status = 200, connections = 16, seconds, count = Infinity, onRefusal },
) => {
  const sockets = await Promise.all(
    Array.from({ length: connections }, (_, n) => openSocket(ports[n % ports.length])),
  );
  const took = [];
  let asked = 0;
  let bytes = 0;
  const began = performance.now();
  const isMore = () =>
    (asked += 1) <= count && (seconds === undefined || performance.now() - began < seconds * 1000);
  const onAnswer = (ms, size) => {
    took.push(ms);
    bytes = size;
  };
  await Promise.all(sockets.map((socket) => askOn(socket, { text, status, isMore, onAnswer, onRefusal })));
  const wallMs = performance.now() - began;
  const sorted = took.toSorted((a, b) => a - b);
  return {
    answered: took.length,
    perSecond: (took.length / wallMs) * 1000,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    fastestMs: sorted[0],
    wallMs,
    bytes,
  };
};

/** The same, and what a request cost the server. */
export const measuredLoad = async (server, request, options) => {
  const before = await server.ask('usage');
  const { answered, ...figures } = await load(request, options);
  const after = await server.ask('usage');
  const cpuUs = (after.cpuUs - before.cpuUs) / answered;
  return { ...figures, cpuUs, coreShare: (cpuUs * figures.perSecond) / 1e6 };
};
