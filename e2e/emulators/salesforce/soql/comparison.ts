import type { LiteralType, ValueCondition } from '@jetstreamapp/soql-parser-js'
import type { StoredRecord } from '../model'
import type { OrgField } from '../org-object'
import { fieldPath, type FieldPath, type Scope } from './field-path'
import { type Literal, literalOf } from './literal'
import { likePattern } from './like-pattern'
import { malformed, notModelled, pointing, QueryRefusal } from './query-refusal'
import { foldsCase, isId, isText, keyOf, literalKey, type ValueKey } from './value-key'

export type Predicate = (record: StoredRecord) => boolean

/** The longest text area that can be filtered; a longer one is a long text area. */
const FILTERABLE_TEXT = 255

/**
 * The test that `Field operator value` stands for. A record without the field, or without its parent, has null there:
 * `!=` and NOT IN hold for it. What NOT makes of LIKE and orders there is not documented; `negated` refuses such records.
 */
export function comparison(scope: Scope, condition: ValueCondition, negated: boolean): Predicate {
  const path = fieldPath(scope, condition.field)
  const { field } = path
  if (field.type === 'textarea' && (field.length ?? 0) > FILTERABLE_TEXT)
    throw refused(scope, field, `field '${field.name}' can not be filtered in a query call`)
  const operator: string = condition.operator.toUpperCase()
  const literals = literalsOf(condition)
  if (operator === 'IN' || operator === 'NOT IN') return among(scope, path, literals, operator === 'IN')
  const [literal] = literals
  if (!literal || Array.isArray(condition.value)) throw malformed(`unexpected token: '${operator}'`)
  if (operator === 'LIKE') return like(scope, path, literal, negated)
  const wanted = literalKey(field, literal, scope.text)
  if (operator === '=') return (record) => keyOf(field, path.read(record)) === wanted
  if (operator === '!=' || operator === '<>') return (record) => keyOf(field, path.read(record)) !== wanted
  return ordered(scope, path, operator, wanted, negated)
}

function literalsOf({ value, literalType }: ValueCondition): readonly Literal[] {
  const values = Array.isArray(value) ? value : [value]
  return values.map((text, at) => literalOf(text, typeAt(literalType, at)))
}

/** The parser gives one type for a list whose values are all of it. */
function typeAt(
  types: LiteralType | readonly LiteralType[] | undefined,
  at: number,
): LiteralType | undefined {
  return typeof types === 'string' || types === undefined ? types : types[at]
}

/** A set, so that a long list costs as little for each record as a short one. */
function among(scope: Scope, path: FieldPath, literals: readonly Literal[], within: boolean): Predicate {
  const keys: ReadonlySet<ValueKey> = new Set(
    literals.map((literal) => literalKey(path.field, literal, scope.text)),
  )
  return (record) => keys.has(keyOf(path.field, path.read(record))) === within
}

function like(scope: Scope, path: FieldPath, literal: Literal, negated: boolean): Predicate {
  const { field } = path
  if (!isText(field)) throw invalidOperator(scope, field)
  if (literal.kind !== 'string') throw notModelled('LIKE with something else than a text')
  const pattern = likePattern(literal.raw, foldsCase(field))
  return (record) => {
    const value = path.read(record)
    if (typeof value === 'string' && value !== '') return pattern.test(value)
    return ofNothing(negated)
  }
}

function ordered(
  scope: Scope,
  path: FieldPath,
  operator: string,
  wanted: ValueKey,
  negated: boolean,
): Predicate {
  const { field } = path
  if (isId(field) || field.type === 'boolean') throw invalidOperator(scope, field)
  if (wanted === null) throw notModelled(`${operator} with null`)
  const holds = ORDERS[operator]
  if (!holds) throw notModelled(`the operator ${operator}`)
  return (record) => {
    const key = keyOf(field, path.read(record))
    return key === null ? ofNothing(negated) : holds(key, wanted)
  }
}

function ofNothing(negated: boolean): false {
  if (negated) throw notModelled('NOT over LIKE, < or > where a record has nothing in the field')
  return false
}

type Comparable = Exclude<ValueKey, null>

const ORDERS: Readonly<Record<string, (left: Comparable, right: Comparable) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
}

function invalidOperator(scope: Scope, field: OrgField): QueryRefusal {
  return refused(scope, field, `invalid operator on ${isId(field) ? 'id' : field.type} field`)
}

function refused({ text }: Scope, { name }: OrgField, message: string): QueryRefusal {
  return new QueryRefusal('INVALID_FIELD', pointing(text, name, message))
}
