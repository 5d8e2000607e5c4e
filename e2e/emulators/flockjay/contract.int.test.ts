import { randomUUID } from 'node:crypto'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readContract } from './contract-document'
import { enrollmentRequestSchema } from './enrollment-store'
import { type FlockjayEmulator, startFlockjayEmulator } from './start'

const contract = await readContract()
const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addFormat('uuid', (text: string) => z.uuid().safeParse(text).success)
ajv.addFormat('email', (text: string) => z.email().safeParse(text).success)
ajv.addFormat('uri', (text: string) => z.url().safeParse(text).success)
ajv.addFormat('date-time', (text: string) => z.iso.datetime({ offset: true }).safeParse(text).success)
ajv.addSchema({ $id: 'contract', ...z.record(z.string(), z.unknown()).parse(contract) })

/** The value at a JSON pointer, with references followed on the way. */
function at(pointer: string): unknown {
  let value: unknown = contract
  for (const part of pointer.split('/').slice(1)) {
    value = z.record(z.string(), z.unknown()).parse(follow(value))[part.replaceAll('~1', '/')]
  }
  return follow(value)
}
function follow(value: unknown): unknown {
  const reference = z.object({ $ref: z.string() }).safeParse(value)
  return reference.success ? at(reference.data.$ref.slice(1)) : value
}
function validator(name: string): ValidateFunction {
  return ajv.compile({ $ref: `contract#/components/schemas/${name}` })
}

describe('the document', () => {
  it('leads every reference somewhere, and keeps every example to its schema', () => {
    const seen = { references: 0, examples: 0 }
    const walk = (value: unknown, pointer: string): void => {
      if (typeof value !== 'object' || value === null) return
      for (const [key, inner] of Object.entries(value)) walk(inner, `${pointer}/${key.replaceAll('/', '~1')}`)
      if ('$ref' in value) {
        seen.references += 1
        expect(at(String(value.$ref).slice(1)), String(value.$ref)).toBeDefined()
      }
      if (!('schema' in value)) return
      const validate = ajv.compile({ $ref: `contract#${pointer}/schema` })
      const examples = z.record(z.string(), z.object({ value: z.unknown() }))
      const listed = 'examples' in value ? Object.values(examples.parse(value.examples)) : []
      const all = [...listed.map((one) => one.value), ...('example' in value ? [value.example] : [])]
      for (const example of all) {
        seen.examples += 1
        expect(validate(example), `${pointer} ${JSON.stringify(validate.errors)}`).toBe(true)
      }
    }
    walk(contract, '')
    expect(seen.references).toBeGreaterThan(20)
    expect(seen.examples).toBeGreaterThan(8)
  })
})

describe('the emulator’s request schema', () => {
  const byContract = validator('EnrollmentRequest')
  const agree = (value: unknown): boolean => {
    const said = byContract(value)
    expect(enrollmentRequestSchema.safeParse(value).success, JSON.stringify(value)).toBe(said)
    return said
  }
  const good = {
    sku: 'RU-CERT-DEVELOPER',
    smid: 'ACME-4821',
    learner: { id: 'user-17', email: 'l.rivera@example.com', name: 'Lena Rivera' },
    order_ref: 'RU-7F3K-91QD',
  }
  const texts = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.stringMatching(/^RU(-[A-Z0-9]{1,15}){1,3}$/),
    fc.stringMatching(/^[A-Za-z0-9_-]{1,66}$/),
    fc.constantFrom('', 'RU', 'RU-', 'RU-a', 'RU-A', 'A B', 'a@b.co', 'nobody', ' l@example.com'),
    fc.constantFrom(...[40, 41, 64, 65, 100, 101, 200, 201].map((length) => 'x'.repeat(length))),
    fc.constantFrom(
      ...[254, 255].map((length) => `${'x'.repeat(60)}@${'a.'.repeat(200)}`.slice(0, length - 3) + 'com'),
    ),
  )
  const odd = fc.oneof(texts, fc.constantFrom(undefined, null, 7, true, [], {}))
  const paths = [
    'sku',
    'smid',
    'learner',
    'order_ref',
    'learner.id',
    'learner.email',
    'learner.name',
    'extra',
  ]

  it('agrees with the contract about every field', () => {
    const counts = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        const [field = '', inner] = path.split('.')
        const changed = inner
          ? { ...good, learner: { ...good.learner, [inner]: value } }
          : { ...good, [field]: value }
        counts[agree(JSON.parse(JSON.stringify(changed))) ? 'taken' : 'refused'] += 1
      }),
      { numRuns: 3000, seed: 20260301 },
    )
    expect(counts.taken).toBeGreaterThan(100)
    expect(counts.refused).toBeGreaterThan(100)
  })

  it('agrees about the whole', () => {
    expect(agree(good)).toBe(true)
    for (const value of [undefined, null, 'text', 7, [], {}, [good]]) expect(agree(value)).toBe(false)
  })
})

