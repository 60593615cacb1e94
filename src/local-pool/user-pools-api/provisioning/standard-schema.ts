import type { SchemaAttribute } from '../../base/model.js';
import { standardNames } from '../../people/attributes.js';

const attribute = (name: string): SchemaAttribute => {
  const basics = { name, required: false, mutable: true };
  if (name === 'updated_at') return { ...basics, type: 'Number', min: 0 };
  if (name.endsWith('_verified')) return { ...basics, type: 'Boolean' };
  const [min, max] = name === 'birthdate' ? [10, 10] : [0, 2048];
  return { ...basics, type: 'String', min, max };
};

/** What every user pool has without being told, in the order in which Cognito shows it. */
export const standardSchema: readonly SchemaAttribute[] = [
  { ...attribute('sub'), required: true, mutable: false, min: 1 },
  ...standardNames.map(attribute),
];
