import { Moment, Text, Whole } from '../fields';
import { SetCaseSchemeInput } from './schemes.inputs';

/** A scheme: the rules that cases of a type follow, and what is promised for them. */
export class CaseSchemeView extends SetCaseSchemeInput {
  @Whole('Grows with every change; If-Match names it.')
  version!: number;

  @Text('Label of the case type; absent of the default scheme.', { optional: true })
  label?: string;

  @Moment()
  changedAt!: string;
}
