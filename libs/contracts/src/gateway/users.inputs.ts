import { accessLevels, type AccessLevel } from '../actor';
import { PageQuery } from '../paging';
import { Amount, Code, Email, Flag, Id, Ids, Money, OneOf, Password, Search, SomeOf } from '../fields';

/** What a username may look like. It is compared without regard to case. */
export const USERNAME_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9._@+-]*[A-Za-z0-9])?$/;

/** The levels that a person may have: all but that of API Users, who come with their key. */
export const PERSON_LEVELS: AccessLevel[] = accessLevels.filter((level) => level !== 'api_user');

const MAILED =
  'Where the user gets mail: administrators, of refunds that could not be made, where there are no Notify Emails';

/** Creates a user who can sign in. Errors: `gateway.username_taken`. */
export class CreateUserInput {
  @Code(USERNAME_PATTERN, 'The name to sign in with, shown in the report; unique, whatever its case', {
    min: 1,
    max: 100,
  })
  username!: string;

  @Password('First password; the user can change it', { min: 8, max: 200 })
  password!: string;

  @OneOf(PERSON_LEVELS, 'What the user may do: a column of the access matrix')
  accessLevel!: AccessLevel;

  @Email(MAILED, { optional: true, max: 254 })
  email?: string;

  @Id('The call center the user works for', { optional: true })
  callCenterId?: string;

  @Ids(
    'The campaigns the user is kept to; absent means all of them, but none for a sales rep or an affiliate',
    { optional: true, max: 500, unique: true },
  )
  campaignIds?: string[];

  @Amount(
    'The most that the user may give back to customers in a day, in this currency; absent means no limit of their own',
    { optional: true },
  )
  refundLimit?: Money;
}

/** Changes a user. What is absent stays; `null` takes a value away. Errors: `gateway.user_not_found`, `gateway.last_admin`. */
export class ChangeUserInput {
  @Id()
  id!: string;

  @OneOf(PERSON_LEVELS, 'What the user may do from now on', { optional: true })
  accessLevel?: AccessLevel;

  @Email(MAILED, { optional: 'or null', max: 254 })
  email?: string | null;

  @Id('The call center the user works for; null for none', { optional: 'or null' })
  callCenterId?: string | null;

  @Ids('The campaigns the user is kept to; null for all', { optional: 'or null', max: 500, unique: true })
  campaignIds?: string[] | null;

  @Amount('The most that the user may give back in a day; null for no limit of their own', {
    optional: 'or null',
  })
  refundLimit?: Money | null;

  @Flag('false ends every session and key of the user and refuses new ones', { optional: true })
  active?: boolean;
}

/** Names one user. Errors: `gateway.user_not_found`. */
export class UserInput {
  @Id()
  id!: string;
}

/** Lists users by username. */
export class ListUsersInput extends PageQuery {
  @SomeOf(accessLevels, 'Only users of these access levels', { optional: true })
  accessLevel?: AccessLevel[];

  @Flag('Only active users, or only deactivated ones', { optional: true })
  active?: boolean;

  @Search('A part of the username, whatever its case', { optional: true, min: 1, max: 100 })
  query?: string;
}

/** Sets a user's password and ends the user's sessions. Errors: `gateway.user_not_found`, `gateway.user_has_no_password`. */
export class ResetPasswordInput {
  @Id()
  id!: string;

  @Password({ min: 8, max: 200 })
  password!: string;
}

/** Changes one's own password and ends one's other sessions. Errors: `gateway.wrong_password`, `gateway.user_has_no_password`. */
export class ChangePasswordInput {
  @Password({ min: 1, max: 200 })
  currentPassword!: string;

  @Password({ min: 8, max: 200 })
  newPassword!: string;
}
