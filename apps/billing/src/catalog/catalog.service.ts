import {
  ForeignKeyConstraintViolationException,
  type EntityManager,
  type FilterQuery,
  type QueryOrderMap,
} from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  Keyset,
  mapPage,
  type Actor,
  type Call,
  type CatalogItemInput,
  type ListCatalogInput,
  type Page,
} from '@daybook/contracts';
import { conditionsOf, expectVersion, likePattern, rows, UnitOfWork } from '@daybook/persistence';
import { flushNamed } from './flush-named';
import type { CatalogItem } from './catalog-item.entity';
import type { CatalogKind } from './catalog-kinds';

type Changeable<U> = CatalogItem & { change(input: U): void };

/** What administrators do with any kind of thing in the catalog, and how it is read. */
@Injectable()
export class CatalogService {
  constructor(private readonly work: UnitOfWork) {}

  create<E extends CatalogItem, C extends object, V extends object>(
    kind: CatalogKind<E, C, V>,
    input: C,
    call: Call,
  ): Promise<V> {
    return this.work.command(call, async (em) => {
      await kind.expect?.(em, input);
      const made = kind.entity.create(input);
      em.persist(made);
      return this.changed(em, kind, made, call);
    });
  }

  change<
    E extends Changeable<U>,
    C extends object,
    U extends CatalogItemInput & Partial<C>,
    V extends object,
  >(kind: CatalogKind<E, C, V>, input: U, call: Call): Promise<V> {
    return this.work.command(call, async (em) => {
      const one = await this.found(em, kind, input.id);
      expectVersion(one, call);
      await kind.expect?.(em, input);
      one.change(input);
      return this.changed(em, kind, one, call);
    });
  }

  /** Others drop its name from what they offer, as that of a retired one. */
  remove<E extends CatalogItem, C extends object, V extends object>(
    kind: CatalogKind<E, C, V>,
    { id }: CatalogItemInput,
    call: Call,
  ): Promise<void> {
    return this.work.command(call, async (em) => {
      const one = await this.found(em, kind, id);
      await kind.expectUnused?.(em, id);
      kind.recordChange(em, Object.assign(one, { retired: true }), call);
      try {
        // Whoever uses it points at it: the database knows best, and a use that comes at this moment waits.
        await rows(em, 'set constraints all immediate');
        await em.removeAndFlush(one);
      } catch (error) {
        if (error instanceof ForeignKeyConstraintViolationException) throw new DomainError('billing.in_use');
        throw error;
      }
    });
  }

  read<E extends CatalogItem, C extends object, V extends object>(
    kind: CatalogKind<E, C, V>,
    { id }: CatalogItemInput,
    { actor }: Call,
  ): Promise<V> {
    return this.work.read(async (em) => {
      const seen = await kind.seenBy(em, actor);
      if (seen !== null && !seen.includes(id)) throw new DomainError('billing.not_found');
      return kind.view(await this.found(em, kind, id));
    });
  }

  list<E extends CatalogItem, C extends object, V extends object>(
    kind: CatalogKind<E, C, V>,
    input: ListCatalogInput,
    { actor }: Call,
  ): Promise<Page<V>> {
    return this.work.read(async (em) => {
      const conditions = await conditionsFor(em, kind, input, actor);
      const page = await new Keyset(kind.name, 'text', 'id').page<E>(
        input,
        ({ name, id }) => [name, id],
        (after, limit) => {
          const [name, id] = after ?? [];
          const rest = after === null ? {} : { $or: [{ name: { $gt: name } }, { name, id: { $gt: id } }] };
          return em.find<E>(kind.entity, { $and: [...conditions, rest] } as FilterQuery<E>, {
            orderBy: { name: 'asc', id: 'asc' } as QueryOrderMap<E>,
            limit,
          });
        },
      );
      return mapPage(page, kind.view);
    });
  }

  private async found<E extends CatalogItem>(
    em: EntityManager,
    { entity }: { entity: new () => E },
    id: string,
  ): Promise<E> {
    const one = await em.findOne<E>(entity, { id } as FilterQuery<E>);
    if (one === null) throw new DomainError('billing.not_found');
    return one;
  }

  private async changed<E extends CatalogItem, C extends object, V extends object>(
    em: EntityManager,
    kind: CatalogKind<E, C, V>,
    one: E,
    call: Call,
  ): Promise<V> {
    await flushNamed(em);
    kind.recordChange(em, one, call);
    return kind.view(one);
  }
}

async function conditionsFor<E extends CatalogItem, C extends object, V extends object>(
  em: EntityManager,
  kind: CatalogKind<E, C, V>,
  input: ListCatalogInput,
  actor: Actor,
): Promise<object[]> {
  const seen = await kind.seenBy(em, actor);
  const conditions = conditionsOf<ListCatalogInput, object>(input, {
    retired: (retired) => ({ retired }),
    query: (text) => ({ name: { $ilike: `%${likePattern(text)}%` } }),
  });
  return seen === null ? conditions : [{ id: { $in: seen } }, ...conditions];
}
