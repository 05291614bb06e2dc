import { Flag, Id, Moment, OpenObject, Text, Whole } from '../fields';

/** A named filter. */
export class SavedReportView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @Text()
  name!: string;

  @Flag('Whether others see it.')
  shared!: boolean;

  @Flag('Whether it is yours.')
  own!: boolean;

  @Text('Whose it is, by the name at its creation.')
  ownerName!: string;

  @OpenObject("The filter, as the report's calls take it.")
  filter!: object;

  @Moment()
  createdAt!: string;

  @Moment()
  changedAt!: string;
}
