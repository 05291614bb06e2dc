import { raw } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  type ListUsersInput,
  type Page,
  type UserView,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { User } from './user.entity';
import { findUser } from './users.service';

/** Reads users. */
@Injectable()
export class UsersQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws DomainError `gateway.user_not_found` */
  async read(id: string): Promise<UserView> {
    return this.work.read(async (em) => (await findUser(em, id)).toView());
  }

  /** One page by username. */
  async list(input: ListUsersInput): Promise<Page<UserView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const after = input.cursor === undefined ? undefined : String(decodeCursor('users', input.cursor)[0]);
    const found = await this.work.read((em) =>
      em.find(
        User,
        {
          ...(input.accessLevel === undefined ? {} : { accessLevel: { $in: input.accessLevel } }),
          ...(input.active === undefined ? {} : { active: input.active }),
          ...(input.query === undefined ? {} : { username: { $ilike: `%${escapeLike(input.query)}%` } }),
          ...(after === undefined ? {} : { [raw('lower(username)')]: { $gt: after } }),
        },
        { orderBy: { [raw('lower(username)')]: 'asc' }, limit: limit + 1 },
      ),
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((user) => user.toView()),
      ...(found.length > limit && last !== undefined
        ? { nextCursor: encodeCursor('users', [last.username.toLowerCase()]) }
        : {}),
    };
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
