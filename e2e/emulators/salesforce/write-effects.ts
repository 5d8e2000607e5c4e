import type { EmulatorRequest } from '../exchange'
import { duplicateAtOnce, type Refusal, rowLocked } from './refusals'

/**
 * What a fault's effect does to the record at `index` of a call, before it is looked at: `lock-row` locks every record,
 * `lock-some` every third (the third, the sixth, …), `duplicate` lets another call have inserted the first one meanwhile.
 */
export function struck({ fault }: EmulatorRequest, index: number): Refusal | undefined {
  const effect = fault?.effect
  if (effect === 'lock-row' || (effect === 'lock-some' && index % 3 === 2)) return rowLocked()
  return effect === 'duplicate' && index === 0 ? duplicateAtOnce() : undefined
}