describe('the emulator’s answers', () => {
  let flockjay: FlockjayEmulator
  beforeAll(async () => {
    flockjay = await startFlockjayEmulator({
      port: 0,
      apiToken: 'token-of-the-test',
      checkoutUrl: 'http://localhost:3000/university/checkout',
      courses: [{ id: 'fj-dev', sku: 'RU-CERT-DEVELOPER', title: 'Developer', kind: 'certification' }],
    })
  })
  afterAll(() => flockjay.close())

  async function expectByContract(
    method: 'put' | 'get' | 'delete',
    address: string,
    { body, token = 'token-of-the-test' }: { body?: object; token?: string } = {},
  ): Promise<number> {
    const response = await fetch(flockjay.url + address, {
      method: method.toUpperCase(),
      headers: { accept: 'application/json', authorization: `Token ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const path = pathInContract(address)
    const pointer = `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${response.status}`
    const declared = at(pointer)
    expect(declared, `${pointer} is not in the contract`).toBeDefined()
    expect(response.headers.get('content-type')).toBe('application/json')
    const schema = z
      .object({
        content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) }),
      })
      .parse(declared).content['application/json'].schema
    const text = JSON.stringify(schema).replaceAll('"#/', '"contract#/')
    const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(text)))
    expect(validate(await response.json()), `${pointer} ${JSON.stringify(validate.errors)}`).toBe(true)
    return response.status
  }

  function pathInContract(address: string): string {
    if (address.startsWith('/courses/')) return '/courses/{course_id}'
    return address.startsWith('/enrollments/') ? '/enrollments/{purchase_id}' : '/enrollments'
  }

  it('are those that the contract declares', async () => {
    const one = `/enrollments/${randomUUID()}`
    const body = {
      sku: 'RU-CERT-DEVELOPER',
      smid: 'ACME-4821',
      learner: { email: 'l.rivera@example.com' },
      order_ref: 'RU-7F3K-91QD',
    }
    const statuses = [
      await expectByContract('put', one, { body, token: 'wrong' }),
      await expectByContract('get', one),
      await expectByContract('delete', one),
      await expectByContract('put', one, { body: { ...body, sku: 'RU-NOWHERE' } }),
      await expectByContract('put', one, { body: { ...body, smid: 'A B' } }),
      await expectByContract('put', '/enrollments/seven', { body }),
      await expectByContract('put', one, { body }),
      await expectByContract('put', one, { body }),
      await expectByContract('put', one, { body: { ...body, smid: 'NIMBUS-77' } }),
      await expectByContract('get', one),
      await expectByContract('delete', one),
      await expectByContract('delete', one),
      await expectByContract('get', '/enrollments?updated_since=2020-01-01T00:00:00Z'),
      await expectByContract('get', '/enrollments'),
      await expectByContract('get', '/enrollments?updated_since=2020-01-01T00:00:00Z', { token: '' }),
      await expectByContract('get', '/courses/fj-dev'),
      await expectByContract('get', '/courses/fj-nowhere'),
      await expectByContract('get', '/courses/fj-dev', { token: 'wrong' }),
    ]
    expect(statuses).toEqual([
      401, 404, 404, 404, 422, 422, 201, 200, 409, 200, 200, 200, 200, 400, 401, 200, 404, 401,
    ])
  })
})
