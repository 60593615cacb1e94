// Loaded before a program (node --import): counts what it asks of node:crypto, and how often it writes, and tells when asked.
import { executionAsyncId } from 'node:async_hooks';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);
const crypto = require('node:crypto');
const { Socket } = require('node:net');

let counts = {};
const count = (name) => {
  counts[name] = (counts[name] ?? 0) + 1;
};

const counted = (object, method, name = method) => {
  const original = object[method];
  object[method] = function countedCall(...parameters) {
    count(name);
    return Reflect.apply(original, this, parameters);
  };
};

for (const method of [
  'hash',
  'createHash',
  'createHmac',
  'createCipheriv',
  'createDecipheriv',
  'hkdfSync',
  'randomUUID',
])
  counted(crypto, method);
for (const method of ['verify', 'digest', 'importKey'])
  counted(Object.getPrototypeOf(crypto.webcrypto.subtle), method, `subtle.${method}`);
// An answer, a call of the pool or a command of Redis that goes out in two pieces is two system calls.
counted(Socket.prototype, '_write', 'socket write');
counted(Socket.prototype, '_writev', 'socket write');
counted(process.stdout, 'write', 'log write');
syncBuiltinESMExports();

// Whoever follows one promise gives a number to each; otherwise none has one.
const arePromisesFollowed = () => Promise.resolve().then(() => executionAsyncId() !== 0);

process.on('message', (ask) => {
  if (ask === 'are promises followed') {
    void arePromisesFollowed().then((are) => process.send(are));
    return;
  }
  const told = counts;
  counts = {};
  process.send(told);
});
process.on('disconnect', () => process.exit());
