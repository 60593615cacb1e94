import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { contenders } from '../local-pool/contenders.mjs';
import { compared } from '../support/columns.mjs';
import { freePorts } from '../support/free-ports.mjs';
import { inTurn } from '../support/rounds.mjs';

export const what =
  'User pools for a developer: from the start of the process to the first token, memory then and after the sign-ins, and sign-ins a second, eight at a time.';
export const baseline = 'local-pool-api';
export const peers = [];
export const columns = [
  compared('firstTokenMs', 'first token after ms'),
  compared('freshMb', 'MB then'),
  compared('usedMb', 'MB after the sign-ins'),
  compared('perSecond', 'sign-ins/s'),
];

const atOnce = 8;

export const run = async ({ size, cores, say }) => {
  const all = contenders();
  try {
    for (const one of all) await prepare(one, cores);
    return await inTurn({
      subjects: all,
      rounds: size.rounds,
      say,
      measure: (one) => measure(one, { count: size.signIns, cores }),
    });
  } finally {
    for (const { folder } of all) if (folder !== undefined) rmSync(folder, { recursive: true });
  }
};

/** A process of it, on free ports, while `use` is at work. */
const withProcess = async ({ program }, cores, use) => {
  const ports = (await freePorts(2)).map(String);
  const { command, env, cwd } = program(ports);
  const [first, ...rest] = cores.commandFor([process.execPath, ...command]);
  const began = performance.now();
  const child = spawn(first, rest, { cwd, env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
  try {
    return await use({ ports, child, began });
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
};

const prepare = async (one, cores) => {
  if (one.prepare === undefined) return;
  await withProcess(one, cores, ({ ports }) => untilDone(() => one.prepare(ports)));
};

const measure = (one, { count, cores }) =>
  withProcess(one, cores, async ({ ports, child, began }) => {
    await untilDone(() => one.signIn(ports));
    const firstTokenMs = performance.now() - began;
    const freshMb = residentMb(child.pid);
    const start = performance.now();
    const lane = async () => {
      for (let n = 0; n < count; n += 1) await one.signIn(ports);
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const seconds = (performance.now() - start) / 1000;
    return { firstTokenMs, freshMb, usedMb: residentMb(child.pid), perSecond: (count * atOnce) / seconds };
  });

/** Again and again while nobody listens yet; what a listener refuses is an error at once. */
const untilDone = async (act) => {
  const deadline = performance.now() + 30_000;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (error.code !== 'ECONNREFUSED' || performance.now() > deadline) throw error;
    }
    await pause(5);
  }
};

/** `ps` counts in kibibytes. */
const residentMb = (pid) => (Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) * 1024) / 1e6;
