/** Our page around Stripe's payment form: the one page that may load Stripe's script. */
export const PAY_PATH = '/university/checkout/pay'
