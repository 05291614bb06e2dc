import type { FieldFault } from '../errors';

/** A constructor of T: what a contract class is at run time. */
export type ClassOf<T extends object = object> = new () => T;

/** A JSON Schema (2020-12), as OpenAPI 3.1 and AsyncAPI 3 hold it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  title?: string;
  description?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  [keyword: string]: unknown;
}

/** Where the schemas of classes lie in the documents. */
export const SCHEMAS = '#/components/schemas/';

/** What makes a value none of its kind: faults with paths from the value on. */
export class Wrong {
  constructor(readonly faults: readonly FieldFault[]) {}
}

/** Says what is wrong with a value itself; the name of its field is put before the message. */
export function wrong(message: string): Wrong {
  return new Wrong([{ field: '', message }]);
}

/** What a field's values are: their schema, and what a plain value becomes. */
export interface Kind {
  readonly schema: JsonSchema;
  /** The class whose instances they are. */
  readonly holds?: ClassOf;
  /**
   * Reads a plain value: its normal form, or what is wrong with it.
   * @param drop whether fields that a nested class does not have are left out instead of refused
   */
  read(value: unknown, drop: boolean): unknown;
}

/** What can be said of a field of any kind. */
export interface FieldOptions {
  /**
   * `true`: may be absent or null, which say the same: it is read as absent. `not null`: may be absent only. `or null`:
   * null says something of its own, and the property's type has it.
   */
  readonly optional?: boolean | 'not null' | 'or null';
  /** Needed only where this holds of the object it stands in; elsewhere it is not looked at. */
  readonly when?: (beside: Readonly<Record<string, unknown>>) => boolean;
  /** Fields that must be absent where this one is given. */
  readonly notBeside?: readonly string[];
  readonly description?: string;
  readonly title?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  /** What the schema says beyond what the kind demands. */
  readonly schema?: JsonSchema;
}

/** How a decorator is written: its description, its options, both or neither. */
export type Written<Options extends FieldOptions = FieldOptions> =
  [options?: Options] | [description: string, options?: Options];

/** The options that were said, the description among them. */
export function optionsOf<Options extends FieldOptions>(written: Written<Options>): Options {
  const [first, second] = written;
  if (typeof first !== 'string') return (first ?? {}) as Options;
  return { ...second, description: first } as Options;
}

/** A field of a class. */
export interface Field extends FieldOptions {
  readonly kind: Kind;
}

/** The decorator of a field: all that is said of it. */
export type FieldDecorator = PropertyDecorator & { readonly kind: Kind };

const declared = new WeakMap<object, Map<string, Field>>();
const collected = new WeakMap<ClassOf, ReadonlyMap<string, Field>>();
const descriptions = new WeakMap<object, { description: string; schema: JsonSchema }>();

/** Makes the decorator of a field of a kind. */
export function field(kind: Kind, options: FieldOptions): FieldDecorator {
  const decorate = (target: object, name: string | symbol): void => {
    const own = declared.get(target) ?? new Map<string, Field>();
    declared.set(target, own.set(String(name), { ...options, kind }));
  };
  return Object.assign(decorate, { kind });
}

/**
 * Says what a class is, for the documents.
 * @param schema what its schema says otherwise than its fields do
 */
export function Described(description: string, schema: JsonSchema = {}): ClassDecorator {
  return (target) => void descriptions.set(target, { description, schema });
}

/** What was said of a class. */
export function descriptionOf(of: ClassOf): { description?: string; schema?: JsonSchema } {
  return descriptions.get(of) ?? {};
}

/** The fields of a class by name: its own, then those that it inherits, from the root on. What is declared again is as the nearest class has it. */
export function fieldsOf(of: ClassOf): ReadonlyMap<string, Field> {
  const known = collected.get(of);
  if (known !== undefined) return known;
  const levels: ReadonlyMap<string, Field>[] = [];
  for (
    let at: unknown = of.prototype;
    typeof at === 'object' && at !== null;
    at = Object.getPrototypeOf(at)
  ) {
    levels.push(declared.get(at) ?? new Map<string, Field>());
  }
  const nearest = new Map(levels.toReversed().flatMap((level) => [...level]));
  const [own, ...above] = levels;
  const names = [own, ...above.reverse()].flatMap((level) => [...(level?.keys() ?? [])]);
  const fields = new Map(names.map((name) => [name, nearest.get(name) as Field]));
  collected.set(of, fields);
  return fields;
}
