import { Controller } from '@nestjs/common';
import {
  CaseIdInput,
  CaseReplyInput,
  CaseStepInput,
  CaseTextInput,
  CloseCase,
  CountCases,
  CountCasesInput,
  GetCase,
  ListCases,
  ListCasesInput,
  ListCustomerCases,
  ListCustomerCasesInput,
  MergeCase,
  MergeCaseInput,
  NoteOnCase,
  OpenCase,
  OpenCaseInput,
  ReopenCase,
  ReplyToCase,
  ResolveCases,
  ResolveCasesInput,
  TakeCases,
  TakeCasesInput,
  UpdateCase,
  UpdateCaseInput,
  type Call,
  type CaseCountView,
  type CaseDetailView,
  type CaseMessageView,
  type CaseResultView,
  type CaseView,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { CaseMessagesService } from './case-messages.service';
import { CasesQueries } from './cases.queries';
import { CasesService } from './cases.service';
import { MergeCasesService } from './merge-cases.service';
import { BulkCasesService } from './bulk-cases.service';

/** Calls about cases. */
@Controller()
export class CasesController {
  constructor(
    private readonly cases: CasesService,
    private readonly many: BulkCasesService,
    private readonly merging: MergeCasesService,
    private readonly messages: CaseMessagesService,
    private readonly queries: CasesQueries,
  ) {}

  @Handles(OpenCase)
  open(input: OpenCaseInput, call: Call): Promise<CaseDetailView> {
    return this.cases.open(input, call);
  }

  @Handles(GetCase)
  get(input: CaseIdInput, call: Call): Promise<CaseDetailView> {
    return this.queries.get(input, call);
  }

  @Handles(ListCases)
  list(input: ListCasesInput, call: Call): Promise<Page<CaseView>> {
    return this.queries.list(input, call);
  }

  @Handles(CountCases)
  count(_input: CountCasesInput, call: Call): Promise<{ items: CaseCountView[] }> {
    return this.queries.count(call);
  }

  @Handles(ListCustomerCases)
  ofCustomer(input: ListCustomerCasesInput, call: Call): Promise<Page<CaseView>> {
    return this.queries.ofCustomer(input, call);
  }

  @Handles(UpdateCase)
  update(input: UpdateCaseInput, call: Call): Promise<CaseView> {
    return this.cases.update(input, call);
  }

  @Handles(TakeCases)
  take(input: TakeCasesInput, call: Call): Promise<{ items: CaseResultView[] }> {
    return this.many.take(input, call);
  }

  @Handles(ResolveCases)
  resolve(input: ResolveCasesInput, call: Call): Promise<{ items: CaseResultView[] }> {
    return this.many.resolve(input, call);
  }

  @Handles(MergeCase)
  merge(input: MergeCaseInput, call: Call): Promise<CaseView> {
    return this.merging.merge(input, call);
  }

  @Handles(ReplyToCase)
  reply(input: CaseReplyInput, call: Call): Promise<CaseMessageView> {
    return this.messages.reply(input, call);
  }

  @Handles(NoteOnCase)
  note(input: CaseTextInput, call: Call): Promise<CaseMessageView> {
    return this.messages.note(input, call);
  }

  @Handles(CloseCase)
  close(input: CaseStepInput, call: Call): Promise<CaseView> {
    return this.cases.close(input, call);
  }

  @Handles(ReopenCase)
  reopen(input: CaseStepInput, call: Call): Promise<CaseView> {
    return this.cases.reopen(input, call);
  }
}
