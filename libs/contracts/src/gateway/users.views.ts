import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import type { AccessRow, Extent } from '../access';
import { accessLevels, type AccessLevel } from '../actor';
import { Money } from '../money';

/** A user: a person who signs in, or an API User whom keys act for. */
export class UserView {
  @IsUUID()
  id!: string;

  @IsString()
  username!: string;

  @IsIn(accessLevels)
  accessLevel!: AccessLevel;

  @JSONSchema({ description: 'The call center the user works for' })
  @IsOptional()
  @IsUUID()
  callCenterId?: string;

  @JSONSchema({
    description: 'The campaigns the user is kept to; absent means all (none for a sales rep or an affiliate)',
  })
  @IsOptional()
  @IsArray()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[];

  @JSONSchema({ description: 'The most that the user may give back in a day' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  refundLimit?: Money;

  @IsBoolean()
  active!: boolean;

  @IsRFC3339()
  createdAt!: string;

  @JSONSchema({ description: 'Counts the changes; goes into If-Match' })
  @IsInt()
  version!: number;
}

/** Who is calling, and what the access matrix lets them do. */
export class MeView {
  @ValidateNested()
  @Type(() => UserView)
  user!: UserView;

  @IsIn(accessLevels)
  accessLevel!: AccessLevel;

  @JSONSchema({
    description:
      'The rows of the access matrix that are open to the caller, and how far: `all`, or `own` for what lies in the own campaigns or is the own work',
    type: 'object',
    additionalProperties: { type: 'string', enum: ['all', 'own'] },
  })
  @IsObject()
  permissions!: Partial<Record<AccessRow, Extent>>;
}
