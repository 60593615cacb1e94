import { describe, expect, test } from '@jest/globals';
import { attributeLabel } from '../../../src/local-pool/hosted-ui/words/attribute-labels.js';
import { seedPassword } from '../../../src/local-pool/index.js';
import type { SchemaAttribute } from '../../../src/local-pool/base/model.js';
import type { Answer } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { decode } from '../support/app.js';
import { languages, textsOf } from '../support/texts.js';
import { visitorOf } from '../support/visitor.js';

/** Every attribute that Cognito lets a schema require of people who sign in by e-mail, with how a browser fills it in. */
const inputs: [string, string, string][] = [
  ['name', 'text', 'name'],
  ['given_name', 'text', 'given-name'],
  ['middle_name', 'text', 'additional-name'],
  ['family_name', 'text', 'family-name'],
  ['nickname', 'text', 'nickname'],
  ['preferred_username', 'text', 'off'],
  ['phone_number', 'tel', 'tel'],
  ['birthdate', 'date', 'bday'],
  ['gender', 'text', 'sex'],
  ['locale', 'text', 'language'],
  ['zoneinfo', 'text', 'off'],
  ['website', 'url', 'url'],
  ['picture', 'url', 'photo'],
  ['profile', 'url', 'off'],
];
const attributeNames = [...inputs.map(([name]) => name), 'address'];
const twice = { password: 'Another-Pass-2', passwordConfirmation: 'Another-Pass-2' };
const newcomer = { username: 'new@example.com', ...twice };

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

const requireAttributes = (names: readonly string[], limits: Partial<SchemaAttribute> = {}): void => {
  const schema = names.map((name) => ({
    name,
    type: 'String' as const,
    required: true,
    mutable: true,
    ...limits,
  }));
  pool.updatePool({ schema });
};

/** The tag of a field, '' when the form has none of this name. */
const fieldOn = ({ text }: Answer, name: string): string => {
  const fields = text.match(/<(?:input|textarea)[^>]*>/gu) ?? [];
  return fields.find((tag) => tag.includes(` name="${name}"`)) ?? '';
};

