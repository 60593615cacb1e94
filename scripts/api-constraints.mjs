// What the user pools API takes: names, numbers and patterns out of botocore's model of the service, for the local pool to
// check its input by. Reads Debian's python3-botocore (December 2022) or the file named; a newer model is a matter of
// naming it. With --print it writes nothing and prints both files as JSON, for a test to compare.
// What is newer than the model stands in src/local-pool/user-pools-api/model/newer.ts, typed by hand.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const installed = '/usr/lib/python3/dist-packages/botocore/data/cognito-idp/2016-04-18/service-2.json';
const folder = 'src/local-pool/user-pools-api/model';
const source = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? installed;

if (!existsSync(source)) {
  console.error(
    `${source} is not there. apt-get install python3-botocore brings it, or name a service-2.json.`,
  );
  process.exit(1);
}

const { operations, shapes } = JSON.parse(readFileSync(source, 'utf8'));

/** Every shape that an input can hold, by name. */
const reached = new Set();
const reach = (name) => {
  if (reached.has(name)) return;
  reached.add(name);
  const { members = {}, member, key, value } = shapes[name];
  for (const part of [...Object.values(members), member, key, value]) if (part) reach(part.shape);
};
for (const { input } of Object.values(operations)) if (input) reach(input.shape);

/** A shape that asks nothing of its values needs no line: its kind says it all. */
const nameOf = (name) => {
  const { type, enum: values, min, max, pattern, sensitive } = shapes[name];
  const asks = [values, min, max, pattern, sensitive].some((rule) => rule !== undefined);
  return asks || ['structure', 'list', 'map'].includes(type) ? name : type;
};

const structureLine = (name) => {
  const { members, required = [] } = shapes[name];
  const shown = Object.entries(members).map(
    ([member, { shape }]) => `${member}${required.includes(member) ? '!' : ''}:${nameOf(shape)}`,
  );
  return [name, ...shown].join(' ');
};

const typeLine = (name) => {
  const { type, enum: values, min, max, pattern, sensitive, member, key, value } = shapes[name];
  if (values) return [name, 'enum', ...values].join(' ');
  return [
    name,
    type,
    ...[member, key, value].filter(Boolean).map(({ shape }) => nameOf(shape)),
    ...(min === undefined && max === undefined ? [] : [`${min ?? ''}..${max ?? ''}`]),
    ...(sensitive ? ['secret'] : []),
    ...(pattern === undefined ? [] : [`/${pattern}`]),
  ].join(' ');
};

const named = [...reached].filter((name) => nameOf(name) === name).sort((a, b) => (a < b ? -1 : 1));
const isStructure = (name) => shapes[name].type === 'structure';
const filesOf = {
  'modelled-structures.ts': {
    constant: 'modelledStructures',
    says: 'Every structure of an input, with its members and their types; ! marks those that must be there.',
    lines: named.filter(isStructure).map(structureLine),
  },
  'modelled-types.ts': {
    constant: 'modelledTypes',
    says: 'Every type of a member that asks something of its values.',
    lines: named.filter((name) => !isStructure(name)).map(typeLine),
  },
};

const written = Object.entries(filesOf).map(([file, { constant, says, lines }]) => [
  file,
  `// Made by scripts/api-constraints.mjs from the service's model; change nothing here by hand. newer.ts says how to read it.

/** ${says} */
export const ${constant} = String.raw\`
${lines.join('\n')}
\`;
`,
]);
if (process.argv.includes('--print')) console.log(JSON.stringify(Object.fromEntries(written)));
else for (const [file, text] of written) writeFileSync(join(folder, file), text);
