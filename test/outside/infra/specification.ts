import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import {
  functionIn,
  isValues,
  listOf,
  textOf,
  type Resource,
  type Template,
  type Value,
  type Values,
} from './template.js';

const specification = loadAwsServiceSpecSync();

type Found = NonNullable<ReturnType<typeof resourceOf>>;
type Properties = Found['properties'];
type Type = Properties[string]['type'];

/** A type of resource as CloudFormation publishes it. */
export const resourceOf = (type: string) =>
  [...specification.lookup('resource', 'cloudFormationType', 'equals', type)][0];

/** Everything in the template that the published specification does not know, one line each. */
export const problemsOf = (template: Template): readonly string[] => [
  ...Object.entries(template.Resources).flatMap(([name, { Type, Properties }]) =>
    resourceProblems(name, { Type, Properties: withLists(Properties, template) as Values }),
  ),
  ...referenceProblems(template),
];

/** The same value, with a list in the place of each reference to a parameter that is one. */
const withLists = (value: Value, template: Template): Value => {
  const call = functionIn(value);
  const parameter = call?.name === 'Ref' ? template.Parameters[textOf(call.argument)] : undefined;
  if (textOf(parameter?.['Type']).startsWith('List<')) return [value];
  if (Array.isArray(value)) return value.map((one: Value) => withLists(one, template));
  if (!isValues(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withLists(one, template)]));
};

const resourceProblems = (name: string, { Type, Properties }: Resource): readonly string[] => {
  const resource = resourceOf(Type);
  if (resource === undefined) return [`${name}: no type ${Type}`];
  return structureProblems(name, Properties, resource.properties);
};

const structureProblems = (path: string, values: Values, properties: Properties): readonly string[] => [
  ...Object.entries(properties)
    .filter(([name, { required }]) => required === true && values[name] === undefined)
    .map(([name]) => `${path}.${name}: required`),
  ...Object.entries(values).flatMap(([name, value]) => {
    const property = properties[name];
    return property === undefined
      ? [`${path}.${name}: no such property`]
      : valueProblems(`${path}.${name}`, value, property.type);
  }),
];

const scalars = {
  'string': 'string',
  'date-time': 'string',
  'integer': 'number',
  'number': 'number',
  'boolean': 'boolean',
} as const;

const valueProblems = (path: string, value: Value, type: Type): readonly string[] => {
  const call = functionIn(value);
  if (call?.name === 'Fn::If')
    return listOf(call.argument)
      .slice(1)
      .flatMap((branch) => valueProblems(path, branch, type));
  // Nothing at all, or a text that only AWS knows.
  if (call !== undefined)
    return isNothing(value) || type.type in scalars ? [] : [`${path}: expected ${type.type}`];
  switch (type.type) {
    case 'array':
      return Array.isArray(value)
        ? (value as readonly Value[]).flatMap((one, at) => valueProblems(`${path}[${at}]`, one, type.element))
        : [`${path}: expected a list`];
    case 'map':
      return isValues(value)
        ? Object.entries(value).flatMap(([name, one]) => valueProblems(`${path}.${name}`, one, type.element))
        : [`${path}: expected a map`];
    case 'ref':
      return isValues(value)
        ? structureProblems(path, value, specification.get('typeDefinition', type.reference.$ref).properties)
        : [`${path}: expected an object`];
    case 'union':
      return type.types.some((one) => valueProblems(path, value, one).length === 0)
        ? []
        : [`${path}: fits none of its types`];
    case 'json':
      return isValues(value) ? [] : [`${path}: expected an object`];
    case 'string':
    case 'date-time':
    case 'integer':
    case 'number':
    case 'boolean':
      return scalars[type.type] === typeof value ? [] : [`${path}: expected ${type.type}`];
    case 'null':
    case 'tag':
      return [`${path}: ${type.type} is not in use here`];
  }
};

const isNothing = (value: Value): boolean => isValues(value) && value['Ref'] === 'AWS::NoValue';

/** Each `!Ref`, `!GetAtt`, `!Sub`, `!If` and `!Condition` must name something that there is. */
const referenceProblems = (template: Template): readonly string[] => {
  const names = new Set([...Object.keys(template.Parameters), ...Object.keys(template.Resources)]);
  const isName = (name: string): boolean => names.has(name) || name.startsWith('AWS::');
  const isAttribute = (name = '', attribute = ''): boolean =>
    resourceOf(template.Resources[name]?.Type ?? '')?.attributes[attribute] !== undefined;
  const isCondition = (name: string): boolean => template.Conditions[name] !== undefined;

  const isKnown = (name: string, argument: Value | undefined): boolean => {
    const list = listOf(argument).map((one) => textOf(one));
    if (name === 'Ref') return isName(textOf(argument));
    if (name === 'Condition') return isCondition(textOf(argument));
    if (name === 'Fn::If') return isCondition(list[0] ?? '');
    if (name === 'Fn::GetAtt') return isAttribute(...list);
    if (name !== 'Fn::Sub') return true;
    return [...textOf(argument).matchAll(/\$\{([^}]+)\}/g)].every(([, one = '']) =>
      /^\w+\./.test(one) ? isAttribute(...one.split(/\.(.*)/s)) : isName(one),
    );
  };

  const search = (value: Value): readonly string[] => {
    const call = functionIn(value);
    const own =
      call === undefined || isKnown(call.name, call.argument) ? [] : [`${JSON.stringify(value)}: unknown`];
    const inner = typeof value === 'object' ? Object.values(value as Values) : [];
    return own.concat(inner.flatMap((one) => search(one)));
  };

  const made = [...Object.values(template.Resources), ...Object.values(template.Outputs)];
  return [
    ...[template.Conditions, ...made.map((one) => ('Value' in one ? one.Value : one.Properties))].flatMap(
      (one) => search(one),
    ),
    ...made
      .filter(({ Condition }) => Condition !== undefined && !isCondition(Condition))
      .map(({ Condition }) => `${Condition}: no such condition`),
    ...Object.values(template.Resources)
      .filter(({ DependsOn }) => DependsOn !== undefined && !names.has(DependsOn))
      .map(({ DependsOn }) => `${DependsOn}: no such resource`),
  ];
};
