import { Controller } from '@nestjs/common';
import {
  IssueEngineCredentials,
  ListBillingEngines,
  ReadBillingEngine,
  RegisterBillingEngine,
  type BillingEngineInput,
  type BillingEngineView,
  type Call,
  type EngineCredentialsView,
  type IssueEngineCredentialsInput,
  type ListBillingEnginesInput,
  type Page,
  type RegisterBillingEngineInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { EnginesService } from './engines.service';

/** Billing engines. */
@Controller()
export class EnginesController {
  constructor(private readonly engines: EnginesService) {}

  @Handles(RegisterBillingEngine)
  register(input: RegisterBillingEngineInput, call: Call): Promise<EngineCredentialsView> {
    return this.engines.register(input, call);
  }

  @Handles(IssueEngineCredentials)
  issueCredentials(input: IssueEngineCredentialsInput): Promise<EngineCredentialsView> {
    return this.engines.issueCredentials(input.id);
  }

  @Handles(ListBillingEngines)
  list(input: ListBillingEnginesInput): Promise<Page<BillingEngineView>> {
    return this.engines.list(input);
  }

  @Handles(ReadBillingEngine)
  read(input: BillingEngineInput): Promise<BillingEngineView> {
    return this.engines.read(input.id);
  }
}
