#!/usr/bin/env node
// The door for the terminal: npm run pool.

import { generateKeys } from './tokens/keys.js';

// Finding the primes of two keys takes longer than loading the rest of the pool, and does not need this thread: side by
// side the pool is ready sooner.
const keys = generateKeys();
const { runCommand } = await import('./start/command.js');

await runCommand(process.argv.slice(2), { environment: process.env, keys });
