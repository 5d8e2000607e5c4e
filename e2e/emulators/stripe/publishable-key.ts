import { accountOf } from './authentication'

/**
 * The account of a key that browsers may see: `pk_test_abc` belongs to the account of `sk_test_abc`. A simplification:
 * Stripe's two keys share only their beginning. Undefined for what is no test key of this kind.
 */
export function accountOfPublishable(key: string): string | undefined {
  return /^pk_test_\w+$/.test(key) ? accountOf(key.replace(/^pk_/, 'sk_')) : undefined
}
