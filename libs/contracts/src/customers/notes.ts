import {
  IsIn,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { actorTypes, type ActorType } from '../actor';
import { NoCardNumber } from '../card-number';
import { PageQuery } from '../paging';

/** Input of AddCustomerNote. */
export class AddCustomerNoteInput {
  @IsUUID()
  id!: string;

  @IsString()
  @Length(1, 10_000)
  @Matches(/\S/, { message: 'text must not be blank' })
  @NoCardNumber()
  @JSONSchema({ description: 'What to remember about the customer. Seen by staff only.' })
  text!: string;
}

/** Input of ListCustomerNotes. */
export class ListCustomerNotesInput extends PageQuery {
  @IsUUID()
  id!: string;
}

/** Who wrote a note. */
export class NoteAuthor {
  @IsIn(actorTypes)
  type!: ActorType;

  @IsOptional()
  @IsString()
  @JSONSchema({ type: ['string', 'null'] })
  id!: string | null;

  @IsString()
  username!: string;
}

/** A note in a customer's history. */
export class CustomerNoteView {
  @IsUUID()
  id!: string;

  @IsUUID()
  customerId!: string;

  @IsString()
  text!: string;

  @ValidateNested()
  @Type(() => NoteAuthor)
  author!: NoteAuthor;

  @IsRFC3339()
  createdAt!: string;
}
