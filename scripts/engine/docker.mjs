// The engine of this machine, by its own client.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export const docker = (args, options = {}) => execFileSync('docker', args, { encoding: 'utf8', ...options });

/** The same without holding this process up: what it sends meanwhile goes on. */
export const run = async (command, args) => {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${said}`);
};

/** Says which engine answers; without one it says that, and the check ends well. */
export const engineOrEnd = () => {
  const asked = [
    ['version', '--format', '{{.Server.Version}}'],
    ['compose', 'version', '--short'],
  ].map((args) => spawnSync('docker', args, { encoding: 'utf8' }));
  if (asked.some(({ status }) => status !== 0)) {
    console.log(
      'No Docker engine with Compose answers here: nothing was started. The files are checked by their schema in npm test.',
    );
    process.exit(0);
  }
  const [engine, plugin] = asked.map(({ stdout }) => stdout.trim());
  console.log(`Engine ${engine}, Compose ${plugin}`);
};

/** What a project has left: containers, networks, volumes. */
export const remainsOf = (project) =>
  ['ps --all', 'network ls', 'volume ls']
    .map((what) =>
      docker([...what.split(' '), '--quiet', '--filter', `label=com.docker.compose.project=${project}`]),
    )
    .map((ids) => ids.trim())
    .filter((ids) => ids !== '');
