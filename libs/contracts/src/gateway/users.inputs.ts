import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { accessLevels, type AccessLevel } from '../actor';
import { Money } from '../money';
import { PageQuery } from '../paging';

/** What a username may look like. It is compared without regard to case. */
export const USERNAME_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9._@+-]*[A-Za-z0-9])?$/;

/** The levels that a person may have: all but that of API Users, who come with their key. */
export const PERSON_LEVELS: AccessLevel[] = accessLevels.filter((level) => level !== 'api_user');

/** Creates a user who can sign in. Errors: `gateway.username_taken`. */
export class CreateUserInput {
  @JSONSchema({ description: 'The name to sign in with, shown in the report; unique, whatever its case' })
  @IsString()
  @Length(1, 100)
  @Matches(USERNAME_PATTERN)
  username!: string;

  @JSONSchema({ description: 'First password; the user can change it' })
  @IsString()
  @Length(8, 200)
  password!: string;

  @JSONSchema({ description: 'What the user may do: a column of the access matrix' })
  @IsIn(PERSON_LEVELS)
  accessLevel!: AccessLevel;

  @JSONSchema({ description: 'The call center the user works for' })
  @IsOptional()
  @IsUUID()
  callCenterId?: string;

  @JSONSchema({
    description:
      'The campaigns the user is kept to; absent means all of them, but none for a sales rep or an affiliate',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[];

  @JSONSchema({
    description:
      'The most that the user may give back to customers in a day, in this currency; absent means no limit of their own',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  refundLimit?: Money;
}

/** Changes a user. What is absent stays; `null` takes a value away. Errors: `gateway.user_not_found`, `gateway.last_admin`. */
export class ChangeUserInput {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'What the user may do from now on' })
  @IsOptional()
  @IsIn(PERSON_LEVELS)
  accessLevel?: AccessLevel;

  @JSONSchema({ description: 'The call center the user works for; null for none' })
  @IsOptional()
  @IsUUID()
  callCenterId?: string | null;

  @JSONSchema({ description: 'The campaigns the user is kept to; null for all' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignIds?: string[] | null;

  @JSONSchema({
    description: 'The most that the user may give back in a day; null for no limit of their own',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  refundLimit?: Money | null;

  @JSONSchema({ description: 'false ends every session and key of the user and refuses new ones' })
  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

/** Names one user. Errors: `gateway.user_not_found`. */
export class UserInput {
  @IsUUID()
  id!: string;
}

/** Lists users by username. */
export class ListUsersInput extends PageQuery {
  @JSONSchema({ description: 'Only users of these access levels' })
  @IsOptional()
  @IsArray()
  @IsIn(accessLevels, { each: true })
  accessLevel?: AccessLevel[];

  @JSONSchema({ description: 'Only active users, or only deactivated ones' })
  @IsOptional()
  @IsBoolean()
  active?: boolean;

  @JSONSchema({ description: 'A part of the username, whatever its case' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  query?: string;
}

/** Sets a user's password and ends the user's sessions. Errors: `gateway.user_not_found`, `gateway.user_has_no_password`. */
export class ResetPasswordInput {
  @IsUUID()
  id!: string;

  @IsString()
  @Length(8, 200)
  password!: string;
}

/** Changes one's own password and ends one's other sessions. Errors: `gateway.wrong_password`, `gateway.user_has_no_password`. */
export class ChangePasswordInput {
  @IsString()
  @Length(1, 200)
  currentPassword!: string;

  @IsString()
  @Length(8, 200)
  newPassword!: string;
}
