import type { FieldFault, Problem } from '../errors';
import { Described, Parts, Text, Url, Whole } from '../fields';

/** The documented form of one fault of one field. */
export class FaultDetails implements FieldFault {
  @Text('Path of the field, such as `items.0.quantity`.')
  field: string;

  @Text('What is wrong with it.')
  message: string;
}

/** The documented form of an error; the compiler holds it to what is sent. */
@Described('An RFC 9457 problem with a stable code.')
export class ProblemDetails implements Problem {
  @Url('Names the kind of problem; ends in its code.')
  type: string;

  @Text('The kind of problem in words.')
  title: string;

  @Whole('The HTTP status.', { min: 400, max: 599 })
  status: number;

  @Text('Stable code, such as `billing.refund_exceeds_charge`.')
  code: string;

  @Text('A sentence for the person who made the call.', { optional: true })
  detail?: string;

  @Parts(FaultDetails, 'Every field that is wrong.', { optional: true })
  errors?: FaultDetails[];

  @Whole('Seconds after which trying again makes sense.', { optional: true, min: 0 })
  retryAfter?: number;

  @Text('Id of the request, for questions about it.', { optional: true })
  requestId?: string;
}
