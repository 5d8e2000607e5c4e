import { problem } from '@/app/api/_http/problem'

function missing(): Response {
  return problem(
    404,
    'Not found',
    'There is nothing at this address. GET /api/v1/openapi.json says what there is.',
  )
}

export {
  missing as DELETE,
  missing as GET,
  missing as HEAD,
  missing as OPTIONS,
  missing as PATCH,
  missing as POST,
  missing as PUT,
}
