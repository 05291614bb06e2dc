import { Controller } from '@nestjs/common';
import { ListCaseAgents, type CaseAgentView, type ListCaseAgentsInput } from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { activeUsers } from './known-people';

/** Calls about who works on cases. */
@Controller()
export class PeopleController {
  constructor(private readonly work: UnitOfWork) {}

  @Handles(ListCaseAgents)
  async agents({ query = '' }: ListCaseAgentsInput): Promise<{ items: CaseAgentView[] }> {
    return { items: await this.work.read((em) => activeUsers(em, query)) };
  }
}
