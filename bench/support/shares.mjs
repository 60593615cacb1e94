// Whose time it was: each sample of a profile goes to the nearest frame, from where it was taken upwards, that belongs to a
// package or to a folder of ours. What Node does on behalf of nobody else stays Node's.
const nameOf = ({ url }) => {
  const packages = url.split('/node_modules/');
  if (packages.length > 1) return /^(?:@[^/]+\/)?[^/]+/.exec(packages.at(-1))?.[0];
  return /\/dist\/(auth|pages|ops|redis|api|aws|[\w-]+\.js)/.exec(url)?.[1].replace(/^/, 'src/');
};

const notWork = new Set(['(idle)', '(program)', '(root)']);

/** Pairs of a name and its share of the time worked, the largest first. */
export const sharesOf = ({ nodes, samples, timeDeltas }) => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const ownerOf = (id) => {
    const { callFrame } = byId.get(id);
    if (notWork.has(callFrame.functionName)) return undefined;
    if (callFrame.functionName === '(garbage collector)') return 'garbage collection';
    for (let at = id; at !== undefined; at = parents.get(at)) {
      const name = nameOf(byId.get(at).callFrame);
      if (name !== undefined) return name;
    }
    return 'Node';
  };
  const times = new Map();
  let total = 0;
  for (const [nth, id] of samples.entries()) {
    const owner = ownerOf(id);
    if (owner === undefined) continue;
    total += timeDeltas[nth];
    times.set(owner, (times.get(owner) ?? 0) + timeDeltas[nth]);
  }
  return [...times].map(([name, time]) => [name, time / total]).toSorted(([, a], [, b]) => b - a);
};
