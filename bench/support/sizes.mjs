// How much is measured: in full, and just enough to see that everything works.
export const sizes = {
  full: {
    rounds: 5,
    seconds: 5,
    signIns: 100,
    starts: 11,
    storm: 1000,
    sessions: [10_000, 100_000],
    connections: [1, 4, 16, 64, 256],
    processes: [1, 2, 3, 4],
  },
  small: {
    rounds: 1,
    seconds: 0.5,
    signIns: 5,
    starts: 1,
    storm: 100,
    sessions: [100, 1000],
    connections: [1, 16],
    processes: [1, 2],
  },
};
