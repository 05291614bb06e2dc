import { Controller } from '@nestjs/common';
import {
  ListIntakeRejections,
  ReadIntakeRejection,
  ReplayIntakeRejection,
  type Call,
  type IntakeRejectionInput,
  type IntakeRejectionSummaryView,
  type IntakeRejectionView,
  type IntakeReplayView,
  type ListIntakeRejectionsInput,
  type Page,
  type ReplayIntakeRejectionInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { RejectionsService } from './rejections.service';

/** Messages of billing engines that were not taken. */
@Controller()
export class RejectionsController {
  constructor(private readonly rejections: RejectionsService) {}

  @Handles(ListIntakeRejections)
  list(input: ListIntakeRejectionsInput): Promise<Page<IntakeRejectionSummaryView>> {
    return this.rejections.list(input);
  }

  @Handles(ReadIntakeRejection)
  read(input: IntakeRejectionInput): Promise<IntakeRejectionView> {
    return this.rejections.read(input.id);
  }

  @Handles(ReplayIntakeRejection)
  replay(input: ReplayIntakeRejectionInput, call: Call): Promise<IntakeReplayView> {
    return this.rejections.replay(input, call);
  }
}
