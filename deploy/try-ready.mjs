// The last word of compose.try.yaml: waits until the site answers through the proxy, and says where to go and who may sign in.
import { setTimeout as pause } from 'node:timers/promises';

const address = 'https://localhost:8443';
const withinMs = 60_000;

const answers = async () => {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
};

const end = performance.now() + withinMs;
while (!(await answers())) {
  if (performance.now() > end) {
    process.stderr.write(`${address} does not answer: see the lines above.\n`);
    process.exit(1);
  }
  await pause(250);
}
process.stdout.write(`
Open ${address} (the browser asks once about the certificate).
Sign in as ada@example.com or grace@example.com, password Local-Pool-1.
Codes that would be mailed: http://127.0.0.1:9401/_local/outbox
Ctrl-C stops it; docker compose -f compose.try.yaml down removes it.
`);
