import { PageQuery } from '../paging';
import type { MessageLanguage } from '../activity';
import { Flag, Id, Line, ListOf, Moment } from '../fields';
import { MessageLanguageField } from './message-language';

/** The customer whose timeline is asked for, and what of it. */
export class CustomerActivityQuery extends PageQuery {
  @Id()
  id!: string;

  @Moment('Activities that happened at this moment or later.', { optional: true })
  from?: string;

  @Moment('Activities that happened before this moment.', { optional: true })
  to?: string;

  @Id('Activities of this order, and the notes about the customer, which belong to each of their orders.', {
    optional: true,
  })
  orderId?: string;

  @ListOf(
    Line({ max: 200 }),
    "Types of activity: the catalog's keys or their titles, or the report's actions by key or label.",
    {
      optional: true,
      max: 200,
      orOne: true,
    },
  )
  type?: string[];

  @Flag('Legacy mode: what is not yet part of the activity, as it came. Nothing narrows it.', {
    optional: true,
    default: false,
  })
  legacy?: boolean;

  @MessageLanguageField()
  language?: MessageLanguage;
}
