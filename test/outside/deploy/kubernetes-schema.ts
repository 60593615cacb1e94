import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A manifest, as it stands in a file. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [member: string]: unknown;
}

interface Model {
  validate(): void;
}

/** What the API's schema has against a manifest: types, required members, and members that it does not know. */
export const problemsOf = async (manifest: Manifest): Promise<readonly string[]> => {
  const { apiVersion, kind } = manifest;
  const file = join('node_modules/kubernetes-models', apiVersion, `${kind}.d.ts`);
  if (!existsSync(file)) return [`${apiVersion} ${kind}: no such kind`];
  const models = (await import(`kubernetes-models/${apiVersion}/${kind}`)) as Readonly<
    Record<string, new (data: object) => Model>
  >;
  const Kind = models[kind];
  if (Kind === undefined) return [`${kind}: no model`];
  try {
    new Kind(manifest).validate();
  } catch (error) {
    return [String(error)];
  }
  return unknownMembers(kind, manifest, file);
};

// The models check what they know and let everything else pass, so the members are read from their types.
const unknownMembers = (path: string, value: unknown, file: string): readonly string[] => {
  const members = membersIn(file);
  if (members === undefined || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const type = members.get(name);
    return type === undefined ? [`${path}.${name}: no such member`] : inside(`${path}.${name}`, one, type);
  });
};

/** What a member is: a type of another file, or of none; perhaps a list or a map of it. */
interface MemberType {
  readonly file: string | undefined;
  readonly isMap: boolean;
}

const inside = (path: string, value: unknown, { file, isMap }: MemberType): readonly string[] => {
  if (file === undefined || typeof value !== 'object' || value === null) return [];
  const parts: readonly (readonly [string, unknown])[] =
    isMap || Array.isArray(value)
      ? Object.entries(value).map(([name, one]) => [`${path}.${name}`, one])
      : [[path, value]];
  return parts.flatMap(([where, one]) => unknownMembers(where, one, file));
};

const membersIn = (file: string): ReadonlyMap<string, MemberType> | undefined => {
  const text = readFileSync(file, 'utf8');
  const body = /^export interface \w+[^{]*\{\n([\s\S]*?)^\}/m.exec(text)?.[1];
  if (body === undefined) return undefined;
  const imported = new Map(
    [...text.matchAll(/^import \{ (\w+) \} from "([^"]+)";$/gm)].map(([, name = '', from = '']) => [
      name,
      from.startsWith('.') ? join(dirname(file), `${from}.d.ts`) : join('node_modules', `${from}.d.ts`),
    ]),
  );
  return new Map(
    [...body.matchAll(/^ {4}"([^"]+)"\??: (\{[\s\S]*?^ {4}\}|[^;]+);/gm)].map(([, name = '', type = '']) => {
      const named = [...type.matchAll(/\w+/g)].map(([word]) => imported.get(word)).find(Boolean);
      return [name, { file: named, isMap: type.startsWith('{') }];
    }),
  );
};
