// No harm at all: what to compare the others with.
import { setTimeout as pause } from 'node:timers/promises';

export const attack = async ({ isOver }) => {
  while (!isOver()) await pause(100);
};
