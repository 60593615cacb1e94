/** A form of a page, as its HTML says it. */
export interface Form {
  /** As it stands there, '' where the form goes to the address of its page. */
  readonly action: string;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** The form that asks for a name or a password; the classic pages have it twice, for two widths of the screen. */
export const formIn = (html: string): Form | undefined => {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/giu)].map(
    ([, head = '', inside = '']) => ({
      action: attribute(head, 'action') ?? '',
      fields: [...inside.matchAll(/<input\b([^>]*)>/giu)].map(([, text = '']) => ({
        name: attribute(text, 'name') ?? '',
        type: attribute(text, 'type') ?? 'text',
        value: attribute(text, 'value') ?? '',
      })),
    }),
  );
  return forms.find(({ fields }) =>
    fields.some(({ name, type }) => type === 'password' || /^(?:username|email)$/iu.test(name)),
  );
};

/** What is sent: hidden fields as they came, the name and the password where they are asked for. */
export const fieldsOf = (
  { fields }: Form,
  { username, password }: { readonly username: string; readonly password: string },
): Record<string, string> => {
  const valueOf = ({ name, type, value }: Field): string => {
    if (type === 'password') return password;
    return /^(?:username|email)$/iu.test(name) ? username : value;
  };
  return Object.fromEntries(
    fields
      .filter(({ name, type }) => name !== '' && !['button', 'checkbox', 'radio', 'submit'].includes(type))
      .map((field) => [field.name, valueOf(field)]),
  );
};

const attribute = (text: string, name: string): string | undefined => {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'iu').exec(text);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value?.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#34;', '"');
};
