import { defineOperation } from '../operation';
import { listOf } from '../paging';
import { CaseSchemeIdInput, ListCaseSchemesInput, SetCaseSchemeInput } from './schemes.inputs';
import { CaseSchemeView } from './schemes.views';

/** Lists the schemes of case types. */
export const ListCaseSchemes = defineOperation({
  name: 'cases.schemes.list',
  http: 'GET /case-schemes',
  summary: 'List the schemes of case types',
  input: ListCaseSchemesInput,
  output: listOf(CaseSchemeView),
  access: 'options.view',
});

/** Sets the scheme of a case type. */
export const SetCaseScheme = defineOperation({
  name: 'cases.schemes.set',
  http: 'PUT /case-schemes/{caseType}',
  summary: 'Set the scheme of a case type',
  description:
    'The whole scheme. Its rules hold for all cases of the type from now on; targets are promised to new cases, and cases that are open keep what was promised to them.',
  input: SetCaseSchemeInput,
  output: CaseSchemeView,
  access: 'options.change',
  ifMatch: 'accepted',
  errors: [
    'cases.option_unknown',
    'cases.responsible_unknown',
    'cases.scheme_transition_unknown',
    'cases.scheme_hours_wrong',
    'cases.scheme_unreachable',
    'request.stale',
  ],
});

/** Takes the scheme of a case type away. */
export const RemoveCaseScheme = defineOperation({
  name: 'cases.schemes.remove',
  http: 'DELETE /case-schemes/{caseType}',
  summary: 'Take the scheme of a case type away',
  description: 'The default scheme, if there is one, holds for its cases from now on; promises stay.',
  input: CaseSchemeIdInput,
  output: null,
  access: 'options.change',
  ifMatch: 'accepted',
  errors: ['cases.not_found', 'request.stale'],
});
