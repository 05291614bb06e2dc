import { accessLevels, type AccessLevel } from '../actor';
import { CompletenessView } from './completeness.views';
import { Flag, Id, Moment, Money, OneOf, Part, Parts, Text, Whole } from '../fields';

/** How many different customers and orders a total is about; there when asked for. */
export class DistinctCountsView {
  @Whole('Different customers among them; with distinct=true.', { optional: true, min: 0 })
  customers?: number;

  @Whole('Different orders among them; with distinct=true.', { optional: true, min: 0 })
  orders?: number;
}

/** The period before, where it was asked for. */
export class ReportPeriodView {
  @Moment('Included.')
  from!: string;

  @Moment('Not included.')
  to!: string;
}

/** The period that an answer is about. */
export class MeantPeriodView {
  @Moment('Included; absent: from the beginning.', { optional: true })
  from?: string;

  @Moment('Not included; absent: without end.', { optional: true })
  to?: string;
}

/** What every answer of the report says of itself. */
export class ReportAnswerView {
  @Part(MeantPeriodView, 'Which period that is: from and to as asked for, or what the preset means now.')
  period!: MeantPeriodView;

  @Part(CompletenessView)
  completeness!: CompletenessView;
}

/** One row of the Action Summary. */
export class ActionTotalView extends DistinctCountsView {
  @Text("The report action's key, as parameter `action` takes it.", { examples: ['rebill_success'] })
  action!: string;

  @Text('The words the report shows for it.', { examples: ['Rebill Success'] })
  label!: string;

  @Whole('# of records affected by the action.', { min: 0 })
  total!: number;

  @Parts(
    Money,
    'What the actions moved, one exact sum a currency; there where the action moves money. What was not told has no part in it.',
    { optional: true },
  )
  amounts?: Money[];

  @OneOf(['in', 'out'], 'Whether the money came from the customers or went back to them.', { optional: true })
  money?: 'in' | 'out';

  @Whole('The total of the period before; with compare=previous.', { optional: true, min: 0 })
  previous?: number;
}

/** The Action Summary: in the report's own order of actions. */
export class ActionSummaryView extends DistinctCountsView {
  @Parts(ActionTotalView)
  items!: ActionTotalView[];

  @Whole('The sum of all rows.', { min: 0 })
  total!: number;

  @Whole('The total of the period before; with compare=previous.', { optional: true, min: 0 })
  previous?: number;

  @Part(ReportPeriodView, 'Which period that is.', { optional: true })
  previousPeriod?: ReportPeriodView;

  @Part(MeantPeriodView, 'Which period that is: from and to as asked for, or what the preset means now.')
  period!: MeantPeriodView;

  @Part(CompletenessView)
  completeness!: CompletenessView;
}

/** One row of the custom-field summary. */
export class FieldTotalView {
  @Text('The user who did the actions.')
  username!: string;

  @Text('The user; absent where no user or API User did it.', { optional: true })
  userId?: string;

  @Text('The order custom field that was set.')
  fieldName!: string;

  @Text('The value it was set to.')
  fieldValue!: string;

  @Whole('How often that user has set the field to that value.', { min: 1 })
  total!: number;
}

/** The custom-field summary: the largest totals first. */
export class FieldSummaryView extends ReportAnswerView {
  @Parts(FieldTotalView)
  items!: FieldTotalView[];

  @Flag('Whether rows beyond the first 10,000 are left out.')
  truncated!: boolean;
}

/** The customer of an action. */
export class ActionCustomerView {
  @Id()
  id!: string;

  @Text('What the customer is called now; empty where nobody said, or it was erased.')
  name!: string;
}

/** One row of the Details. */
export class ActionDetailView {
  @Id()
  id!: string;

  @Text('Who did it, by the name of today; System and Customer where no user did.')
  username!: string;

  @Part(ActionCustomerView, 'Absent where the action is about no customer.', { optional: true })
  customer?: ActionCustomerView;

  @Text("The report action's key.")
  action!: string;

  @Text('What was actually done: the words the report shows.')
  label!: string;

  @Text("The activity's key in the catalog.")
  type!: string;

  @Text('The note that a person typed, or what the system says of the act.')
  message!: string;

  @OneOf(accessLevels, 'The access level, at that time, of the user who did it.', { optional: true })
  accessLevel?: AccessLevel;

  @Moment('When it was done.')
  dateCreated!: string;

  @Moment('When it was recorded.')
  dateRecorded!: string;

  @Flag('Whether a person typed the message.')
  isNote!: boolean;

  @Id({ optional: true })
  orderId?: string;

  @Text({ optional: true })
  orderNumber?: string;
}

/** A page of the Details. */
export class ReportDetailsView extends ReportAnswerView {
  @Parts(ActionDetailView)
  items!: ActionDetailView[];

  @Text({ optional: true })
  nextCursor?: string;

  @Whole('How many rows all pages have together.', { min: 0 })
  total!: number;
}
