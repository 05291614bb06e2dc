import { Controller } from '@nestjs/common';
import { ListAudit, type AuditView, type ListAuditInput, type Page } from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { AuditQueries } from './audit.queries';

@Controller()
export class AuditController {
  constructor(private readonly queries: AuditQueries) {}

  @Handles(ListAudit)
  list(input: ListAuditInput): Promise<Page<AuditView>> {
    return this.queries.list(input);
  }
}
