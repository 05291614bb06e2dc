import { Described, Id, Ids, Moment, OneOf, Part, Parts, Text, Whole } from '../fields';
import { page, PageQuery } from '../paging';
import { jsonSchemas, nestedClasses, schemaOf, SchemaSet, withoutNull } from './json-schema';

class Piece {
  @Text({ max: 10 })
  name: string;
}

@Described('A toy.')
class Toy extends PageQuery {
  @Id('Its id.')
  id: string;

  @OneOf(['red', 'green'])
  colour: string;

  @Whole({ optional: true, min: 1, max: 9 })
  size?: number;

  @Parts(Piece, { max: 3 })
  parts: Piece[];

  @Part(Piece, { optional: true })
  spare?: Piece;

  @Ids()
  ids: string[];

  @Moment()
  at: string;
}

class Nothing {}

describe('the schema of a class', () => {
  it('says all that its decorators do', () => {
    expect(schemaOf(Toy)).toEqual({
      description: 'A toy.',
      type: 'object',
      additionalProperties: false,
      required: ['id', 'colour', 'parts', 'ids', 'at'],
      properties: {
        id: { type: 'string', format: 'uuid', description: 'Its id.' },
        colour: { type: 'string', enum: ['red', 'green'] },
        size: { type: ['integer', 'null'], minimum: 1, maximum: 9 },
        parts: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/Piece' } },
        spare: { anyOf: [{ $ref: '#/components/schemas/Piece' }, { type: 'null' }] },
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
    expect(schemaOf(Toy)).toBe(schemaOf(Toy));
  });

  it('takes no field where the class has none', () => {
    expect(schemaOf(Nothing)).toEqual({ type: 'object', properties: {}, additionalProperties: false });
  });

  it('reads as a parameter without null', () => {
    const { properties = {} } = schemaOf(Toy);
    expect(withoutNull(properties['size'] ?? {})).toEqual({ type: 'integer', minimum: 1, maximum: 9 });
    expect(withoutNull(properties['spare'] ?? {})).toEqual({ $ref: '#/components/schemas/Piece' });
  });
});

describe('a set of schemas', () => {
  it('holds what its classes hold', () => {
    expect(nestedClasses(Toy)).toEqual([Piece]);
    expect(Object.keys(jsonSchemas([page(Toy)]))).toEqual(['Piece', 'Toy', 'ToyPage']);
  });

  it('refuses two classes of one name that differ', () => {
    class Stranger {
      @Text()
      other: string;
    }
    Object.defineProperty(Stranger, 'name', { value: 'Piece' });
    const set = new SchemaSet();
    set.ref(Piece);
    expect(() => set.ref(Stranger)).toThrow('Two classes of the contracts are named Piece');
  });
});
