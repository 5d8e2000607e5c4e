/** Why a query is not carried out, as Salesforce says it: 400 with `[{message, errorCode}]`. */
export class QueryRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** MALFORMED_QUERY, with Salesforce's words for it. */
export function malformed(message: string): QueryRefusal {
  return new QueryRefusal('MALFORMED_QUERY', message)
}

/** What Salesforce can do and this emulator cannot: said aloud, because a guess would make tests prove nothing. */
export function notModelled(what: string): QueryRefusal {
  return malformed(`not modelled by this emulator: ${what}`)
}

const CONTEXT = 40

/**
 * The message of a refusal that points into the query, in the shape Salesforce gives it: the words around the place, a
 * caret below them, row and column counted from 1, then what is wrong.
 */
export function pointing(text: string, word: string, message: string): string {
  const at = Math.max(text.indexOf(word), 0)
  const before = text.slice(0, at)
  const row = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  const from = Math.max(at - CONTEXT, 0)
  const shown = text.slice(from, at + word.length + CONTEXT).replaceAll('\n', ' ')
  return `\n${shown}\n${' '.repeat(at - from)}^\nERROR at Row:${row}:Column:${column}\n${message}`
}

const LOOK_IT_UP = 'Please reference your WSDL or the describe call for the appropriate names.'

/** INVALID_FIELD: no such field. */
export function noSuchColumn(text: string, word: string, column: string, entity: string): QueryRefusal {
  const message = `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${LOOK_IT_UP}`
  return new QueryRefusal('INVALID_FIELD', pointing(text, word, message))
}

/** INVALID_FIELD: no such relation to a parent. */
export function noSuchRelationship(text: string, word: string, relationship: string): QueryRefusal {
  const message = `Didn't understand relationship '${relationship}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${LOOK_IT_UP}`
  return new QueryRefusal('INVALID_FIELD', pointing(text, word, message))
}

/** INVALID_TYPE: no such object, or one that is not deployed. */
export function noSuchObject(text: string, object: string): QueryRefusal {
  const message = `sObject type '${object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${LOOK_IT_UP}`
  return new QueryRefusal('INVALID_TYPE', pointing(text, object, message))
}
