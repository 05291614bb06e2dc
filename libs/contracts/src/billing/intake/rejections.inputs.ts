import { PageQuery } from '../../paging';
import { INTAKE_REJECTION_CODES, type IntakeRejectionCode } from './intake';
import { AnyObject, Flag, Id, Line, OneOf } from '../../fields';

/** Lists messages of billing engines that were not taken, newest first. */
export class ListIntakeRejectionsInput extends PageQuery {
  @Line('Only those of the engine of this name', { optional: true, min: 1, max: 63 })
  engine?: string;

  @OneOf(Object.keys(INTAKE_REJECTION_CODES), { optional: true })
  code?: IntakeRejectionCode;

  @Flag('true: only those that a replay settled; false: only open ones', { optional: true })
  resolved?: boolean;
}

/** Names one rejected message. Errors: `billing.not_found`. */
export class IntakeRejectionInput {
  @Id()
  id!: string;
}

/** Sends a rejected message through the intake again. Errors: `billing.not_found`, `billing.rejection_resolved`. */
export class ReplayIntakeRejectionInput extends IntakeRejectionInput {
  @AnyObject('The mended message, a CloudEvent; absent: the bytes as they came', { optional: true })
  message?: object;
}
