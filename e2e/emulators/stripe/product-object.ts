import type Stripe from 'stripe'
import { newId } from './ids'
import { mergeMetadata } from './metadata'

export function makeProduct(params: Stripe.ProductCreateParams, now: number): Stripe.Product {
  return {
    id: params.id ?? newId('prod'),
    object: 'product',
    active: params.active ?? true,
    created: now,
    default_price: null,
    description: params.description ?? null,
    images: params.images ?? [],
    livemode: false,
    marketing_features: params.marketing_features ?? [],
    metadata: mergeMetadata({}, params.metadata),
    name: params.name,
    package_dimensions: params.package_dimensions ?? null,
    shippable: params.shippable ?? null,
    statement_descriptor: params.statement_descriptor ?? null,
    tax_code: params.tax_code ?? null,
    tax_details: params.tax_details
      ? {
          performance_location: params.tax_details.performance_location ?? null,
          tax_code: params.tax_details.tax_code ?? null,
        }
      : null,
    type: params.type ?? 'service',
    unit_label: params.unit_label ?? null,
    updated: now,
    url: params.url ?? null,
  }
}
