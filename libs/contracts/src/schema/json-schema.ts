import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import {
  getMetadataStorage,
  IS_DATE_STRING,
  IS_ISO31661_ALPHA_2,
  IS_ISO8601,
  IS_RFC_3339,
  IS_TIMEZONE,
  IS_URL,
  ValidationTypes,
} from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { ClassOf } from '../paging';

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

/** Where the schemas of classes lie in both documents. */
export const SCHEMAS = '#/components/schemas/';

const schemas = new Map<ClassOf, JsonSchema>();

/**
 * The schema of a decorated class. Fields it does not have are refused (`additionalProperties`),
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
  const nested = rulesOf(of)
    .filter((rule) => rule.type === ValidationTypes.NESTED_VALIDATION)
    .map((rule) => {
      const typed = defaultMetadataStorage.findTypeMetadata(rule.target as ClassOf, rule.propertyName);
      const declared: unknown = Reflect.getMetadata(
        'design:type',
        (rule.target as ClassOf).prototype as object,
        rule.propertyName,
      );
      return (typed ? typed.typeFunction() : declared) as ClassOf;
    });
  return [...new Set(nested)];
}

/** Collects the schemas of classes for a document, each under its name. */
export class SchemaSet {
  private readonly classes = new Map<string, ClassOf>();

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

  /** All schemas by name, in alphabetical order. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries(
      [...this.classes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, of]) => [name, schemaOf(of)]),
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

function rulesOf(of: ClassOf): { target: unknown; type: string; name?: string; propertyName: string }[] {
  return getMetadataStorage().getTargetValidationMetadatas(of, '', true, false);
}

function readSchema(of: ClassOf): JsonSchema {
  const rules = rulesOf(of);
  const read = targetConstructorToSchema(of, {
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: SCHEMAS,
    additionalConverters: {
      // The type of a property of our own rules stands in its JSONSchema, or beside them.
      [ValidationTypes.CUSTOM_VALIDATION]: {},
      [IS_RFC_3339]: { type: 'string', format: 'date-time' },
      [IS_ISO8601]: { type: 'string' },
      [IS_DATE_STRING]: { type: 'string' },
      [IS_ISO31661_ALPHA_2]: { type: 'string', pattern: '^[A-Z]{2}$' },
      [IS_TIMEZONE]: { type: 'string' },
      [IS_URL]: { type: 'string', format: 'uri' },
    },
  }) as JsonSchema;
  const optional = new Set(
    rules.filter((rule) => rule.name === 'isOptional').map((rule) => rule.propertyName),
  );
  const properties = Object.entries(read.properties ?? {}).map(([name, schema]): [string, JsonSchema] => {
    const tidy = tidied(schema);
    return [name, inOrder(optional.has(name) ? orNull(tidy) : tidy)];
  });
  const { required, description } = read;
  return {
    ...(description === undefined ? {} : { description }),
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required === undefined ? {} : { required }),
    additionalProperties: false,
  };
}

function tidied({ not: _not, ...schema }: JsonSchema): JsonSchema {
  // A list's own keywords and those of `each` come in merged; an array without items says nothing of them.
  if (schema.type === 'array' && schema.items !== undefined && Object.keys(schema.items).length === 0) {
    const { items: _items, ...rest } = schema;
    return rest;
  }
  return schema;
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
