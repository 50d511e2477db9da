import { partNames, studyJsonSchema, type JsonSchema } from './json-schema.ts';

/** Every part of a study file and every field of it, as Markdown tables written from the schema. */
export function fieldReference(): string {
  const schema = studyJsonSchema();
  const definitions = schema.$defs ?? {};
  const sections = partNames.flatMap((name) => {
    const part = definitions[name];
    return part === undefined ? [] : [section(name, part)];
  });
  return [section('study', schema), ...sections].join('\n\n');
}

function section(name: string, part: JsonSchema): string {
  const about = part.description === undefined ? [] : [part.description, ''];
  if (part.oneOf !== undefined) {
    return [`### ${name}`, '', ...about, `One of: ${part.oneOf.map(kindOf).join(', ')}.`].join('\n');
  }
  return [`### ${name}`, '', ...about, '| field | what stands there | meaning |', '| --- | --- | --- |', ...rowsOf(part, '')].join('\n');
}

/** The fields of a group, and with their path those of groups inside it that have no name of their own. */
function rowsOf(group: JsonSchema, path: string): readonly string[] {
  return Object.entries(group.properties ?? {}).flatMap(([field, schema]) => {
    const name = `${path}${field}`;
    const optional = group.required?.includes(field) === true ? '' : ', may be left out';
    const row = `| \`${name}\` | ${kindOf(schema)}${optional} | ${schema.description ?? ''} |`;
    return [row, ...rowsWithin(schema, name)];
  });
}

function rowsWithin(schema: JsonSchema, name: string): readonly string[] {
  if (schema.properties !== undefined) return rowsOf(schema, `${name}.`);
  if (schema.items?.properties !== undefined) return rowsOf(schema.items, `${name}[].`);
  return (schema.anyOf ?? []).flatMap((either) => rowsWithin(either, name));
}

function kindOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  if (schema.anyOf !== undefined) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.allOf?.[0] !== undefined) return kindOf(schema.allOf[0]);
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  switch (schema.type) {
    case 'string':
      return schema.pattern === undefined ? 'text' : 'id';
    case 'integer':
      return `whole number${limitsOf(schema)}`;
    case 'number':
      return `number${limitsOf(schema)}`;
    case 'array':
      return `list of ${schema.items === undefined ? 'values' : plural(kindOf(schema.items))}${countsOf(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    default:
      return schema.properties === undefined ? byName(schema) : 'group';
  }
}

/** A group whose names are up to the author. Parts that the schema had to name itself say nothing to a reader. */
function byName({ additionalProperties }: JsonSchema): string {
  const part = typeof additionalProperties === 'object' ? additionalProperties.$ref : undefined;
  return part === undefined || part.includes('/__') ? 'JSON' : `${linkTo(part)} by name`;
}

function plural(kind: string): string {
  return kind === 'text' || kind === 'id' || kind === 'group' ? `${kind}s` : kind;
}

/** Names of sections are their anchors too. */
function linkTo(reference: string): string {
  const name = reference.replace('#/$defs/', '');
  return `[${name}](#${name})`;
}

function limitsOf({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): string {
  // Whole numbers have the largest exact one as their limit, which limits nobody.
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const limits = [
    ...(minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? [] : [`from ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(most === undefined ? [] : [`to ${most}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
  ];
  return limits.length === 0 ? '' : ` ${limits.join(' ')}`;
}

function countsOf({ minItems, maxItems }: JsonSchema): string {
  if (minItems !== undefined && maxItems !== undefined) return `, ${minItems} to ${maxItems}`;
  if (minItems !== undefined) return `, at least ${minItems}`;
  return maxItems === undefined ? '' : `, at most ${maxItems}`;
}
