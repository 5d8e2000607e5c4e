import { confirmPrice } from '@/lib/catalog/selling/confirm-price'
import { PRICE_CURRENCIES } from '@/lib/catalog/selling/currencies'
import { createUnit } from '@/lib/catalog/selling/create-unit'
import type { TypedNewUnit } from '@/lib/catalog/selling/create-unit'
import { duplicateUnit } from '@/lib/catalog/selling/duplicate-unit'
import type { TypedDuplicate } from '@/lib/catalog/selling/duplicate-unit'
import { identifyUnit } from '@/lib/catalog/selling/identify-unit'
import type { TypedIdentity } from '@/lib/catalog/selling/identify-unit'
import { listUnits } from '@/lib/catalog/selling/list-units'
import { mapFlockjay } from '@/lib/catalog/selling/map-flockjay'
import { moveUnit } from '@/lib/catalog/selling/move-unit'
import type { Direction } from '@/lib/catalog/selling/move-unit'
import { createPriceProofSeal } from '@/lib/catalog/selling/price-proof'
import { proposePrice } from '@/lib/catalog/selling/propose-price'
import type { TypedPrice } from '@/lib/catalog/selling/propose-price'
import { readUnit } from '@/lib/catalog/selling/read-unit'
import { retireUnit, sellUnit, unretireUnit } from '@/lib/catalog/selling/sale'
import type { PriceServices } from '@/lib/catalog/selling/selling-services'
import { dropPrice, finishPrice } from '@/lib/catalog/selling/settle-pending'
import type { UnitFilter } from '@/lib/catalog/selling/unit-line'
import { createFlockjayClient } from '@/lib/flockjay/client'
import type { Authority } from '@/lib/identity/permit'
import type { CourseId, PriceId } from '@/lib/ids'
import type { Config } from './config'

/** What staff do about units beside their words. Each capability asks itself whether the employee may. */
export function wireCatalogSelling(common: PriceServices, config: Config) {
  const services = {
    ...common,
    flockjay: createFlockjayClient({ apiUrl: config.FLOCKJAY_API_URL, token: config.FLOCKJAY_API_TOKEN }),
    proofs: createPriceProofSeal(config.NEXTAUTH_SECRET),
  }
  return {
    /** The currencies a unit can be priced in, the usual ones first. */
    currencies: PRICE_CURRENCIES,
    list: (actor: Authority, filter: UnitFilter) => listUnits(services, actor, filter),
    read: (actor: Authority, id: CourseId) => readUnit(services, actor, id),
    create: (actor: Authority, typed: TypedNewUnit) => createUnit(services, actor, typed),
    duplicate: (actor: Authority, id: CourseId, typed: TypedDuplicate) =>
      duplicateUnit(services, actor, id, typed),
    move: (actor: Authority, id: CourseId, direction: Direction) => moveUnit(services, actor, id, direction),
    identify: (actor: Authority, id: CourseId, typed: TypedIdentity) =>
      identifyUnit(services, actor, id, typed),
    mapFlockjay: (actor: Authority, id: CourseId, flockjayCourseId: string) =>
      mapFlockjay(services, actor, id, flockjayCourseId),
    sell: (actor: Authority, id: CourseId, sale: 'open' | 'announced') => sellUnit(services, actor, id, sale),
    retire: (actor: Authority, id: CourseId, reason: string) => retireUnit(services, actor, id, reason),
    unretire: (actor: Authority, id: CourseId) => unretireUnit(services, actor, id),
    proposePrice: (actor: Authority, id: CourseId, typed: TypedPrice) =>
      proposePrice(services, actor, id, typed),
    confirmPrice: (actor: Authority, id: CourseId, proof: string) => confirmPrice(services, actor, id, proof),
    finishPrice: (actor: Authority, id: PriceId) => finishPrice(services, actor, id),
    dropPrice: (actor: Authority, id: PriceId) => dropPrice(services, actor, id),
  }
}
