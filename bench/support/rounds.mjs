import { medians } from './figures.mjs';

/**
 * Measures the subjects one after the other, round by round, so that what the machine does meanwhile meets all of them alike.
 * The first round is left out: code is then compiled, and connections are there. `base`: the row that a subject is held
 * against, where it is not the same for all.
 */
export const inTurn = async ({ subjects, rounds, say, measure }) => {
  const seen = new Map(subjects.map((subject) => [subject, []]));
  for (let round = 0; round <= rounds; round += 1)
    for (const subject of subjects) {
      say(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: ${subject.name}`);
      const figures = await measure(subject);
      if (round > 0) seen.get(subject).push(figures);
    }
  return subjects.map((subject) => {
    const all = seen.get(subject);
    return { name: subject.name, base: subject.base, figures: medians(all), rounds: all };
  });
};

/** Starts the peers of a case that can run here, measures each in turn, and stops them. */
export const sideBySide = async ({ world, names, rounds, say, prepare, measure }) => {
  const servers = [];
  try {
    for (const name of names) {
      say(`start: ${name}`);
      const server = await world.start(name);
      servers.push({ name, server, prepared: await prepare?.(server) });
    }
    return await inTurn({
      subjects: servers,
      rounds,
      say,
      measure: ({ server, prepared }) => measure(server, prepared),
    });
  } finally {
    await Promise.all(servers.map(({ server }) => server.stop()));
  }
};
