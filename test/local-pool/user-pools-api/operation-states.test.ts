import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { operationStates } from '../../../src/local-pool/user-pools-api/model/operation-states.js';
import { poolForAllTests } from '../../support/pool.js';
import { admin } from './support.js';

const pool = poolForAllTests();

const sdkOperations = Object.keys(sdk).flatMap((name) => /^([A-Z]\w+)Command$/u.exec(name)?.[1] ?? []);

describe('the table of operations', () => {
  test('has every operation of the SDK once, in order, and no other', () => {
    expect(operationStates.map(({ name }) => name)).toEqual(sdkOperations.toSorted());
  });

  test('says how many there are of each kind', () => {
    const count = (wanted: string): number => operationStates.filter(({ state }) => state === wanted).length;
    expect({ works: count('works'), stored: count('stored'), absent: count('absent') }).toEqual({
      works: 116,
      stored: 24,
      absent: 0,
    });
  });

  test.each(operationStates.map(({ name, state }) => [name, state] as const))(
    'tells the truth of %s: %s',
    async (name, state) => {
      const { type } = await admin(pool, name, { UserPoolId: 'us-east-1_Nowhere01' });
      expect(type === 'UnknownOperationException').toBe(state === 'absent');
    },
  );

  test('says what is different wherever an operation is only stored or absent and changes something', () => {
    const silent = operationStates.filter(
      ({ name, state, note }) =>
        state !== 'works' &&
        note === undefined &&
        !/^(?:Get|List|Describe|Delete|Tag|Untag|Update)/u.test(name),
    );
    expect(silent).toEqual([]);
  });
});
