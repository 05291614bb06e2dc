import type { AccessRow, Extent } from '../access';
import { accessLevels, type AccessLevel } from '../actor';
import { AnyObject, Flag, Id, Ids, Moment, Money, OneOf, Part, Sum, Text, Whole } from '../fields';

/** A user: a person who signs in, or an API User whom keys act for. */
export class UserView {
  @Id()
  id!: string;

  @Text()
  username!: string;

  @OneOf(accessLevels)
  accessLevel!: AccessLevel;

  @Text('Where the user gets mail', { optional: true })
  email?: string;

  @Id('The call center the user works for', { optional: true })
  callCenterId?: string;

  @Ids('The campaigns the user is kept to; absent means all (none for a sales rep or an affiliate)', {
    optional: true,
  })
  campaignIds?: string[];

  @Sum('The most that the user may give back in a day', { optional: true })
  refundLimit?: Money;

  @Flag()
  active!: boolean;

  @Moment()
  createdAt!: string;

  @Whole('Counts the changes; goes into If-Match')
  version!: number;
}

/** Who is calling, and what the access matrix lets them do. */
export class MeView {
  @Part(UserView)
  user!: UserView;

  @OneOf(accessLevels)
  accessLevel!: AccessLevel;

  @AnyObject(
    'The rows of the access matrix that are open to the caller, and how far: `all`, or `own` for what lies in the own campaigns or is the own work',
    { schema: { additionalProperties: { type: 'string', enum: ['all', 'own'] } } },
  )
  permissions!: Partial<Record<AccessRow, Extent>>;
}
