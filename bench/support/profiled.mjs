// Loaded before the site in place of nothing else (node --import): starts and stops the profiler of V8 when it is told to.
import { Session } from 'node:inspector/promises';

const everyUs = 200;
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: everyUs });

process.on('message', async ({ id, ask }) => {
  if (ask === 'start profile') {
    await session.post('Profiler.start');
    process.send({ id });
  }
  if (ask === 'stop profile') {
    const { profile } = await session.post('Profiler.stop');
    process.send({ id, profile });
  }
});
