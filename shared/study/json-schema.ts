import { z } from 'zod';
import { Arm, ModelChoice, Personalisation, Placeholder, SamplingParameters } from './arms.ts';
import { ConversationType, Layout, Opening } from './conversations.ts';
import { Judgement, Sheet } from './judgements.ts';
import { AllocationPlan, AnalysisPlan, BlindingPolicy } from './plans.ts';
import { SessionPlan, Study } from './protocol.ts';
import { Stage } from './stages.ts';

/** The part of JSON Schema (draft 2020-12) that study files need. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly const?: string | number;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** What every field of an object with names of its own is; false where unknown fields are refused. */
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** Parts that are worth a name of their own, in the order in which a study is read. */
const parts: readonly (readonly [string, z.ZodType])[] = [
  ['arm', Arm],
  ['model', ModelChoice],
  ['parameters', SamplingParameters],
  ['personalisation', Personalisation],
  ...kindsOf('personalisation', Personalisation),
  ['placeholder', Placeholder],
  ...kindsOf('placeholder', Placeholder),
  ['session', SessionPlan],
  ['stage', Stage],
  ...kindsOf('stage', Stage),
  ['layout', Layout],
  ...kindsOf('layout', Layout),
  ['conversation-type', ConversationType],
  ['opening', Opening],
  ...kindsOf('opening', Opening),
  ['sheet', Sheet],
  ['judgement', Judgement],
  ...kindsOf('judgement', Judgement),
  ['allocation', AllocationPlan],
  ['analysis', AnalysisPlan],
  ['blinding', BlindingPolicy],
];

/** Names in that order. */
export const partNames: readonly string[] = parts.map(([name]) => name);

/** What the schema says of a study file, with the parts under `$defs` by their names. */
export function studyJsonSchema(): JsonSchema {
  const names = new Map<unknown, string>(parts.map(([name, schema]) => [schema, name]));
  const metadata = new z.core.$ZodRegistry<z.core.GlobalMeta>();
  // Descriptions stay where the schema has them; only names are added.
  metadata.get = (schema) => {
    const known = z.globalRegistry.get(schema);
    const id = names.get(schema);
    return id === undefined ? known : { ...known, id };
  };
  return z.toJSONSchema(Study, { io: 'input', metadata }) as JsonSchema;
}

function kindsOf(name: string, union: { readonly options: readonly z.ZodObject[] }): readonly (readonly [string, z.ZodType])[] {
  return union.options.map((option) => {
    const kind: unknown = option.shape['kind'];
    return [`${name}-${kind instanceof z.ZodLiteral ? String(kind.value) : ''}`, option] as const;
  });
}
