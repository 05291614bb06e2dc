import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Call,
  type ChangeTemplateInput,
  type CreateTemplateInput,
  type TemplateIdInput,
  type TemplateView,
} from '@daybook/contracts';
import { Clock, expectVersion, firstRow, UnitOfWork } from '@daybook/persistence';
import { MessageTemplate, toTemplateView } from './message-template.entity';

/** What administrators do with templates. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(): Promise<{ items: TemplateView[] }> {
    return this.work.read(async (em) => {
      const orderBy = { kind: 'asc', channel: 'asc', language: 'asc' } as const;
      const found = await em.find(MessageTemplate, {}, { orderBy });
      return { items: found.map(toTemplateView) };
    });
  }

  read({ id }: TemplateIdInput): Promise<TemplateView> {
    return this.work.read(async (em) => toTemplateView(await templateOf(em, id)));
  }

  create(input: CreateTemplateInput, call: Call): Promise<TemplateView> {
    return this.work.command(call, async (em) => {
      const template = MessageTemplate.create(input, this.clock.now());
      const { kind, channel, language } = template;
      // Waits for whoever makes the same one just now.
      await firstRow(em, `select pg_advisory_xact_lock(hashtext($1))`, [
        `message_template ${kind} ${channel} ${language}`,
      ]);
      if ((await em.count(MessageTemplate, { kind, channel, language })) > 0) {
        throw new DomainError('customers.template_taken');
      }
      await em.persistAndFlush(template);
      return toTemplateView(template);
    });
  }

  change(input: ChangeTemplateInput, call: Call): Promise<TemplateView> {
    return this.work.command(call, async (em) => {
      const template = await templateOf(em, input.id, LockMode.PESSIMISTIC_WRITE);
      expectVersion(template, call);
      template.change(input, this.clock.now());
      await em.flush();
      return toTemplateView(template);
    });
  }

  delete(input: TemplateIdInput, call: Call): Promise<void> {
    return this.work.command(call, async (em) => {
      em.remove(await templateOf(em, input.id, LockMode.PESSIMISTIC_WRITE));
    });
  }
}

async function templateOf(
  em: EntityManager,
  id: string,
  lockMode: LockMode = LockMode.NONE,
): Promise<MessageTemplate> {
  const template = await em.findOne(MessageTemplate, { id }, { lockMode });
  if (template === null) throw new DomainError('customers.template_not_found');
  return template;
}
