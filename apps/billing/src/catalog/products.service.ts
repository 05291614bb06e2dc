import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Call,
  type ChangeProductInput,
  type CreateProductInput,
  type ProductView,
} from '@daybook/contracts';
import { record, UnitOfWork } from '@daybook/persistence';
import { expectVersion, flushNamed } from '../versions';
import { productView } from './catalog.views';
import { Product } from './product.entity';

/** What administrators do with products. */
@Injectable()
export class ProductsService {
  constructor(private readonly work: UnitOfWork) {}

  create(input: CreateProductInput, call: Call): Promise<ProductView> {
    return this.work.command(call, async (em) => {
      const product = Product.create(input);
      em.persist(product);
      return this.changed(em, product, call);
    });
  }

  change(input: ChangeProductInput, call: Call): Promise<ProductView> {
    return this.work.command(call, async (em) => {
      const product = await em.findOne(Product, { id: input.id });
      if (product === null) throw new DomainError('billing.not_found');
      expectVersion(product, call);
      product.change(input);
      return this.changed(em, product, call);
    });
  }

  private async changed(em: EntityManager, product: Product, call: Call): Promise<ProductView> {
    await flushNamed(em);
    const { id, name, retired } = product;
    record(em, 'billing.product.changed', { call, attributes: { id, name, retired } });
    return productView(product);
  }
}
