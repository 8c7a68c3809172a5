import type { NextConfig } from 'next';

const securityHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()' },
];

// Answers for programs run nothing, whatever shows them. Pages get their policy from proxy.ts.
const dataHeaders = [
  { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
  { key: 'cache-control', value: 'no-store' },
];

const config: NextConfig = {
  // `pnpm dev` sets it, so that several can run over one clone.
  distDir: process.env['NEXT_DIST_DIR'] ?? '.next',
  transpilePackages: [
    '@weir/access',
    '@weir/catalog',
    '@weir/db',
    '@weir/egress',
    '@weir/protocol',
    '@weir/providers',
    '@weir/queue',
    '@weir/routing',
    '@weir/runtime',
    '@weir/services',
  ],
  serverExternalPackages: ['@prisma/adapter-pg', '@prisma/client', 'pg', 'pino', 'postgres', 'undici'],
  // `pnpm check` checks types, once, for every package alike.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // No page has pictures to be resized: nobody can make this process resize any.
  images: { unoptimized: true },
  devIndicators: false,
  productionBrowserSourceMaps: false,
  agentRules: false,
  // A page that was seen half a minute ago is shown at once; its queries are asked again by themselves.
  experimental: { agentUpgrade: false, staleTimes: { dynamic: 30, static: 180 } },
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    { source: '/api/:path*', headers: dataHeaders },
    { source: '/healthz', headers: dataHeaders },
  ],
};

export default config;
