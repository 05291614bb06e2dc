interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  maxLength?: number;
  minimum?: number;
}

interface Described {
  operationId?: string;
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** The part of OpenAPI that is read here. */
export interface OpenApi {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

/**
 * How inputs are filled. `fitting`: as its schema wants it, with the plant wherever text is free; `wild`: with the
 * plant as each value, whatever was wanted.
 */
export type Manner = 'fitting' | 'wild';

/** A request to send. */
export interface PlantedRequest {
  operation: string;
  method: string;
  path: string;
  body?: unknown;
}

/** Makes a request of every operation of the documents, filled with a plant. */
export class Planting {
  /** @param ids ids of what is there, by the name of the field or of the resource in the path */
  constructor(
    private readonly api: OpenApi,
    private readonly ids: Readonly<Record<string, string>>,
  ) {}

  static async of(gateway: string, ids: Readonly<Record<string, string>>): Promise<Planting> {
    const response = await fetch(`${gateway}/api/openapi.json`);
    return new Planting((await response.json()) as OpenApi, ids);
  }

  requests(plant: string, manner: Manner): PlantedRequest[] {
    return Object.entries(this.api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => {
        const content = Object.values(described.requestBody?.content ?? {})[0];
        return {
          operation: described.operationId ?? `${method} ${path}`,
          method: method.toUpperCase(),
          path: this.address(path, described, plant, manner),
          ...(content === undefined ? {} : { body: this.valueOf('', content.schema, plant, manner) }),
        };
      }),
    );
  }

  private address(path: string, { parameters = [] }: Described, plant: string, manner: Manner): string {
    const resource = path.split('/')[1] ?? '';
    const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent(
        manner === 'wild' ? plant : ((name === 'id' ? this.ids[resource] : this.ids[name]) ?? plant),
      ),
    );
    const query = new URLSearchParams();
    for (const { name, in: place, schema } of parameters) {
      if (place !== 'query') continue;
      const value = this.valueOf(name, schema, plant, manner);
      if (['string', 'number', 'boolean'].includes(typeof value)) query.append(name, `${value as string}`);
    }
    return `/api/v1${filled.replace(/^\/api\/v1/, '')}${query.size === 0 ? '' : `?${query.toString()}`}`;
  }

  private valueOf(field: string, given: Schema, plant: string, manner: Manner, depth = 0): unknown {
    const schema = this.resolved(given);
    if (schema.properties !== undefined && depth < 6) {
      return Object.fromEntries(
        Object.entries(schema.properties).map(([name, inner]) => [
          name,
          this.valueOf(name, inner, plant, manner, depth + 1),
        ]),
      );
    }
    const type = [schema.type].flat()[0];
    if (type === 'array' && schema.items !== undefined)
      return [this.valueOf(field, schema.items, plant, manner, depth + 1)];
    if (type === 'object') return { Source: plant };
    if (manner === 'wild') return plant;
    if (schema.enum !== undefined) return schema.enum[0];
    if (type === 'number' || type === 'integer') return schema.minimum ?? 1;
    if (type === 'boolean') return false;
    return this.textFor(field, schema, plant);
  }

  private textFor(field: string, { format, pattern, maxLength }: Schema, plant: string): string {
    const id = this.ids[field];
    if (id !== undefined) return id;
    if (format === 'uuid') return '01890000-0000-7000-8000-000000000000';
    if (format === 'date-time') return new Date().toISOString();
    if (format === 'date') return new Date().toISOString().slice(0, 10);
    if (format === 'email') return `${plant.replace(/[^a-z0-9]+/gi, '.')}@leaks.example`;
    if (field === 'amount') return '1.00';
    if (field === 'currency') return 'USD';
    if (field === 'country') return 'US';
    const cut = plant.slice(0, maxLength);
    return pattern === undefined || new RegExp(pattern, 'u').test(cut) ? cut : plant;
  }

  private resolved(schema: Schema): Schema {
    if (schema.$ref !== undefined) {
      const found = this.api.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
      return this.resolved(found ?? {});
    }
    const inner = schema.anyOf?.[0] ?? schema.allOf?.[0];
    return inner === undefined ? schema : { ...this.resolved(inner) };
  }
}
