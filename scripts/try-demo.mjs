// Runs the README's first command as its reader does, on any system: waits for the address that it prints, opens the page, and
// stops it. For the workflow that tries macOS and Windows.
import { spawn, spawnSync } from 'node:child_process';

const isWindows = process.platform === 'win32';
const demo = spawn('npm', ['run', 'demo'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: isWindows,
  detached: !isWindows,
});

const stop = () => {
  const { pid = 0 } = demo;
  if (isWindows) spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
  // The whole group, as Ctrl-C does.
  else process.kill(-pid, 'SIGINT');
};

const address = await new Promise((resolve, reject) => {
  let said = '';
  demo.stdout.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    said += text;
    const [found] = /http:\/\/localhost:3000\S*/.exec(said) ?? [];
    if (found !== undefined) resolve(found);
  });
  demo.once('exit', (code) => reject(new Error(`The demo ended with ${code}`)));
});

try {
  const { status } = await fetch(address, { headers: { accept: 'text/html' } });
  if (status !== 200) throw new Error(`${address} answers ${status}`);
  console.log(`${address} answers ${status}`);
} finally {
  stop();
}
