import { linkedThings, type ActivityLink, type LinkedThing } from './activity-links';
import { activityCategories, type ActivityCategory } from '../activity';
import { Flag, Id, Moment, OneOf, OpenObject, Part, Parts, Text } from '../fields';

/** Ids of what an activity is about, for links. */
export class ActivityAboutView {
  @Text({ optional: true }) orderId?: string;
  @Text({ optional: true }) orderNumber?: string;
  @Text({ optional: true }) purchaseId?: string;
  @Text({ optional: true }) transactionId?: string;
  @Text({ optional: true }) fulfillmentId?: string;
  @Text({ optional: true }) caseId?: string;
  @Text({ optional: true }) serviceRecordId?: string;
  @Text({ optional: true }) noteId?: string;
}

/** A link to what an activity is about. */
export class ActivityLinkView implements ActivityLink {
  @OneOf(linkedThings)
  what!: LinkedThing;

  @Id()
  id!: string;

  @Text("Path below the server's address.", { examples: ['/api/v1/orders/…'] })
  path!: string;
}

/** One interaction in a customer's timeline. */
export class TimelineItemView {
  @Id()
  id!: string;

  @Text("The activity's key in the catalog.")
  type!: string;

  @Text('Title of the interaction.', { examples: ['Billing Date Changed'] })
  title!: string;

  @OneOf(activityCategories, { optional: true })
  category?: ActivityCategory;

  @Text("The user's name; System for all others.")
  actor!: string;

  @Text('The user; absent for all others.', { optional: true })
  actorId?: string;

  @Moment()
  time!: string;

  @Text()
  message!: string;

  @Flag('Whether a person typed the message.')
  isNote!: boolean;

  @OpenObject('Every attribute of the interaction.')
  attributes!: Record<string, unknown>;

  @Part(ActivityAboutView, 'What it is about.')
  about!: ActivityAboutView;

  @Parts(ActivityLinkView, 'Where each of them is read.')
  links!: ActivityLinkView[];
}
