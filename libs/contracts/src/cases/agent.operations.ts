import { defineOperation } from '../operation';
import { listOf } from '../paging';
import { CaseAgentView, ListCaseAgentsInput } from './agents';

/** Lists who can be responsible for a case. */
export const ListCaseAgents = defineOperation({
  name: 'cases.agents.list',
  http: 'GET /case-agents',
  summary: 'List who can be responsible for a case or handle a service record',
  description: 'The active users by name, 200 at most: more are found by a part of the name.',
  input: ListCaseAgentsInput,
  output: listOf(CaseAgentView),
  access: 'cases.view',
});
