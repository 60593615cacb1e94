// Before a tag is published: its name has to be the version of the project and of both packages. Then each manifest is told the
// repository that it is published from, which npm compares with the statement of provenance.
import { readFileSync, writeFileSync } from 'node:fs';

const {
  GITHUB_REF_NAME: tag = '',
  GITHUB_SERVER_URL: server = '',
  GITHUB_REPOSITORY: name = '',
} = process.env;
if (tag === '' || server === '' || name === '') throw new Error('This runs on GitHub, for a tag');

const manifests = ['package.json', 'packages/relying-party/package.json', 'packages/local-pool/package.json'];
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

const wrong = manifests.filter((file) => `v${read(file).version}` !== tag);
if (wrong.length > 0) throw new Error(`The tag is ${tag}, and ${wrong.join(', ')} say another version`);

for (const file of manifests.slice(1)) {
  const directory = file.replace('/package.json', '');
  const repository = { type: 'git', url: `git+${server}/${name}.git`, directory };
  writeFileSync(file, `${JSON.stringify({ ...read(file), repository }, undefined, 2)}\n`);
}
