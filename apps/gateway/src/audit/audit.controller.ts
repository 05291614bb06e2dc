import { Controller } from '@nestjs/common';
import { ListAudit, type AuditView, type ListAuditInput, type Page } from '@daybook/contracts';
import { HandlesHere } from '../calls/handles-here';
import { AuditQueries } from './audit.queries';

@Controller()
export class AuditController {
  constructor(private readonly queries: AuditQueries) {}

  @HandlesHere(ListAudit)
  list(input: ListAuditInput): Promise<Page<AuditView>> {
    return this.queries.list(input);
  }
}
