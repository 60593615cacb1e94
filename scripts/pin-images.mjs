// `node scripts/pin-images.mjs [FILE …]`: asks each image's registry what its tag means now, and writes the digest behind the tag
// (name:tag@sha256:…) in the Dockerfile and the compose files. With --check it changes nothing, and fails where a digest is missing
// or no longer what the tag means. It needs the registry, so it is no part of `npm test`.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean' },
    // Of images without a host in their name. Tests name one of their own.
    registry: { type: 'string', default: 'https://registry-1.docker.io' },
  },
});
const files = positionals.length > 0 ? positionals : ['Dockerfile', 'docker-compose.yml', 'compose.try.yaml'];

// Images of others have the tag of a version; ours have no tag.
const reference =
  /^(?<before>FROM (?:--\S+ )?|\s+image: )(?<name>[\w./-]+):(?<tag>[\w.-]+)(?:@(?<digest>sha256:[0-9a-f]{64}))?/gm;

// An index comes first: it stands for every kind of processor.
const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const fields = (challenge) =>
  Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));

// Whoever reads public images says so first, and gets a token for it.
const tokenFor = async (challenge) => {
  const { realm, service, scope } = fields(challenge);
  const answer = await fetch(`${realm}?${new URLSearchParams({ service, scope })}`, {
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`${realm} answers ${answer.status}`);
  const { token, access_token } = await answer.json();
  return token ?? access_token;
};

const digestOf = async (name, tag) => {
  const repository = name.includes('/') ? name : `library/${name}`;
  const url = `${values.registry}/v2/${repository}/manifests/${tag}`;
  const ask = (headers) =>
    fetch(url, { method: 'HEAD', headers: { accept, ...headers }, signal: AbortSignal.timeout(20_000) });
  let answer = await ask({});
  if (answer.status === 401)
    answer = await ask({
      authorization: `Bearer ${await tokenFor(answer.headers.get('www-authenticate') ?? '')}`,
    });
  const digest = answer.headers.get('docker-content-digest');
  if (!answer.ok || !/^sha256:[0-9a-f]{64}$/.test(digest ?? ''))
    throw new Error(`${url} answers ${answer.status}`);
  return digest;
};

const known = new Map();
const digest = (name, tag) => {
  const key = `${name}:${tag}`;
  if (!known.has(key)) known.set(key, digestOf(name, tag));
  return known.get(key);
};

let stale = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(reference)) {
    const { before, name, tag, digest: was } = found.groups;
    const now = await digest(name, tag).catch((error) => {
      console.error(`${name}:${tag}: ${error.cause?.code ?? error.message}`);
      process.exit(1);
    });
    if (was !== now) {
      stale += 1;
      console.log(`${file}: ${name}:${tag} is ${now}${was === undefined ? '' : `, and was ${was}`}`);
    }
    parts.push(text.slice(end, found.index), `${before}${name}:${tag}@${now}`);
    end = found.index + found[0].length;
  }
  parts.push(text.slice(end));
  if (values.check !== true) writeFileSync(file, parts.join(''));
}
if (stale === 0) console.log('Every digest is what its tag means.');
process.exit(values.check === true && stale > 0 ? 1 : 0);
