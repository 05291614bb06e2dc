import { catalog } from '../../activity';
import { PageQuery } from '../../paging';
import { ActivityAboutView } from '../../reporting/timeline.views';
import { Id, Moment, OpenObject, Part, SomeOf, Text } from '../../fields';

const billingKeys = catalog.activities.filter(({ source }) => source === 'billing').map(({ key }) => key);

/** Lists facts from outside that no state expected, those recorded last first. */
export class ListUnexpectedFactsInput extends PageQuery {
  @SomeOf(billingKeys, "Types of activity: the catalog's keys", { optional: true, max: 50, unique: true })
  type?: string[];

  @Id({ optional: true })
  customerId?: string;

  @Moment('Recorded at or after (RFC 3339)', { optional: true })
  from?: string;

  @Moment('Recorded before (RFC 3339)', { optional: true })
  to?: string;
}

/**
 * A fact from outside that came in a state whose table did not allow it, such as a rebill of a cancelled purchase.
 * It is recorded because it happened, and stands here for somebody to look at.
 */
export class UnexpectedFactView {
  @Id("Id of the activity, as in the customer's timeline")
  id!: string;

  @Text("The activity's key in the catalog", { examples: ['billing.rebill.succeeded'] })
  type!: string;

  @Text()
  title!: string;

  @Text()
  message!: string;

  @Moment('When it happened, as it was told')
  time!: string;

  @Moment()
  recordedAt!: string;

  @Text('Id of the message that told it')
  messageId!: string;

  @Id({ optional: true })
  customerId?: string;

  @OpenObject('Every attribute of the activity')
  attributes!: Record<string, unknown>;

  @Part(ActivityAboutView, 'What it is about')
  about!: ActivityAboutView;
}
