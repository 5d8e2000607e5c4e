import { z } from 'zod'
import type { StateFile } from '../state-file'

const learnerSchema = z.object({
  id: z.string().min(1).max(100).optional(),
  email: z.email().max(254),
  name: z.string().min(1).max(200).optional(),
})

/** Body of `PUT /enrollments/{purchase_id}` by the contract. */
export const enrollmentRequestSchema = z.object({
  sku: z
    .string()
    .min(4)
    .max(40)
    .regex(/^RU(-[A-Z0-9]+)+$/),
  smid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  learner: learnerSchema,
  order_ref: z.string().min(1).max(40),
})
export type EnrollmentRequest = z.infer<typeof enrollmentRequestSchema>

export const storedEnrollmentSchema = z.object({
  ...enrollmentRequestSchema.shape,
  purchase_id: z.uuid(),
  status: z.enum(['active', 'revoked']),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})
export type StoredEnrollment = z.infer<typeof storedEnrollmentSchema>

/** Enrolments by purchase id, and how often each purchase was put, stored or not. */
export const enrollmentDataSchema = z.object({
  enrollments: z.array(storedEnrollmentSchema),
  puts: z.record(z.string(), z.number().int()),
})
export type EnrollmentData = z.infer<typeof enrollmentDataSchema>

export const emptyEnrollmentData = (): EnrollmentData => ({ enrollments: [], puts: {} })

/** The learning platform's enrolments. */
export class EnrollmentStore {
  readonly #file: StateFile<EnrollmentData>
  /** By purchase id, so that a store of many thousands answers as fast as one of a few. */
  readonly #byPurchase = new Map<string, StoredEnrollment>()

  constructor(file: StateFile<EnrollmentData>) {
    this.#file = file
    for (const enrollment of file.value.enrollments) this.#byPurchase.set(enrollment.purchase_id, enrollment)
  }

  all(): StoredEnrollment[] {
    return this.#file.value.enrollments
  }

  find(purchaseId: string): StoredEnrollment | undefined {
    return this.#byPurchase.get(purchaseId)
  }

  data(): EnrollmentData {
    return this.#file.value
  }

  clear(): void {
    this.#file.value = emptyEnrollmentData()
    this.#byPurchase.clear()
    this.#file.changed()
  }

  /** Counts one PUT that reached the handler. */
  countPut(purchaseId: string): void {
    const { puts } = this.#file.value
    puts[purchaseId] = (puts[purchaseId] ?? 0) + 1
    this.#file.changed()
  }

  /** Stores the enrolment as active; `created` is false when it was there. Repeats change nothing. */
  put(purchaseId: string, request: EnrollmentRequest): { enrollment: StoredEnrollment; created: boolean } {
    const found = this.find(purchaseId)
    if (found) return { enrollment: this.#setStatus(found, 'active'), created: false }
    const now = new Date().toISOString()
    const enrollment: StoredEnrollment = {
      ...request,
      purchase_id: purchaseId,
      status: 'active',
      created_at: now,
      updated_at: now,
    }
    this.all().push(enrollment)
    this.#byPurchase.set(purchaseId, enrollment)
    this.#file.changed()
    return { enrollment, created: true }
  }

  revoke(purchaseId: string): StoredEnrollment | undefined {
    const found = this.find(purchaseId)
    return found && this.#setStatus(found, 'revoked')
  }

  #setStatus(enrollment: StoredEnrollment, status: StoredEnrollment['status']): StoredEnrollment {
    if (enrollment.status === status) return enrollment
    enrollment.status = status
    enrollment.updated_at = new Date().toISOString()
    this.#file.changed()
    return enrollment
  }
}
