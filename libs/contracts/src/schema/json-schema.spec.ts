import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { page, PageQuery } from '../paging';
import { jsonSchemas, nestedClasses, schemaOf, SchemaSet, withoutNull } from './json-schema';

class Part {
  @IsString()
  @MaxLength(10)
  name: string;
}

@JSONSchema({ description: 'A whole.' })
class Whole extends PageQuery {
  @IsUUID()
  @JSONSchema({ description: 'Its id.' })
  id: string;

  @IsIn(['red', 'green'])
  colour: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9)
  size?: number;

  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => Part)
  parts: Part[];

  @IsOptional()
  @ValidateNested()
  @Type(() => Part)
  spare?: Part;

  @IsArray()
  @IsUUID(undefined, { each: true })
  ids: string[];

  @IsRFC3339()
  at: string;
}

class Nothing {}

describe('the schema of a class', () => {
  it('says all that its decorators do', () => {
    expect(schemaOf(Whole)).toEqual({
      description: 'A whole.',
      type: 'object',
      additionalProperties: false,
      required: ['id', 'colour', 'parts', 'ids', 'at'],
      properties: {
        id: { type: 'string', format: 'uuid', description: 'Its id.' },
        colour: { type: 'string', enum: ['red', 'green'] },
        size: { type: ['integer', 'null'], minimum: 1, maximum: 9 },
        parts: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/Part' } },
        spare: { anyOf: [{ $ref: '#/components/schemas/Part' }, { type: 'null' }] },
        ids: { type: 'array', items: { type: 'string', format: 'uuid' } },
        at: { type: 'string', format: 'date-time' },
        limit: {
          type: ['integer', 'null'],
          minimum: 1,
          maximum: 200,
          default: 50,
          description: 'How many items at most.',
        },
        cursor: {
          type: ['string', 'null'],
          maxLength: 2000,
          description: 'The nextCursor of the answer before this one.',
        },
      },
    });
  });

  it('is made once', () => {
    expect(schemaOf(Whole)).toBe(schemaOf(Whole));
  });

  it('takes no field where the class has none', () => {
    expect(schemaOf(Nothing)).toEqual({ type: 'object', properties: {}, additionalProperties: false });
  });

  it('reads as a parameter without null', () => {
    const { properties = {} } = schemaOf(Whole);
    expect(withoutNull(properties['size'] ?? {})).toEqual({ type: 'integer', minimum: 1, maximum: 9 });
    expect(withoutNull(properties['spare'] ?? {})).toEqual({ $ref: '#/components/schemas/Part' });
  });
});

describe('a set of schemas', () => {
  it('holds what its classes hold', () => {
    expect(nestedClasses(Whole)).toEqual([Part]);
    expect(Object.keys(jsonSchemas([page(Whole)]))).toEqual(['Part', 'Whole', 'WholePage']);
  });

  it('refuses two classes of one name that differ', () => {
    class Stranger {
      @IsString()
      other: string;
    }
    Object.defineProperty(Stranger, 'name', { value: 'Part' });
    const set = new SchemaSet();
    set.ref(Part);
    expect(() => set.ref(Stranger)).toThrow('Two classes of the contracts are named Part');
  });
});
