import { notFound, redirect } from 'next/navigation'
import { services } from '@/lib/runtime/services'

/** Leads to the configured terms, privacy policy and help: three fixed names, so no open redirect. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ place: string }> },
): Promise<Response> {
  const { place } = await params
  const { termsUrl, privacyUrl, helpUrl } = services().site
  const target = { terms: termsUrl, privacy: privacyUrl, help: helpUrl }[place]
  if (target === undefined) notFound()
  redirect(target)
}
