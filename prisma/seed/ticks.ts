// The ticks every price card carries. One place, because each of them is a promise that support has to keep.

export const STARTS_AT_ONCE = 'Starts in your Redis University account seconds after payment'
export const COMPANY_INVOICE = 'Invoice for your company'
/** The refund policy of product.md: full refund within 14 days of purchase. */
export const FULL_REFUND = 'Full refund within 14 days'
