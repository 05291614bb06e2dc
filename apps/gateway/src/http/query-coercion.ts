import { isStorable, withoutNull, type FieldFault, type JsonSchema } from '@daybook/contracts';
import { fieldName, isUsableName, nameFault, textFault } from '@daybook/messaging';

/** The query as an object, and what could not be read. */
export interface ReadQuery {
  values: Record<string, unknown>;
  faults: FieldFault[];
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,10})?$/;
/** A time whose offset's plus was not encoded: in a query a bare plus says space. */
const OFFSET_SIGN_LOST = /^\d{4}-\d\d-\d\dT[\d:.]+ \d\d:\d\d$/;
const DEEP = /^([^[\]]+)\[(.*)\]$/s;

/**
 * Reads a query string by the schema of the input: repeated parameters are arrays, digits numbers where the
 * schema wants numbers, `name[key]=value` an object. What the schema does not know stays as it came, so that
 * validation refuses it by name.
 */
export function readQuery(search: string, schema: JsonSchema): ReadQuery {
  const values = Object.create(null) as Record<string, unknown>;
  const faults = undecodable(search);
  for (const [name, texts] of group(search)) {
    const deep = DEEP.exec(name);
    const outer = deep?.[1] ?? name;
    const known = propertyOf(schema, outer);
    if (deep !== null && known !== undefined && holdsKeys(known)) {
      const key = deep[2];
      if (!isUsableName(key)) {
        faults.push(nameFault(name));
        continue;
      }
      const inner = (values[outer] ??= {});
      if (typeof inner === 'object') {
        const rest = typeof known.additionalProperties === 'object' ? known.additionalProperties : {};
        const value = readValue(`${outer}[${key}]`, texts, propertyOf(known, key) ?? rest, faults);
        (inner as Record<string, unknown>)[key] = value;
      } else {
        faults.push({ field: outer, message: `${outer} must be given in one way` });
      }
    } else if (!isUsableName(name)) {
      faults.push(nameFault(name));
    } else if (Object.hasOwn(values, name)) {
      faults.push({ field: name, message: `${name} must be given in one way` });
    } else {
      values[name] = readValue(name, texts, known ?? {}, faults);
    }
  }
  return { values: { ...values }, faults };
}

/** What would be read as another text than was meant: each parameter once. */
function undecodable(search: string): FieldFault[] {
  const fields = new Set<string>();
  for (const part of search.split('&')) {
    try {
      decodeURIComponent(part);
    } catch {
      for (const name of new URLSearchParams(part).keys()) fields.add(fieldName(name));
    }
  }
  return [...fields].map((field) => ({ field, message: `${field} is not percent-encoded UTF-8` }));
}

function group(search: string): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const [name, text] of new URLSearchParams(search)) {
    const texts = grouped.get(name);
    if (texts === undefined) grouped.set(name, [text]);
    else texts.push(text);
  }
  return grouped;
}

function readValue(field: string, texts: string[], schema: JsonSchema, faults: FieldFault[]): unknown {
  if (schema.type === 'array') {
    return texts.map((text, at) => readScalar(`${field}.${at}`, text, schema.items ?? {}, faults));
  }
  if (texts.length > 1) {
    faults.push({ field, message: `${field} must be given once` });
    return texts[0];
  }
  return readScalar(field, texts[0], schema, faults);
}

function readScalar(field: string, text: string, schema: JsonSchema, faults: FieldFault[]): unknown {
  if (!isStorable(text)) faults.push(textFault(field));
  switch (schema.type) {
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      faults.push({ field, message: `${field} must be true or false` });
      return text;
    case 'number':
    case 'integer':
      if (DECIMAL.test(text)) return Number(text);
      faults.push({ field, message: `${field} must be a number` });
      return text;
    default:
      return OFFSET_SIGN_LOST.test(text) ? text.replace(' ', '+') : text;
  }
}

function propertyOf(schema: JsonSchema, name: string): JsonSchema | undefined {
  const properties = schema.properties ?? {};
  return Object.hasOwn(properties, name) ? withoutNull(properties[name]) : undefined;
}

function holdsKeys(schema: JsonSchema): boolean {
  return (
    schema.type === 'object' ||
    schema.properties !== undefined ||
    typeof schema.additionalProperties === 'object'
  );
}
