import { Flag, Id, Text } from '../fields';
import { CaseIdInput } from './cases.inputs';

/** Input of KeepPresence. */
export class KeepPresenceInput extends CaseIdInput {
  @Flag('Whether you type in it just now; false when left out.', { optional: 'not null' })
  typing?: boolean;
}

/** Somebody who is at a case. */
export class CasePresenceView {
  @Id()
  id!: string;

  @Text()
  username!: string;

  @Flag('Whether they type in it just now.')
  typing!: boolean;
}
