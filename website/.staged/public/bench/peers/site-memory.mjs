import { ourProgram } from '../support/our-site.mjs';

export const what = 'this site, sessions in memory';
export * from '../support/our-site.mjs';

export const program = (options) => ourProgram(options, { SESSION_STORE: 'memory' });
