import { Controller } from '@nestjs/common';
import {
  ChangeSavedReport,
  CreateSavedReport,
  DeleteSavedReport,
  GetSavedReport,
  ListSavedReports,
  type Call,
  type ChangeSavedReportInput,
  type CreateSavedReportInput,
  type Page,
  type PageQuery,
  type SavedReportIdInput,
  type SavedReportView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { SavedReportsService } from './saved-reports.service';

/** Saved reports. */
@Controller()
export class SavedReportsController {
  constructor(private readonly saved: SavedReportsService) {}

  @Handles(CreateSavedReport)
  create(input: CreateSavedReportInput, call: Call): Promise<SavedReportView> {
    return this.saved.create(input, call);
  }

  @Handles(ListSavedReports)
  list(query: PageQuery, { actor }: Call): Promise<Page<SavedReportView>> {
    return this.saved.list(query, actor);
  }

  @Handles(GetSavedReport)
  get(input: SavedReportIdInput, { actor }: Call): Promise<SavedReportView> {
    return this.saved.get(input, actor);
  }

  @Handles(ChangeSavedReport)
  change(input: ChangeSavedReportInput, call: Call): Promise<SavedReportView> {
    return this.saved.change(input, call);
  }

  @Handles(DeleteSavedReport)
  async delete(input: SavedReportIdInput, call: Call): Promise<void> {
    await this.saved.delete(input, call);
  }
}
