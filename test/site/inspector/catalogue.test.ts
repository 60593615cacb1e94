import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { hints, reasons } from '../../../src/auth/reasons.js';
import { advice } from '../../../src/inspector/advice.js';
import { catalogue } from '../../../src/inspector/catalogue.js';
import { createSources, lineOf } from '../../../src/inspector/sources.js';

const kinds = Object.entries(catalogue);
const places = kinds.flatMap(([, { where }]) => where);

describe('the catalogue of steps', () => {
  test.each(places)('$name stands in src/auth/$file, and the link leads to its line', ({ file, name }) => {
    const lines = readFileSync(`src/auth/${file}`, 'utf8').split('\n');
    const line = lineOf(lines, name);
    expect(lines[line - 1]).toMatch(new RegExp(`\\b${name}\\b`));
    expect(createSources('/app').hrefOf(file, name)).toBe(`/app/inspector/source/${file}#L${line}`);
  });

  test('each step that this site does says where, and each link is an address of a standard or of Cognito', () => {
    const silent = kinds.filter(([, { to, where }]) => to !== 'hosted-ui' && where.length === 0);
    expect(silent).toEqual([]);
    const rules = kinds.flatMap(([, { checks = [], read = [] }]) => [
      ...checks.flatMap(({ rule }) => rule ?? []),
      ...read,
    ]);
    const known =
      /^https:\/\/(?:www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+|openid\.net\/specs\/[\w-]+\.html#\w+|docs\.aws\.amazon\.com\/cognito\/latest\/developerguide\/[\w-]+\.html)$/;
    expect(rules.filter(({ href }) => !known.test(href))).toEqual([]);
  });

  test('advice is for reasons that there are, and that have no hint of their own', () => {
    const families = /^(?:err_|invalid_grant$)/;
    const words = Object.keys(advice).filter((word) => !families.test(word));
    expect(words.filter((word) => !Object.hasOwn(reasons, word) || Object.hasOwn(hints, word))).toEqual([]);
  });

  test('titles are short enough for a phone', () => {
    expect(kinds.filter(([, { title }]) => title.length > 32)).toEqual([]);
  });

  test('a sign-in that is refused for any of the reasons of a callback or a token has its check', () => {
    const checked = new Set(
      kinds.flatMap(([, { checks = [] }]) => checks.flatMap((one) => one.reasons ?? [])),
    );
    const words = Object.keys(reasons);
    const groups = [
      words.slice(0, words.indexOf('issuer_unknown')),
      words.slice(words.indexOf('issuer_unknown'), words.indexOf('no_origin')),
      words.slice(words.indexOf('no_id_token'), words.indexOf('keys_unusable') + 1),
    ].flat();
    expect(groups.filter((word) => !checked.has(word))).toEqual([]);
  });
});
