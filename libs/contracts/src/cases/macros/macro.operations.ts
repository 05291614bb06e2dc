import { defineOperation } from '../../operation';
import { listOf } from '../../paging';
import { CaseDetailView } from '../cases.views';
import {
  AddCaseMacroInput,
  CaseMacroIdInput,
  ChangeCaseMacroInput,
  FillCaseMacroInput,
  ListCaseMacrosInput,
  UseCaseMacroInput,
} from './macros.inputs';
import { CaseMacroView, FilledMacroView } from './macros.views';

/** Lists macros and canned replies. */
export const ListCaseMacros = defineOperation({
  name: 'cases.macros.list',
  http: 'GET /case-macros',
  summary: 'List macros and canned replies by their names',
  input: ListCaseMacrosInput,
  output: listOf(CaseMacroView),
  access: 'options.view',
});

/** Adds a macro. */
export const AddCaseMacro = defineOperation({
  name: 'cases.macros.add',
  http: 'POST /case-macros',
  status: 201,
  summary: 'Add a macro',
  description: 'One that has a reply alone is a canned reply.',
  input: AddCaseMacroInput,
  output: CaseMacroView,
  access: 'options.change',
  errors: ['cases.macro_exists', 'cases.macro_empty', 'cases.placeholder_unknown', 'cases.option_unknown'],
});

/** Changes a macro. */
export const ChangeCaseMacro = defineOperation({
  name: 'cases.macros.change',
  http: 'PATCH /case-macros/{id}',
  summary: 'Change a macro',
  input: ChangeCaseMacroInput,
  output: CaseMacroView,
  access: 'options.change',
  ifMatch: 'accepted',
  errors: [
    'cases.not_found',
    'request.stale',
    'cases.macro_exists',
    'cases.macro_empty',
    'cases.placeholder_unknown',
    'cases.option_unknown',
  ],
});

/** Removes a macro. */
export const RemoveCaseMacro = defineOperation({
  name: 'cases.macros.remove',
  http: 'DELETE /case-macros/{id}',
  summary: 'Remove a macro',
  input: CaseMacroIdInput,
  output: null,
  access: 'options.change',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale'],
});

/** Reads the texts of a macro as they would be written in a case. */
export const FillCaseMacro = defineOperation({
  name: 'cases.macros.fill',
  http: 'GET /cases/{id}/macros/{macroId}',
  summary: 'Read a macro’s texts, filled in for a case',
  input: FillCaseMacroInput,
  output: FilledMacroView,
  access: 'cases.view',
  errors: ['cases.not_found'],
});

/** Uses a macro on a case: each thing that it does is recorded as it is when done by hand. */
export const UseCaseMacro = defineOperation({
  name: 'cases.macros.use',
  http: 'POST /cases/{id}/macros/{macroId}',
  summary: 'Use a macro on a case',
  description: 'All that it does is done, or nothing.',
  input: UseCaseMacroInput,
  output: CaseDetailView,
  access: 'cases.work',
  ifMatch: 'accepted',
  errors: [
    'cases.not_found',
    'request.stale',
    'cases.not_in_state',
    'cases.merged',
    'cases.fields_missing',
    'cases.option_unknown',
    'cases.taker_not_a_user',
  ],
});
