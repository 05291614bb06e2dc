import { defineOperation } from '../operation';
import { NoReportQuery } from './report.inputs';
import { report } from './report';
import { Fraction, Id, Moment, OneOf, Text, Whole } from '../fields';

/** What becomes of a rebuild. */
export const rebuildStates = ['running', 'done', 'failed', 'cancelled'] as const;
/** What has become of a rebuild. */
export type RebuildState = (typeof rebuildStates)[number];

/** A rebuild of the report's store, and how far it is. */
export class RebuildView {
  @Id()
  id!: string;

  @OneOf(
    rebuildStates,
    'running: the store that was there answers meanwhile. done: the new one has taken its place.',
  )
  state!: RebuildState;

  @Whole("Events taken in from the services' journals.")
  applied!: number;

  @Whole('Events that the journals hold, as far as they were heard.')
  of!: number;

  @Fraction('How far it is, from 0 to 1.')
  progress!: number;

  @Text('What held it up last, or ended it.', { optional: true })
  trouble?: string;

  @Moment()
  askedAt!: string;

  @Moment({ optional: true })
  finishedAt?: string;
}

export const StartRebuild = defineOperation({
  ...report,
  name: 'reporting.start_rebuild',
  http: 'POST /reports/customer-service/rebuild',
  status: 202,
  summary: "Make the report's store anew from the services' journals",
  description:
    'Beside the store that keeps answering, which it replaces in one moment once it has everything. Goes on after the loss of a server. One at a time: while one is running, that one is answered. Afterwards the cursors of before are refused with reporting.position_gone.',
  input: NoReportQuery,
  output: RebuildView,
  access: 'operations.change',
});

export const ReadRebuild = defineOperation({
  ...report,
  name: 'reporting.rebuild',
  http: 'GET /reports/customer-service/rebuild',
  summary: 'Tell how far the last rebuild is',
  input: NoReportQuery,
  output: RebuildView,
  access: 'operations.view',
  errors: ['reporting.not_found'],
});

export const CancelRebuild = defineOperation({
  ...report,
  name: 'reporting.cancel_rebuild',
  http: 'DELETE /reports/customer-service/rebuild',
  summary: 'Cancel the rebuild that is running',
  input: NoReportQuery,
  output: null,
  access: 'operations.change',
  errors: ['reporting.not_found'],
});
