import { readFileSync } from 'node:fs';
import { Pair, parseDocument, visit, YAMLMap, YAMLSeq, type CollectionTag, type ScalarTag } from 'yaml';

/** A value of a template: plain, or an object with one intrinsic function in it, such as `{ Ref: 'UserPool' }`. */
export type Value = string | number | boolean | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Values;
  readonly Condition?: string;
  readonly DependsOn?: string;
}

export interface Output {
  readonly Description: string;
  readonly Value: Value;
  readonly Condition?: string;
}

export interface Template {
  readonly Parameters: Readonly<Record<string, Values>>;
  readonly Conditions: Values;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, Output>>;
}

const tags: (ScalarTag | CollectionTag)[] = [
  ...['Ref', 'Condition'].map((name) => ({ tag: `!${name}`, resolve: (text: string) => ({ [name]: text }) })),
  { tag: '!Sub', resolve: (text: string) => ({ 'Fn::Sub': text }) },
  // Only the first point divides: an attribute may be called PrimaryEndPoint.Address.
  { tag: '!GetAtt', resolve: (text: string) => ({ 'Fn::GetAtt': text.split(/\.(.*)/s).slice(0, 2) }) },
  ...['If', 'Equals', 'Not', 'Or'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq' as const,
    nodeClass: YAMLSeq,
    resolve: (list: unknown) => {
      const map = new YAMLMap();
      map.items.push(new Pair(`Fn::${name}`, list));
      return map;
    },
  })),
];

/** Reads a template as CloudFormation does: YAML 1.1, short forms of functions, no aliases. Throws what is wrong with it. */
export const readTemplate = (text: string): Template => {
  const document = parseDocument(text, { version: '1.1', customTags: tags });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw problem;
  visit(document, {
    Alias: () => {
      throw new Error('CloudFormation knows no aliases of YAML.');
    },
  });
  return document.toJS() as Template;
};

export const templateText = readFileSync('infra/cognito.yaml', 'utf8');
export const ecsTemplateText = readFileSync('deploy/ecs.yaml', 'utf8');

export const isValues = (value: Value | undefined): value is Values =>
  typeof value === 'object' && !Array.isArray(value);

/** The text that a value is. */
export const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

/** The list that a value is. */
export const listOf = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];

/** The function and its argument, where a value is one. */
export const functionIn = (
  value: Value,
): { readonly name: string; readonly argument: Value | undefined } | undefined => {
  if (!isValues(value)) return undefined;
  const [name = '', ...others] = Object.keys(value);
  const isFunction = others.length === 0 && /^(?:Ref|Condition|Fn::\w+)$/.test(name);
  return isFunction ? { name, argument: value[name] } : undefined;
};

/** What CloudFormation makes of the template: parameters in their places, branches chosen, what is left out gone. */
export const evaluate = (template: Template, given: Readonly<Record<string, string>>) => {
  const parameters: Record<string, Value> = { 'AWS::Region': 'eu-central-1' };
  for (const [name, { Default }] of Object.entries(template.Parameters)) {
    const value = given[name] ?? Default;
    if (value === undefined) throw new Error(`The parameter ${name} has no value`);
    parameters[name] = value;
  }

  const holds = (condition: string): boolean => valueOf(template.Conditions[condition] ?? '') === true;

  // What only AWS knows stays as it is: `{ Ref: 'UserPool' }`.
  const callOf = (name: string, argument: Value | undefined, value: Value): Value | undefined => {
    const list = listOf(argument);
    switch (name) {
      case 'Ref':
        return argument === 'AWS::NoValue' ? undefined : (parameters[textOf(argument)] ?? value);
      case 'Condition':
        return holds(textOf(argument));
      case 'Fn::Sub':
        return textOf(argument).replaceAll(
          /\$\{([\w:.]+)\}/g,
          (whole, name: string) => textOf(parameters[name]) || whole,
        );
      case 'Fn::If':
        return valueOf(list[holds(textOf(list[0])) ? 1 : 2] ?? '');
      case 'Fn::Equals':
        return valueOf(list[0] ?? '') === valueOf(list[1] ?? '');
      case 'Fn::Not':
        return valueOf(list[0] ?? '') !== true;
      case 'Fn::Or':
        return list.some((one) => valueOf(one) === true);
      default:
        return value;
    }
  };

  const valueOf = (value: Value): Value | undefined => {
    const call = functionIn(value);
    if (call !== undefined) return callOf(call.name, call.argument, value);
    if (Array.isArray(value))
      return value.map((one: Value) => valueOf(one)).filter((one) => one !== undefined);
    return isValues(value) ? valuesOf(value) : value;
  };

  const valuesOf = (values: Values): Values =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, one]) => {
        const value = valueOf(one);
        return value === undefined ? [] : [[name, value]];
      }),
    );

  const isMade = ({ Condition }: { readonly Condition?: string }): boolean =>
    Condition === undefined || holds(Condition);

  return {
    /** The properties of a resource. Throws when it is not made. */
    properties(name: string): Values {
      const resource = template.Resources[name];
      if (resource === undefined || !isMade(resource)) throw new Error(`There is no ${name}`);
      return valuesOf(resource.Properties);
    },
    resources: Object.keys(template.Resources).filter((name) => isMade(template.Resources[name] ?? {})),
    /** By description. */
    outputs: Object.fromEntries(
      Object.values(template.Outputs)
        .filter((output) => isMade(output))
        .map(({ Description, Value }) => [Description, valueOf(Value)]),
    ),
  };
};
