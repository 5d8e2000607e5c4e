import type { ConditionWithValueQuery, WhereClause } from '@jetstreamapp/soql-parser-js'
import { comparison, type Predicate } from './comparison'
import { type Condition, conditionOf } from './condition'
import type { Scope } from './field-path'
import { notModelled } from './query-refusal'

/** Whether a record fits the WHERE clause; every record fits none. Throws the refusal of a clause that cannot be. */
export function predicateOf(scope: Scope, where: WhereClause | undefined): Predicate {
  return where ? compiled(scope, conditionOf(where), false) : () => true
}

function compiled(scope: Scope, condition: Condition, negated: boolean): Predicate {
  switch (condition.kind) {
    case 'test':
      return testOf(scope, condition.test, negated)
    case 'not': {
      const part = compiled(scope, condition.part, true)
      return (record) => !part(record)
    }
    case 'and': {
      const parts = condition.parts.map((part) => compiled(scope, part, negated))
      return (record) => parts.every((part) => part(record))
    }
    case 'or': {
      const parts = condition.parts.map((part) => compiled(scope, part, negated))
      return (record) => parts.some((part) => part(record))
    }
  }
}

function testOf(scope: Scope, test: ConditionWithValueQuery, negated: boolean): Predicate {
  if ('valueQuery' in test) throw notModelled('a query within IN')
  if ('fn' in test) throw notModelled(`the function ${test.fn.rawValue ?? ''} in WHERE`)
  if (!('field' in test)) throw notModelled('a condition without a field')
  if ('dateLiteralVariable' in test) throw notModelled(`the value ${String(test.value)}`)
  return comparison(scope, test, negated)
}
