import {
  IsArray,
  IsBoolean,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ArrayMaxSize,
} from 'class-validator';
import { Transform } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../paging';

const OFFSET = /T.*(Z|[+-]\d{2}:\d{2})$/;
const offsetMissing = { message: '$property must be RFC 3339 with offset, such as 2026-11-21T09:00:00Z' };

/** The customer whose timeline is asked for, and what of it. */
export class CustomerActivityQuery extends PageQuery {
  @IsUUID()
  id!: string;

  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(OFFSET, offsetMissing)
  @JSONSchema({ format: 'date-time', description: 'Activities that happened at this moment or later.' })
  from?: string;

  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(OFFSET, offsetMissing)
  @JSONSchema({ format: 'date-time', description: 'Activities that happened before this moment.' })
  to?: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value))
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  @JSONSchema({ description: "Types of activity: the catalog's keys, or their titles." })
  type?: string[];

  @IsOptional()
  @IsBoolean()
  @JSONSchema({
    description:
      'Legacy mode: what is not yet part of the activity, as it came. Dates and types do not narrow it.',
    default: false,
  })
  legacy?: boolean;
}
