import { defineOperation } from '../operation';
import { listOf } from '../paging';
import { AddOptionInput, ChangeOptionInput, OptionInput, OptionListInput, OptionView } from './options';

const tag = 'options';

/** Reads an option list in its order, retired ones included. */
export const ListOptions = defineOperation({
  name: 'cases.options.list',
  kind: 'query',
  http: 'GET /options/{list}',
  summary: 'List the options of a list in their order',
  tag,
  input: OptionListInput,
  output: listOf(OptionView),
  access: 'options.view',
});

/** Adds an option at a list's end; told as `cases.option.changed`. */
export const AddOption = defineOperation({
  name: 'cases.options.add',
  kind: 'command',
  http: 'POST /options/{list}',
  status: 201,
  summary: 'Add an option at the end of a list',
  tag,
  input: AddOptionInput,
  output: OptionView,
  access: 'options.change',
  errors: ['cases.option_exists', 'cases.option_key_missing', 'cases.option_owner_misplaced'],
});

/** Renames, moves, retires or restores an option; told as `cases.option.changed`. */
export const ChangeOption = defineOperation({
  name: 'cases.options.change',
  kind: 'command',
  http: 'PATCH /options/{list}/{key}',
  summary: 'Rename, move, retire or restore an option',
  tag,
  input: ChangeOptionInput,
  output: OptionView,
  access: 'options.change',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale', 'cases.option_owner_misplaced'],
});

/** Takes an option away: deletes it when no record has it, else retires it. */
export const RemoveOption = defineOperation({
  name: 'cases.options.remove',
  kind: 'command',
  http: 'DELETE /options/{list}/{key}',
  status: 200,
  summary: 'Take an option away',
  description:
    'One that no record has is deleted; a used one is retired, so that old records keep their words.',
  tag,
  input: OptionInput,
  output: OptionView,
  access: 'options.change',
  errors: ['cases.not_found'],
});

/** The calls about option lists. */
export const optionOperations = [ListOptions, AddOption, ChangeOption, RemoveOption] as const;
