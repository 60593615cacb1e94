import { fileURLToPath } from 'node:url';
import { ourProgram } from '../support/our-site.mjs';

export const what = 'this site, sessions in memory, with the profiler on';
export * from '../support/our-site.mjs';

const profiler = fileURLToPath(new URL('../support/profiled.mjs', import.meta.url));

export const program = (options) => {
  const { file, env } = ourProgram(options, { SESSION_STORE: 'memory' });
  return { file: '--import', args: [profiler, file], env };
};
