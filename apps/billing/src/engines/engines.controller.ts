import { Controller } from '@nestjs/common';
import {
  ChangeBillingEngine,
  IssueEngineCredentials,
  ListBillingEngines,
  ListEngineCredentials,
  ReadBillingEngine,
  ReadEngineTest,
  RegisterBillingEngine,
  RevokeEngineCredentials,
  TestBillingEngine,
  type BillingEngineInput,
  type BillingEngineView,
  type Call,
  type ChangeBillingEngineInput,
  type EngineCredentialInput,
  type EngineCredentialsView,
  type EngineCredentialView,
  type EngineTestView,
  type IssueEngineCredentialsInput,
  type ListBillingEnginesInput,
  type ListEngineCredentialsInput,
  type Page,
  type RegisterBillingEngineInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { EngineCredentialsService } from './engine-credentials.service';
import { EnginesService } from './engines.service';

/** Billing engines and their credentials. */
@Controller()
export class EnginesController {
  constructor(
    private readonly engines: EnginesService,
    private readonly credentials: EngineCredentialsService,
  ) {}

  @Handles(RegisterBillingEngine)
  register(input: RegisterBillingEngineInput, call: Call): Promise<EngineCredentialsView> {
    return this.engines.register(input, call);
  }

  @Handles(ChangeBillingEngine)
  change(input: ChangeBillingEngineInput, call: Call): Promise<BillingEngineView> {
    return this.engines.change(input, call);
  }

  @Handles(IssueEngineCredentials)
  issueCredentials(input: IssueEngineCredentialsInput, call: Call): Promise<EngineCredentialsView> {
    return this.credentials.issue(input, call);
  }

  @Handles(ListEngineCredentials)
  listCredentials(input: ListEngineCredentialsInput): Promise<Page<EngineCredentialView>> {
    return this.credentials.list(input);
  }

  @Handles(RevokeEngineCredentials)
  revokeCredentials(input: EngineCredentialInput, call: Call): Promise<EngineCredentialView> {
    return this.credentials.revoke(input, call);
  }

  @Handles(TestBillingEngine)
  test(input: BillingEngineInput, call: Call): Promise<EngineTestView> {
    return this.engines.test(input, call);
  }

  @Handles(ReadEngineTest)
  readTest(input: BillingEngineInput): Promise<EngineTestView> {
    return this.engines.readTest(input.id);
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
