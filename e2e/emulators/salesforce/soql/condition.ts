import type { ConditionWithValueQuery, WhereClause } from '@jetstreamapp/soql-parser-js'
import { malformed } from './query-refusal'

/** A WHERE clause as a tree. */
export type Condition =
  | { readonly kind: 'test'; readonly test: ConditionWithValueQuery }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | ConditionWithValueQuery

/**
 * The tree of a clause that the parser gives as a chain with counted parentheses. Its grammar is Salesforce's: AND and
 * OR mix only within parentheses, and NOT stands before one condition that nothing follows.
 */
export function conditionOf(where: WhereClause): Condition {
  const tokens = tokensOf(where)
  const next = { at: 0 }
  const condition = expression(tokens, next)
  if (next.at < tokens.length) throw unexpected(tokens[next.at])
  return condition
}

function tokensOf(where: WhereClause): Token[] {
  const tokens: Token[] = []
  let clause: WhereClause | undefined = where
  while (clause) {
    const { left } = clause
    const operator = 'operator' in clause ? clause.operator : undefined
    if (left) for (let open = 0; open < (left.openParen ?? 0); open += 1) tokens.push('(')
    if (left && isTest(left)) {
      tokens.push(left)
      for (let close = 0; close < (left.closeParen ?? 0); close += 1) tokens.push(')')
    }
    if (operator) tokens.push(operator)
    clause = 'right' in clause ? clause.right : undefined
  }
  return tokens
}

function isTest(
  left: NonNullable<WhereClause['left']>,
): left is Exclude<ConditionWithValueQuery, { openParen: number }> {
  return 'operator' in left
}

function expression(tokens: readonly Token[], next: { at: number }): Condition {
  if (tokens[next.at] === 'NOT') {
    next.at += 1
    return { kind: 'not', part: simple(tokens, next) }
  }
  const first = simple(tokens, next)
  const joint = tokens[next.at]
  if (joint !== 'AND' && joint !== 'OR') return first
  const parts = [first]
  while (tokens[next.at] === joint) {
    next.at += 1
    parts.push(simple(tokens, next))
  }
  return { kind: joint === 'AND' ? 'and' : 'or', parts }
}

function simple(tokens: readonly Token[], next: { at: number }): Condition {
  const token = tokens[next.at]
  next.at += 1
  if (typeof token === 'object') return { kind: 'test', test: token }
  if (token !== '(') throw unexpected(token)
  const inner = expression(tokens, next)
  if (tokens[next.at] !== ')') throw unexpected(tokens[next.at])
  next.at += 1
  return inner
}

function unexpected(token: Token | undefined): Error {
  if (token === undefined) return malformed("unexpected token: '<EOF>'")
  return malformed(`unexpected token: '${typeof token === 'string' ? token : 'condition'}'`)
}
