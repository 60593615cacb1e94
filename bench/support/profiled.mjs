// Loaded before the site (node --import): starts and stops the profiler of V8 when it is told to.
import { Session } from 'node:inspector/promises';

const everyUs = 200;
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: everyUs });

const start = () => session.post('Profiler.start');
const stop = () => session.post('Profiler.stop');

process.on('message', ({ id, ask }) => {
  if (ask === 'start profile') void start().then(() => process.send({ id }));
  if (ask === 'stop profile') void stop().then(({ profile }) => process.send({ id, profile }));
});
