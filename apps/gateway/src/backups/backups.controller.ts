import { Controller } from '@nestjs/common';
import { ListBackups, type BackupView, type ListBackupsInput, type Page } from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { BackupsQueries } from './backups.queries';

@Controller()
export class BackupsController {
  constructor(private readonly queries: BackupsQueries) {}

  @Handles(ListBackups)
  list(input: ListBackupsInput): Promise<Page<BackupView>> {
    return this.queries.list(input);
  }
}
