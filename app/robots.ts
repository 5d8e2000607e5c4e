import type { MetadataRoute } from 'next'
import { services } from '@/lib/runtime/services'

// The site's own address is a setting of the running process, not of the build.
export const dynamic = 'force-dynamic'

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/university',
      disallow: [
        '/university/checkout',
        '/university/go/',
        '/university/my-courses',
        '/university/sign-in',
        '/api/',
        '/staff',
      ],
    },
    sitemap: `${services().site.appUrl}/sitemap.xml`,
  }
}
