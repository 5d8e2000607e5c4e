import type Stripe from 'stripe'

type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

export type ErrorBody = {
  type: ErrorType
  message: string
  code?: string
  param?: string
  decline_code?: string
  doc_url?: string
  payment_intent?: Stripe.PaymentIntent
}

/** An answer in Stripe's error shape (docs.stripe.com/api/errors). `executed` says whether an idempotency key keeps it. */
export class StripeFault extends Error {
  readonly status: number
  readonly body: ErrorBody
  readonly executed: boolean

  constructor(status: number, body: ErrorBody, { executed = false }: { executed?: boolean } = {}) {
    super(body.message)
    this.status = status
    this.body = body.code ? { ...body, doc_url: docUrl(body.code) } : body
    this.executed = executed
  }
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
}

type Named = { param?: string | undefined; code?: string | undefined }

/** 400 `invalid_request_error`, Stripe's answer to parameters it will not take. */
export function invalidRequest(message: string, { param, code }: Named = {}): StripeFault {
  return new StripeFault(400, {
    type: 'invalid_request_error',
    message,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  })
}

/** `resource_missing`: 404 when the address names it, 400 when a parameter does. */
export function noSuch(kind: string, id: string, param: string, status: 400 | 404 = 404): StripeFault {
  const body = { code: 'resource_missing', message: `No such ${kind}: '${id}'`, param }
  return new StripeFault(status, { type: 'invalid_request_error', ...body })
}

export function unauthorized(message: string, code?: string): StripeFault {
  return new StripeFault(401, { type: 'invalid_request_error', message, ...(code ? { code } : {}) })
}

export function unknownAddress(method: string, path: string): StripeFault {
  const hint = 'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.'
  return new StripeFault(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). ${hint}`,
  })
}
