import type { ErrorCode } from '../../errors';
import { defineOperation, type Operation } from '../../operation';
import { page, type Page } from '../../paging';
import type { ClassOf } from '../../fields';
import { CatalogItemInput, ListCatalogInput } from './campaigns.inputs';

/** The calls by which administrators keep one kind of thing in the catalog. */
export interface CatalogResource<C extends object, U extends CatalogItemInput, V extends object> {
  readonly create: Operation<C, V>;
  readonly list: Operation<ListCatalogInput, Page<V>>;
  readonly read: Operation<CatalogItemInput, V>;
  readonly change: Operation<U, V>;
  readonly remove: Operation<CatalogItemInput, object>;
}

/** What is written down about one kind of thing; its five calls derive from it. */
export interface CatalogResourceSpec<C extends object, U extends CatalogItemInput, V extends object> {
  /** Plural, in snake case: part of the operations' names; with dashes the path and the tag. */
  readonly name: string;
  /** With its article, such as `a campaign`. */
  readonly one: string;
  readonly create: ClassOf<C>;
  readonly change: ClassOf<U>;
  readonly view: ClassOf<V>;
  /** Codes of creating and changing beyond `billing.name_taken`. */
  readonly errors?: readonly ErrorCode[];
  /** What a caller must know who changes one. */
  readonly changing?: string;
}

/** Writes down the five calls of one kind of thing. */
export function catalogResource<C extends object, U extends CatalogItemInput, V extends object>(
  spec: CatalogResourceSpec<C, U, V>,
): CatalogResource<C, U, V> {
  const path = `/${spec.name.replaceAll('_', '-')}` as const;
  const named: readonly ErrorCode[] = ['billing.name_taken', ...(spec.errors ?? [])];
  return {
    create: defineOperation({
      name: `billing.${spec.name}.create`,
      http: `POST ${path}`,
      status: 201,
      summary: `Create ${spec.one}`,
      input: spec.create,
      output: spec.view,
      access: 'catalog.change',
      errors: named,
    }),
    list: defineOperation({
      name: `billing.${spec.name}.list`,
      http: `GET ${path}`,
      summary: `List ${spec.name.replaceAll('_', ' ')} by name`,
      input: ListCatalogInput,
      output: page(spec.view),
      access: 'catalog.view',
      errors: ['request.cursor_invalid'],
    }),
    read: defineOperation({
      name: `billing.${spec.name}.read`,
      http: `GET ${path}/{id}`,
      summary: `Read ${spec.one}`,
      input: CatalogItemInput,
      output: spec.view,
      access: 'catalog.view',
      errors: ['billing.not_found'],
    }),
    change: defineOperation({
      name: `billing.${spec.name}.change`,
      http: `PATCH ${path}/{id}`,
      summary: `Change, retire or reinstate ${spec.one}`,
      ...(spec.changing === undefined ? {} : { description: spec.changing }),
      input: spec.change,
      output: spec.view,
      access: 'catalog.change',
      ifMatch: 'required',
      errors: ['billing.not_found', 'request.stale', ...named],
    }),
    remove: defineOperation({
      name: `billing.${spec.name}.delete`,
      http: `DELETE ${path}/{id}`,
      summary: `Delete ${spec.one} that was never used`,
      description: 'One that was used is retired instead, so that what it was used in keeps its name.',
      input: CatalogItemInput,
      output: null,
      access: 'catalog.change',
      errors: ['billing.not_found', 'billing.in_use'],
    }),
  };
}
