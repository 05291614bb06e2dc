import { Flag, Id, Moment, ShortText, Text, Whole } from '../fields';
import { PageQuery } from '../paging';

/** Lists the backups that were finished, newest first. */
export class ListBackupsInput extends PageQuery {}

/** A backup that was finished. */
export class BackupView {
  @Id()
  id!: string;

  @Moment('The moment at which it stands')
  snapshotAt!: string;

  @Moment()
  finishedAt!: string;

  @ShortText('The version of Daybook that made it')
  version!: string;

  @Whole('The size of its packed tables in bytes')
  bytes!: number;

  @Flag('Whether the secrets are in it')
  secrets!: boolean;

  @Text('The machine on which it was made')
  host!: string;

  @Text('Its folder there')
  folder!: string;
}