describe('/signup of a pool whose schema requires attributes (quirk: attributes)', () => {
  const signUpPage = (): Promise<Answer> => visitor.browser.send(visitor.pageUrl('/signup'));
  const join = (fields: Record<string, string>): Promise<Answer> =>
    visitor.fill(visitor.pageUrl('/signup'), { ...newcomer, ...fields });

  test.each(inputs)(
    'asks for %s in a field of type %s that browsers know as %s',
    async (name, type, autocomplete) => {
      requireAttributes([name]);
      const field = fieldOn(await signUpPage(), name);
      expect(field).toContain(` type="${type}"`);
      expect(field).toContain(` autocomplete="${autocomplete}"`);
      expect(field).toMatch(/ required>$/u);
    },
  );

  test('asks for an address in several lines', async () => {
    requireAttributes(['address']);
    const field = fieldOn(await signUpPage(), 'address');
    expect(field).toMatch(/^<textarea .* autocomplete="street-address" required>$/u);
    await join({ address: '1 Street\r\nTown' });
    expect(pool.person(newcomer.username).attributes['address']).toBe('1 Street\nTown');
  });

  test('asks for no attribute that is not required, and for the name if people like', async () => {
    pool.updatePool({
      schema: [{ name: 'nickname', type: 'String', required: false, mutable: true }],
    });
    const page = await signUpPage();
    expect(attributeNames.filter((name) => fieldOn(page, name) !== '')).toEqual(['name']);
    expect(fieldOn(page, 'name')).not.toContain('required');
  });

  test('does not offer the name where the client may not write it', async () => {
    pool.updateClient(pool.client.id, { writeAttributes: ['email'] });
    expect(fieldOn(await signUpPage(), 'name')).toBe('');
  });

  test('says the lengths of the schema to the browser', async () => {
    requireAttributes(['nickname'], { min: 2, max: 20 });
    expect(fieldOn(await signUpPage(), 'nickname')).toContain('minlength="2" maxlength="20"');
  });

  test('asks people who choose their name for an address too, since the code goes there', async () => {
    pool.updatePool({ usernameAttributes: [] });
    expect(fieldOn(await signUpPage(), 'email')).toMatch(/ type="email" .* required>$/u);
    const without = await join({ username: 'chosen', email: ' ' });
    expect([without.status, without.text.includes('Enter an email address.')]).toEqual([400, true]);
    expect(() => pool.person('chosen')).toThrow('Nobody');
    expect((await join({ username: 'chosen', email: 'c@example.com' })).location).toMatch(/^\/confirm\?/u);
  });

  test('shows a custom attribute under its own name, and a number as one', async () => {
    pool.updatePool({ customAttributes: ['tier'] });
    requireAttributes(['custom:tier'], { type: 'Number', min: 1, max: 3 });
    const page = await signUpPage();
    expect(fieldOn(page, 'custom:tier')).toContain('type="number" autocomplete="off" min="1" max="3"');
    expect(textsOf(page.text)).toContain('tier');
  });

  test('asks once for the address that is the user name', async () => {
    requireAttributes(['email']);
    expect(fieldOn(await signUpPage(), 'email')).toBe('');
    expect((await join({})).location).toMatch(/^\/confirm\?/u);
  });

  test('takes either address for the user name, and asks for the required one that it is not', async () => {
    pool.updatePool({ usernameAttributes: ['email', 'phone_number'] });
    requireAttributes(['email']);
    expect((await join({})).location).toMatch(/^\/confirm\?/u);
    const byPhone = await join({ username: '+14155550100' });
    expect(byPhone.text).toContain('emails: The attribute emails is required');
    const complete = await join({ username: '+14155550100', email: 'other@example.com' });
    expect(complete.location).toMatch(/^\/confirm\?/u);
  });

  test('goes on with all of them, and the ID token has them', async () => {
    requireAttributes(['given_name', 'birthdate', 'phone_number']);
    const given = { given_name: 'Neu', birthdate: '1990-02-03', phone_number: '+491234567' };
    const joined = await join(given);
    const code = visitor.mailedCode(newcomer.username);
    const done = await visitor.fill(visitor.absolute(joined.location), { code });
    const { given_name: first, birthdate } = given;
    expect(decode((await visitor.tokensOf(done.location)).id_token)).toMatchObject({
      given_name: first,
      birthdate,
    });
  });

  test('refuses what is missing as SignUp of the API does, and keeps what was typed', async () => {
    requireAttributes(['given_name', 'address']);
    const answer = await join({ given_name: ' "><b> ', address: '' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      'Attributes did not conform to the schema: address: The attribute address is required',
    );
    expect(fieldOn(answer, 'given_name')).toContain('value="&#34;&gt;&lt;b&gt;"');
    expect(() => pool.person(newcomer.username)).toThrow('Nobody');
  });

  test.each([
    ['phone_number', '0123', 'Invalid phone number format.'],
    ['birthdate', '3.2.1990', 'Expected the form YYYY-MM-DD'],
    ['nickname', 'x', 'String must be longer than 2'],
  ])('refuses a bad %s as the API does', async (name, value, message) => {
    requireAttributes([name], { min: 2 });
    const answer = await join({ [name]: value });
    expect([answer.status, answer.text.includes(message)]).toEqual([400, true]);
  });

  test('refuses an attribute that the client may not write', async () => {
    requireAttributes(['nickname']);
    pool.updateClient(pool.client.id, { writeAttributes: ['email'] });
    const answer = await join({ nickname: 'Nick' });
    expect(answer.text).toContain('A client attempted to write unauthorized attribute');
  });
});

describe('/newPassword', () => {
  const email = 'temp@example.com';
  const toNewPassword = async (): Promise<string> => {
    pool.addPerson({
      email: email,
      password: seedPassword,
      status: 'FORCE_CHANGE_PASSWORD',
      attributes: { given_name: 'Tem' },
    });
    const login = { username: email, password: seedPassword };
    return visitor.absolute((await visitor.fill(visitor.pageUrl('/login'), login)).location);
  };

  test('asks for the required attributes that the person lacks, and only for those', async () => {
    requireAttributes(['email', 'given_name', 'family_name']);
    const page = await visitor.browser.send(await toNewPassword());
    const shown = ['email', ...attributeNames].filter((name) => fieldOn(page, name) !== '');
    expect(shown).toEqual(['family_name']);
  });

  test('keeps them with the new password', async () => {
    requireAttributes(['family_name']);
    const answer = await visitor.fill(await toNewPassword(), { ...twice, family_name: 'Orary' });
    expect(answer.location).toContain('?code=');
    expect(pool.person(email)).toMatchObject({
      status: 'CONFIRMED',
      attributes: { given_name: 'Tem', family_name: 'Orary' },
    });
  });

  test('changes nothing without them', async () => {
    requireAttributes(['family_name']);
    const answer = await visitor.fill(await toNewPassword(), { ...twice, family_name: ' ' });
    expect(answer.text).toContain('The attribute name.familyName is required');
    expect(pool.person(email).status).toBe('FORCE_CHANGE_PASSWORD');
    const login = { username: email, password: seedPassword };
    expect((await visitor.fill(visitor.pageUrl('/login'), login)).location).toMatch(/^\/newPassword\?/u);
  });

  test('keeps no attribute of somebody whose new password is too weak', async () => {
    requireAttributes(['family_name']);
    const weak = { password: 'short', passwordConfirmation: 'short', family_name: 'Orary' };
    expect((await visitor.fill(await toNewPassword(), weak)).status).toBe(400);
    expect(pool.person(email).attributes).not.toHaveProperty('family_name');
  });
});

describe.each(languages)('the labels in %s', (language) => {
  test('stand on the form, each another one, and none is the name of an attribute', async () => {
    requireAttributes(attributeNames);
    await visitor.keepCookie('lang', language);
    const texts = textsOf((await visitor.browser.send(visitor.pageUrl('/signup'))).text);
    const labels = attributeNames.map((name) => attributeLabel(name, language));
    expect(labels.filter((label) => !texts.includes(label))).toEqual([]);
    expect(new Set(labels).size).toBe(attributeNames.length);
    expect(labels.filter((label) => attributeNames.includes(label))).toEqual([]);
  });
});
