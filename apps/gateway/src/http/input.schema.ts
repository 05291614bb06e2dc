import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { ClassOf } from '@daybook/contracts';
import type { ParameterSchema } from './query.coercion';

/** The JSON Schema of an input class, as far as reading a query string needs it: query parameters are flat. */
export function inputSchemaOf(input: ClassOf): ParameterSchema {
  return targetConstructorToSchema(input) as ParameterSchema;
}
