import { defineOperation } from '../operation';
import { listOf } from '../paging';
import { AddOptionInput, ChangeOptionInput, OptionInput, OptionListInput, OptionView } from './options';

/** Reads an option list in its order, retired ones included. */
export const ListOptions = defineOperation({
  name: 'cases.options.list',
  http: 'GET /options/{list}',
  summary: 'List the options of a list in their order',
  input: OptionListInput,
  output: listOf(OptionView),
  access: 'options.view',
});

/** Adds an option at a list's end; told as `cases.option.changed`. */
export const AddOption = defineOperation({
  name: 'cases.options.add',
  http: 'POST /options/{list}',
  status: 201,
  summary: 'Add an option at the end of a list',
  input: AddOptionInput,
  output: OptionView,
  access: 'options.change',
  errors: ['cases.option_exists', 'cases.option_key_missing', 'cases.option_owner_misplaced'],
});

/** Renames, moves, retires or restores an option; told as `cases.option.changed`. */
export const ChangeOption = defineOperation({
  name: 'cases.options.change',
  http: 'PATCH /options/{list}/{key}',
  summary: 'Rename, move, retire or restore an option',
  input: ChangeOptionInput,
  output: OptionView,
  access: 'options.change',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale', 'cases.option_exists', 'cases.option_owner_misplaced'],
});

/** Takes an option away: deletes it when no record has it, else retires it. */
export const RemoveOption = defineOperation({
  name: 'cases.options.remove',
  http: 'DELETE /options/{list}/{key}',
  summary: 'Take an option away',
  description:
    'One that no record has is deleted; a used one is retired, so that old records keep their words.',
  input: OptionInput,
  output: OptionView,
  access: 'options.change',
  errors: ['cases.not_found'],
});
