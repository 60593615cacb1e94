import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const text = readFileSync('deploy/haproxy.cfg', 'utf8');
const backends = new Map(
  text
    .split(/^backend /m)
    .slice(1)
    .map((part) => [part.split('\n')[0], part]),
);

// What it is like with that option, only an HAProxy newer than Debian's shows: docs/deployment.md has it.
test('sends nobody to a new replica before it has said that it is ready', () => {
  expect(backends.get('site')).toContain(
    '.if version_atleast(3.1)\n  default-server init-state down\n.endif',
  );
  const [, version] = /image: haproxy:(\d+\.\d+)/.exec(readFileSync('docker-compose.yml', 'utf8')) ?? [];
  expect(Number(version)).toBeGreaterThanOrEqual(3.1);
});

test('after it has started anew, sends people somewhere before the first of them has said so', () => {
  expect(backends.get('site-not-ready')).not.toContain('init-state');
});
