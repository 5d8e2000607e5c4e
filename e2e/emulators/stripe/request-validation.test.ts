import { describe, expect, it } from 'vitest'
import { StripeFault } from './errors'
import { decodeForm } from './form-encoding'
import { openRequestValidation } from './request-validation'
import type { Operation } from './request-types'

const validation = await openRequestValidation()
const parse = (operation: Operation, body: string): unknown => validation.parse(operation, decodeForm(body))

function refused(operation: Operation, body: string) {
  try {
    parse(operation, body)
  } catch (error) {
    if (error instanceof StripeFault) return error.body
    throw error
  }
  throw new Error('It was accepted')
}

describe('parameters of the SDK, from a form', () => {
  it('gives values the types of the schema', () => {
    const body =
      'mode=payment&line_items[0][price]=p&line_items[0][quantity]=2&automatic_tax[enabled]=false&metadata[n]=1&metadata[gone]=&expand[]=customer&expand[]=invoice'
    expect(parse('POST /v1/checkout/sessions', body)).toEqual({
      mode: 'payment',
      line_items: [{ price: 'p', quantity: 2 }],
      automatic_tax: { enabled: false },
      metadata: { n: '1', gone: null },
      expand: ['customer', 'invoice'],
    })
  })

  it('keeps a list in the order of its numbers', () => {
    const body = Array.from({ length: 12 }, (_, i) => `expand[${11 - i}]=f${11 - i}`).join('&')
    expect(parse('GET /v1/products', body)).toEqual({ expand: Array.from({ length: 12 }, (_, i) => `f${i}`) })
  })

  it('takes a number or a range for created', () => {
    expect(parse('GET /v1/events', 'created=5')).toEqual({ created: 5 })
    expect(parse('GET /v1/events', 'created[gte]=5&created[lt]=9')).toEqual({ created: { gte: 5, lt: 9 } })
  })

  it('turns the empty string into null where a parameter can be unset, and refuses it elsewhere', () => {
    expect(parse('POST /v1/products/:id', 'description=')).toEqual({ description: null })
    expect(refused('POST /v1/checkout/sessions', 'customer=')).toMatchObject({
      code: 'parameter_invalid_empty',
      param: 'customer',
    })
  })

  it('refuses removed and unknown parameters, at any depth', () => {
    expect(refused('POST /v1/checkout/sessions', 'payment_method_types[0]=card')).toMatchObject({
      type: 'invalid_request_error',
      code: 'parameter_unknown',
      param: 'payment_method_types',
      message: 'Received unknown parameter: payment_method_types',
    })
    expect(refused('POST /v1/checkout/sessions', 'line_items[0][dynamic_tax_rates][0]=x').param).toBe(
      'line_items[0][dynamic_tax_rates]',
    )
    expect(refused('POST /v1/products', 'name=a&__proto__[polluted]=1').code).toBe('parameter_unknown')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('refuses stale enum values that the open types would let pass', () => {
    expect(refused('POST /v1/checkout/sessions', 'ui_mode=hosted')).toMatchObject({
      param: 'ui_mode',
      message: expect.stringContaining('must be one of elements, embedded_page, form, or hosted_page'),
    })
  })

  it.each([
    ['POST /v1/products', '', 'parameter_missing', 'name'],
    [
      'POST /v1/checkout/sessions',
      'automatic_tax[liability][type]=self',
      'parameter_missing',
      'automatic_tax[enabled]',
    ],
    ['POST /v1/prices', 'currency=usd&unit_amount=12.5', 'parameter_invalid_integer', 'unit_amount'],
    ['POST /v1/checkout/sessions', 'automatic_tax[enabled]=yes', undefined, 'automatic_tax[enabled]'],
    ['POST /v1/customers', 'address=x', undefined, 'address'],
    ['POST /v1/customers', 'preferred_locales=x', undefined, 'preferred_locales'],
    ['POST /v1/customers', 'name[x]=y', undefined, 'name'],
    ['POST /v1/prices', 'currency=usd&unit_amount_decimal=1.x', undefined, 'unit_amount_decimal'],
  ] as const)('%s with %s is refused for %s', (operation, body, code, param) => {
    const error = refused(operation, body)
    expect([error.code, error.param]).toEqual([code, param])
  })

  it('lets percentages have a fraction', () => {
    expect(parse('POST /v1/coupons', 'percent_off=12.5')).toEqual({ percent_off: 12.5 })
  })
})
