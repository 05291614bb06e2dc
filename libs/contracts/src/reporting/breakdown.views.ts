import { agentMeasures, type AgentMeasureKey } from '../report/agent-measures';
import { CompletenessView } from './completeness.views';
import { MeantPeriodView, ReportAnswerView, ReportPeriodView } from './report.views';
import { Flag, Moment, Money, Part, Parts, Text, Whole } from '../fields';

/** One step of the totals over time. */
export class SeriesStepView {
  @Moment('Included; with the offset of the time zone asked for.')
  start!: string;

  @Moment('Not included; the start of the next step.')
  end!: string;

  @Whole({ min: 0 })
  total!: number;
}

/** Totals over a period. */
export class SeriesPartView {
  @Parts(SeriesStepView, 'In the order of time, without a gap; the first and last cut at the period.')
  items!: SeriesStepView[];

  @Whole('The sum of all steps.', { min: 0 })
  total!: number;
}

/** Totals over time. */
export class SeriesView extends SeriesPartView {
  @Part(SeriesPartView, 'The period before, with steps of its own; with compare=previous.', {
    optional: true,
  })
  previous?: SeriesPartView;

  @Part(ReportPeriodView, 'Which period that is.', { optional: true })
  previousPeriod?: ReportPeriodView;

  @Part(MeantPeriodView, 'Which period that is: from and to as asked for, or what the preset means now.')
  period!: MeantPeriodView;

  @Part(CompletenessView)
  completeness!: CompletenessView;
}

/** The total of one value of a dimension. */
export class BreakdownRowView {
  @Text("As the dimension's parameter takes it; absent for the actions that have no value.", {
    optional: true,
  })
  value?: string;

  @Text('What the value is called now.')
  label!: string;

  @Whole({ min: 0 })
  total!: number;

  @Whole('The total of the period before; with compare=previous.', { optional: true, min: 0 })
  previous?: number;
}

/** Totals by one dimension. */
export class BreakdownView extends ReportAnswerView {
  @Parts(BreakdownRowView)
  items!: BreakdownRowView[];

  @Flag('Whether rows beyond the limit are left out.')
  truncated!: boolean;

  @Whole('How many actions there are, each counted once.', { min: 0 })
  total!: number;

  @Whole('The same of the period before; with compare=previous.', { optional: true, min: 0 })
  previous?: number;

  @Part(ReportPeriodView, 'Which period that is.', { optional: true })
  previousPeriod?: ReportPeriodView;
}

/** What one user did: a number for each measure. */
export class AgentRowView {
  @Text()
  userId!: string;

  @Text('What the user is called now.')
  username!: string;

  notes!: number;
  saves!: number;
  cancels!: number;
  refunds!: number;
  reships!: number;
  casesResolved!: number;

  @Parts(Money, 'What the refunds gave back, one exact sum a currency.')
  refunded!: Money[];

  @Whole('All actions of the user in the filter, of whatever kind.', { min: 0 })
  total!: number;
}

for (const { key, description } of agentMeasures) {
  const property: AgentMeasureKey = key;
  Whole(description, { min: 0 })(AgentRowView.prototype, property);
}

/** What each user did, the busiest first. */
export class AgentsView extends ReportAnswerView {
  @Parts(AgentRowView)
  items!: AgentRowView[];
}
