import { messageLanguages } from '../activity';
import { OneOf } from '../fields';

/** The parameter of the reads that answer with messages. */
export function MessageLanguageField(): PropertyDecorator {
  return OneOf(
    messageLanguages,
    'The language of the messages. What is in them stands as it is: names, notes and codes are not translated.',
    { optional: true, default: 'en' },
  );
}
