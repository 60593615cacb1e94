// What a column is called, which figure it shows, and whether it is held against the first row.
const compared = (key, title) => ({ key, title, isCompared: true });
const plain = (key, title) => ({ key, title, isCompared: false });

export const loadColumns = [
  compared('perSecond', 'requests/s'),
  plain('p50Ms', 'p50 ms'),
  compared('p99Ms', 'p99 ms'),
  compared('cpuUs', 'CPU µs'),
  // Well below 1, the server waited for its core or for the load: requests per second then say little.
  plain('coreShare', 'of a core'),
  plain('bytes', 'bytes'),
];
export { compared, plain };
