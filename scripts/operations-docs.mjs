// Writes docs/local-pool/operations.md from the pool's own table of operations. Run by `npm run docs:operations`.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { operationStates } from '../dist/local-pool/user-pools-api/model/operation-states.js';

const page = 'docs/local-pool/operations.md';
const plans = { ESSENTIALS: 'Essentials', PLUS: 'Plus' };
const count = (wanted) => operationStates.filter(({ state }) => state === wanted).length;
const reference = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_';

const rows = operationStates.map(
  ({ name, state, plan, note = '' }) =>
    `| [${name}](${reference}${name}.html) | ${state} | ${plans[plan] ?? 'Lite'} | ${note} |`,
);

const text = `[The local user pool](../local-pool.md)

# Operations

Each of the ${operationStates.length} operations of the SDK: ${count('works')} work, ${count('stored')} are stored, ${count('absent')} absent. The page is
made from the table that the tests hold against the SDK and against what the pool answers (\`npm run docs:operations\`).

- _works_: what it does can be observed.
- _stored_: what it is told is kept and described back whole, and does nothing else.
- _absent_: it answers \`UnknownOperationException\`.

The plan is the least that it needs at AWS. A pool here is on Essentials, as a fresh one of AWS is, and refuses what its plan has not
([user pools of your own](api.md#user-pools-of-your-own)).

| operation | here | plan | what is different |
| --- | --- | --- | --- |
${rows.join('\n')}
`;

const options = JSON.parse(readFileSync('.prettierrc.json', 'utf8'));
writeFileSync(page, await format(text, { ...options, parser: 'markdown' }));
console.log(`Wrote ${page}`);
