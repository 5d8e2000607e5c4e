import { problem } from '@/app/api/_http/problem'

function refuse(): Response {
  return problem(405, 'Method not allowed', 'This address is only read: GET or HEAD.', { allow: 'GET, HEAD' })
}

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
