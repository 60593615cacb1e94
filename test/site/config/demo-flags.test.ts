import { describe, expect, test } from '@jest/globals';
import { readFlags, usage } from '../../../src/demo/flags.js';

const usual = { 'port': 3000, 'pool-port': 9400, 'domain-port': 9401 };

describe('the demo listens', () => {
  test.each([
    ['where nothing is said', [], {}, {}],
    ['where PORT says', [], { PORT: '8080' }, { port: 8080 }],
    ['where PORT is set to nothing', [], { PORT: '' }, {}],
    [
      'where flags say',
      ['--pool-port=65535', '--domain-port', '1'],
      {},
      { 'pool-port': 65_535, 'domain-port': 1 },
    ],
    ['where a flag says otherwise than PORT', ['--port', '8081'], { PORT: 'http' }, { port: 8081 }],
  ])('on the usual ports but %s', (_where, args, env, ports) => {
    expect(readFlags(args, env)).toEqual({ ports: { ...usual, ...ports } });
  });
});

describe('the demo says', () => {
  test('what it can be told, with each flag and its usual port', () => {
    expect(readFlags(['--help', '--port', 'http'], {})).toBe('help');
    for (const [flag, port] of Object.entries(usual))
      expect(usage).toMatch(new RegExp(`--${flag} PORT.*${port}`));
    expect(usage).toMatch(/PORT.*SITE_NAME.*LOG_LEVEL/);
  });

  test.each([
    ['--pool-port must be a port number', ['--pool-port', '0'], {}],
    ['--pool-port must be a port number', ['--pool-port', '65536'], {}],
    ['--domain-port must be a port number', ['--domain-port', ''], {}],
    ['--port must be a port number', ['--port', '3e3'], {}],
    ['PORT must be a port number', [], { PORT: 'http' }],
    ["Unknown option '--prot'. npm run demo -- --help", ['--prot', '1'], {}],
    ["Option '--port <value>' argument missing. npm run demo -- --help", ['--port'], {}],
    ["Unexpected argument '3000'. npm run demo -- --help", ['3000'], {}],
  ])('%s', (sentence, args, env) => {
    expect(readFlags(args, env)).toEqual({ problem: expect.stringContaining(sentence) });
  });
});
