import { Controller } from '@nestjs/common';
import {
  AddAttachmentPart,
  AttachmentInput,
  AttachmentPartInput,
  AttachmentPieceInput,
  ReadAttachment,
  ReadAttachmentPiece,
  RemoveAttachment,
  StartAttachment,
  StartAttachmentInput,
  type AttachmentPieceView,
  type AttachmentView,
  type Call,
} from '@daybook/contracts';
import { Handles, type ByteStream } from '@daybook/messaging';
import { AttachmentsService } from './attachments.service';

/** Calls about attachments. */
@Controller()
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  @Handles(StartAttachment)
  start(input: StartAttachmentInput, call: Call): Promise<AttachmentView> {
    return this.attachments.start(input, call);
  }

  @Handles(AddAttachmentPart)
  addPart(input: AttachmentPartInput, call: Call): Promise<AttachmentView> {
    return this.attachments.addPart(input, call);
  }

  @Handles(RemoveAttachment)
  remove(input: AttachmentInput, call: Call): Promise<void> {
    return this.attachments.remove(input, call);
  }

  @Handles(ReadAttachment)
  read(input: AttachmentInput, call: Call): Promise<ByteStream> {
    return this.attachments.read(input, call);
  }

  @Handles(ReadAttachmentPiece)
  piece(input: AttachmentPieceInput): Promise<AttachmentPieceView> {
    return this.attachments.piece(input);
  }
}
