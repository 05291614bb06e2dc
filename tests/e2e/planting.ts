/** The part of a JSON Schema that is read here. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
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

/** A uuid that nothing has. */
export const NOBODY = '01890000-0000-7000-8000-000000000000';

/** What fields want whose schemas do not say all of it. */
const FITTING: Readonly<Record<string, string>> = {
  amount: '1.00',
  currency: 'USD',
  baseCurrency: 'USD',
  country: 'US',
  countries: 'US',
  number: '+14155552671',
  language: 'en-US',
  timeZone: 'UTC',
  birthday: '1985-04-12',
  expectedOn: '2030-01-01',
  nextBillDate: '2030-01-01',
  channel: 'email',
  contentType: 'text/plain',
  sha256: '0'.repeat(64),
  list: 'case-types',
  url: 'http://127.0.0.1:9/orders',
};

/** Keys of lists and names of others' things: left out where they may be. */
const LEFT_OUT = ['type', 'channelCategory', 'assignee', 'options', 'token'];

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

  /** A value that fits a schema. */
  filled(schema: Schema, plant: string): unknown {
    return this.valueOf('', schema, plant, 'fitting');
  }

  private address(path: string, { parameters = [] }: Described, plant: string, manner: Manner): string {
    const resource = path.split('/')[1] ?? '';
    const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent(manner === 'wild' ? plant : this.ofPath(name, resource)),
    );
    const query = new URLSearchParams();
    for (const { name, in: place, schema } of parameters) {
      if (place !== 'query') continue;
      const value = this.valueOf(name, schema, plant, manner);
      if (['string', 'number', 'boolean'].includes(typeof value)) query.append(name, `${value as string}`);
    }
    return `/api/v1${filled.replace(/^\/api\/v1/, '')}${query.size === 0 ? '' : `?${query.toString()}`}`;
  }

  private ofPath(name: string, resource: string): string {
    return (name === 'id' ? this.ids[resource] : (this.ids[name] ?? FITTING[name])) ?? NOBODY;
  }

  private valueOf(field: string, given: Schema, plant: string, manner: Manner, depth = 0): unknown {
    const schema = this.resolved(given);
    if (schema.properties !== undefined && depth < 6) {
      const filled = Object.entries(schema.properties)
        .filter(([name, inner]) => manner === 'wild' || !this.isIdle(name, inner, schema))
        .map(([name, inner]) => [name, this.valueOf(name, inner, plant, manner, depth + 1)] as const);
      return Object.fromEntries(filled);
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

  /** Whether a field may stay away, and would only have the whole refused. */
  private isIdle(name: string, given: Schema, { required = [] }: Schema): boolean {
    if (required.includes(name) || this.ids[name] !== undefined) return false;
    return LEFT_OUT.includes(name) || this.resolved(given).format === 'uuid';
  }

  private textFor(field: string, { format, pattern, maxLength }: Schema, plant: string): string {
    const id = this.ids[field];
    if (id !== undefined) return id;
    const fitting = FITTING[field];
    if (fitting !== undefined) return fitting;
    if (format === 'uuid') return NOBODY;
    if (format === 'date-time') return new Date().toISOString();
    if (format === 'date') return new Date().toISOString().slice(0, 10);
    if (format === 'email') return `${plant.replace(/[^a-z0-9]+/gi, '.')}@leaks.example`;
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
