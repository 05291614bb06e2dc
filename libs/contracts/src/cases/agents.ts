import { Id, Search, ShortText } from '../fields';

/** Input of ListCaseAgents. */
export class ListCaseAgentsInput {
  @Search('A part of the name, whatever its case.', { optional: 'not null', min: 1, max: 100 })
  query?: string;
}

/** Somebody who can be responsible for cases and handle service records. */
export class CaseAgentView {
  @Id()
  id!: string;

  @ShortText()
  username!: string;
}
