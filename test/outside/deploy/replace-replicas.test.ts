import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

// Stands for an engine: knows which replicas run, and writes down what it is told.
const engine = `#!/bin/sh
cd "$STATE"
echo "$*" >>calls
case "$*" in
  'compose ps --quiet site') cat running ;;
  'compose up '*) echo "new-$(wc -l <calls)" >>running ;;
  'exec '*) exit "$NEW_ONES_SAY" ;;
  'rm '*) grep -vxF "$2" running >left; mv left running ;;
esac
`;

describe('deploy/replace-replicas.sh', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'replace-'));
    const programs = { docker: engine, sleep: '#!/bin/sh\n' };
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    }
    writeFileSync(join(folder, 'running'), 'old-a\nold-b\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const linesOf = (name: string): readonly string[] =>
    readFileSync(join(folder, name), 'utf8').trim().split('\n');

  const replace = (newOnes: { readonly areReady: boolean }): number | null => {
    const PATH = `${folder}:${process.env['PATH']}`;
    const env = { PATH, STATE: folder, NEW_ONES_SAY: newOnes.areReady ? '0' : '1' };
    return spawnSync('sh', ['deploy/replace-replicas.sh'], { env, stdio: 'ignore' }).status;
  };

  test('stops an old one when a new one more is ready, as often as there were old ones', () => {
    expect(replace({ areReady: true })).toBe(0);
    const done = linesOf('calls').filter((call) => /^(compose up|exec|stop)/.test(call));
    expect(done.map((call) => call.replace(/ (--detach|node) .*/, ''))).toEqual([
      'compose up',
      expect.stringMatching(/^exec new-\d+$/),
      'stop old-a',
      'compose up',
      expect.stringMatching(/^exec new-\d+$/),
      'stop old-b',
    ]);
    expect(linesOf('running')).toEqual([expect.stringMatching(/^new/), expect.stringMatching(/^new/)]);
  });

  test('takes a new one away that does not become ready, and leaves the old ones alone', () => {
    expect(replace({ areReady: false })).toBe(1);
    expect(linesOf('running')).toEqual(['old-a', 'old-b']);
  });
});
