import { type ClassOf, fieldsOf } from '../fields';
import { descriptionOf, type Field, type JsonSchema, SCHEMAS } from '../fields/field';

export { type JsonSchema, SCHEMAS };

const schemas = new Map<ClassOf, JsonSchema>();

/**
 * The schema of a class of fields. Fields it does not have are refused (`additionalProperties`),
 * optional ones may be null, nested classes are references to `#/components/schemas/<class>`.
 */
export function schemaOf(of: ClassOf): JsonSchema {
  const known = schemas.get(of);
  if (known !== undefined) return known;
  const made = readSchema(of);
  schemas.set(of, made);
  return made;
}

/** The classes that a class's properties hold, itself not among them unless it nests itself. */
export function nestedClasses(of: ClassOf): ClassOf[] {
  return [...new Set([...fieldsOf(of).values()].flatMap(({ kind }) => kind.holds ?? []))];
}

/** Collects the schemas of classes for a document, each under its name. */
export class SchemaSet {
  private readonly classes = new Map<string, ClassOf>();
  private readonly parts = new Map<string, JsonSchema>();

  /** A reference to a class; it and all it holds are in the set from now on. @throws Error where another class has its name */
  ref(of: ClassOf): JsonSchema {
    const other = this.classes.get(of.name);
    if (other === undefined) {
      this.classes.set(of.name, of);
      nestedClasses(of).forEach((nested) => this.ref(nested));
    } else if (other !== of && JSON.stringify(schemaOf(other)) !== JSON.stringify(schemaOf(of))) {
      throw new Error(`Two classes of the contracts are named ${of.name} and differ: rename one`);
    }
    return { $ref: `${SCHEMAS}${of.name}` };
  }

  /**
   * A reference to what of an input stands in the body, the rest being in the path: as `<name>Body` beside the classes.
   * @throws Error where another part of it has the name already
   */
  part(of: ClassOf, schema: JsonSchema): JsonSchema {
    const name = `${of.name.replace(/Input$/, '')}Body`;
    const other = this.parts.get(name);
    if (this.classes.has(name) || (other !== undefined && JSON.stringify(other) !== JSON.stringify(schema)))
      throw new Error(`Two schemas of the contracts are named ${name} and differ: rename one`);
    this.parts.set(name, schema);
    nestedClasses(of).forEach((nested) => this.ref(nested));
    return { $ref: `${SCHEMAS}${name}` };
  }

  /** All schemas by name, in alphabetical order. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries(
      [...[...this.classes].map(([name, of]) => [name, schemaOf(of)] as const), ...this.parts].sort(
        ([a], [b]) => (a < b ? -1 : 1),
      ),
    );
  }
}

/** The schemas of classes and of all they hold, by name. */
export function jsonSchemas(classes: readonly ClassOf[]): Record<string, JsonSchema> {
  const set = new SchemaSet();
  classes.forEach((of) => set.ref(of));
  return set.all();
}

/** The schema of a message whose envelope says its type, and whose data that type decides. */
export function typedMessage(
  envelope: JsonSchema,
  type: string,
  data: JsonSchema,
  description: string,
): JsonSchema {
  return { description, allOf: [envelope, { type: 'object', properties: { type: { const: type }, data } }] };
}

/** A schema that also takes null. */
export function orNull(schema: JsonSchema): JsonSchema {
  if (schema.$ref !== undefined || schema.type === undefined) {
    const { description, ...rest } = schema;
    return { ...(description === undefined ? {} : { description }), anyOf: [rest, { type: 'null' }] };
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return {
    ...schema,
    type: [...new Set([...types, 'null'])],
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum, null] }),
  };
}

/** A schema as the text of a parameter takes it, where there is no null. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  if (schema.anyOf?.length === 2 && schema.anyOf[1]?.type === 'null') {
    const { anyOf, ...rest } = schema;
    return { ...rest, ...anyOf[0] };
  }
  if (!Array.isArray(schema.type)) return schema;
  const types = schema.type.filter((type) => type !== 'null');
  return {
    ...schema,
    type: types.length === 1 ? types[0] : types,
    ...(schema.enum === undefined ? {} : { enum: schema.enum.filter((value) => value !== null) }),
  };
}

function readSchema(of: ClassOf): JsonSchema {
  const fields = [...fieldsOf(of)];
  const { description, schema } = descriptionOf(of);
  const required = fields.filter(([, field]) => isRequired(field)).map(([name]) => name);
  return {
    ...(description === undefined ? {} : { description }),
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, field]) => [name, propertyOf(field)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...schema,
  };
}

function isRequired({ optional = false, when }: Field): boolean {
  return optional === false && when === undefined;
}

function propertyOf({ kind, optional, schema, ...said }: Field): JsonSchema {
  const { title, description, default: fallback, examples } = said;
  const whole: JsonSchema = { ...kind.schema, ...schema };
  if (title !== undefined) whole.title = title;
  if (description !== undefined) whole.description = description;
  if (fallback !== undefined) whole.default = fallback;
  if (examples !== undefined) whole['examples'] = examples;
  return inOrder(optional === true || optional === 'or null' ? orNull(whole) : whole);
}

/** The keywords of a schema in the order in which people look for them. */
const ORDER = [
  ...['$ref', 'anyOf', 'type', 'enum', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...['items', 'minItems', 'maxItems', 'uniqueItems', 'maxProperties', 'additionalProperties'],
  ...['title', 'description', 'default', 'examples'],
];

function inOrder(schema: JsonSchema): JsonSchema {
  const known = ORDER.filter((keyword) => keyword in schema).map((keyword) => [keyword, schema[keyword]]);
  const ordered = { ...(Object.fromEntries(known) as JsonSchema), ...schema };
  return schema.items === undefined ? ordered : { ...ordered, items: inOrder(schema.items) };
}
